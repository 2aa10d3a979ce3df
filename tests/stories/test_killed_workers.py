"""A worker is killed with -9 and Redis is emptied at random points, while reports are due.

Each report is released once, each message stands in one row and goes out, nothing is lost: what
is expected is computed here from what was put in.
"""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.stories.kill import Ground, Queue, ground, new_seed, until

REPORTS = 150
BLOWS = 24
# two buyers, the manager, the advisor, and the constituent whose agreement opens reports
TOLD = ["ingrid.berg", "olga.lund", "pich.sreymom", "chan.sokha", "ros.sothy"]
NOT_TOLD = "tom.hill"  # a buyer without the access form


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    """The whole story once: its ground after all blows fell and all work was done."""
    with ground(tmp_path_factory.mktemp("kill")) as made:
        made.python(["-m", "tests.stories.due_reports", str(REPORTS)], role="test")
        chance = Random(new_seed())
        with Queue(made, chance) as queue:
            for _ in range(BLOWS):
                until(lambda: False, chance.uniform(0.05, 1.5))
                queue.strike()
            print(dict(Counter(queue.kills)))
            assert until(lambda: finished(made), 480), progress(made)
        yield made


def finished(made: Ground) -> bool:
    every = REPORTS * len(TOLD)
    return progress(made) == {"released": REPORTS, "inbox sent": every, "mail sent": every}


def progress(made: Ground) -> dict[str, int]:
    rows = made.ask("SELECT status, count(*) FROM reporting_report GROUP BY 1")
    rows += made.ask("SELECT channel || ' ' || status, count(*) FROM factories_delivery GROUP BY 1")
    return dict(rows)


def test_at_least_twenty_points_were_struck() -> None:
    assert BLOWS >= 20


def test_every_report_is_released_once(told: Ground) -> None:
    releases = told.ask(
        "SELECT pgh_obj_id, count(*) FROM reporting_reportevent WHERE status = 'released' GROUP BY 1"
    )
    assert len(releases) == REPORTS
    assert {count for _, count in releases} == {1}


def test_a_released_report_and_its_version_are_out_together(told: Ground) -> None:
    assert told.ask(
        "SELECT count(*) FROM reporting_report r JOIN reporting_reportversion v ON v.id = r.current_id"
        " WHERE r.status = 'released' AND v.released_at = r.released_at AND r.done_at = r.released_at"
    ) == [(REPORTS,)]


def test_each_entitled_person_is_told_of_each_report_in_one_row(told: Ground) -> None:
    rows = told.ask(
        "SELECT split_part(u.email, '.', 1) || '.' || split_part(split_part(u.email, '@', 1), '.', 2), m.subject_id"
        " FROM factories_message m JOIN accounts_user u ON u.id = m.to_id"
    )
    reports = [pk for (pk,) in told.ask("SELECT id FROM reporting_report")]
    assert Counter(rows) == Counter({(name, pk): 1 for name in TOLD for pk in reports})


def test_nobody_without_the_form_is_told(told: Ground) -> None:
    assert told.ask(
        "SELECT count(*) FROM factories_message m JOIN accounts_user u ON u.id = m.to_id WHERE u.email LIKE %s",
        f"{NOT_TOLD}%",
    ) == [(0,)]


def test_every_message_left_the_house_with_one_lasting_id(told: Ground) -> None:
    """Delivery is at least once: a mail may have left twice, then under the same Message-ID."""
    mails = [path.read_text() for path in (Path(told.env["VAR_DIR"]) / "mail").iterdir()]
    ids = {line for mail in mails for line in mail.splitlines() if line.startswith("Message-ID:")}
    assert len(ids) == REPORTS * len(TOLD)
