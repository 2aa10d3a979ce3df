"""A worker is killed with -9, Redis is emptied and the database cut off at random points, while clocks run.

Two beats ring everything twice, the mail server is down for six hours, two leaders approve at once, the country's
zone changes, and one buyer's form was revoked after the approval. 200 incidents of which buyers must hear: the
ledger afterwards is compared row by row with the promises that are computed here from what was put in. Nothing
missing, nothing double, nobody told who is not entitled.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from tests.delivery.smtp import Server, free_port, listening
from tests.stories.clocks_due import GROUPS
from tests.stories.kill import Ground, Queue, ground, new_seed, until

BLOWS = 24
ENTITLED = ["Ingrid Berg", "Olga Lund"]
LEADERS = ["Keo Dara", "Nhem Sophal"]
ADVISOR, MANAGER, OF_THE_FACTORY = "Chan Sokha", "Prak Sopheap", "Pich Sreymom"
SENT = [name for name, group in GROUPS.items() if group.notice or name in ("at_its_mark", "late")]
DOWN = "6 hours"

OPENED = {("duty_opened", ADVISOR): 1}
CALLED = {
    **OPENED,
    ("duty_responsible", ADVISOR): 1,
    **{(f"duty_{rung}", leader): 1 for rung in ("deputy", "leader") for leader in LEADERS},
    ("duty_manager", MANAGER): 1,
}
LAPSED = {**CALLED, ("duty_lapsed", ADVISOR): 1, ("duty_lapsed", MANAGER): 1}
RINGS = {  # by group: (kind of message, person) → how many
    "fresh": OPENED,
    "approved": OPENED,
    "asked": OPENED,
    "at_its_mark": CALLED,
    "late": LAPSED,
    "strike": {  # the factory's clock ended and ours has begun
        **LAPSED,
        ("duty_opened", ADVISOR): 2,
        **{(f"duty_{rung}", OF_THE_FACTORY): 1 for rung in ("opened", "responsible", "lapsed")},
    },
}


def promised() -> Counter[tuple[str, str, str]]:
    """Group, kind of message, person → how many rows there must be in the end."""
    rows: Counter[tuple[str, str, str]] = Counter()
    for name, group in GROUPS.items():
        asked = "strike_tell_buyers" if group.kind == "strike" else "incident_tell_buyers"
        told = {(asked, OF_THE_FACTORY): 1, **RINGS[name]}
        if name in SENT:
            told |= {("notice_to_buyer", person): 1 for person in ENTITLED}
        for (kind, person), times in told.items():
            rows[name, kind, person] = times * group.count
    return rows


@pytest.fixture(scope="module")
def mails() -> Server:
    return Server()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, mails: Server) -> Iterator[Ground]:
    """The whole story once: its ground after all blows fell and all work was done."""
    port = free_port()
    server = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}
    with ground(tmp_path_factory.mktemp("clocks"), **server) as made:
        made.python(["-m", "tests.stories.clocks_due"], role="test")
        chance = Random(new_seed())
        with Queue(made, chance, ("child", "child", "worker", "redis", "database"), beats=2) as queue:
            strike(queue, BLOWS // 3)
            made.python(*(["-m", "tests.stories.clocks_due", name] for name in LEADERS), role="app")
            strike(queue, BLOWS // 3)
            move_the_zone(made)
            strike(queue, BLOWS // 3)
            assert until(lambda: waiting_for_the_server(made) > 0, 60)
            with listening(mails, port):
                hours_go_by(made)
                assert until(lambda: finished(made), 480), (promised() - ledger(made), unsent(made))
        yield made


def strike(queue: Queue, blows: int) -> None:
    for _ in range(blows):
        until(lambda: False, queue.chance.uniform(0.05, 1.5))
        queue.strike()
    print(dict(Counter(queue.kills)))


def move_the_zone(made: Ground) -> None:
    """And every incident is judged anew by it."""
    made.ask("UPDATE programmes_countryprogramme SET zone = 'Pacific/Auckland' WHERE name = 'Cambodia'")
    made.ask("UPDATE advisory_incident SET settle_at = now()")


def waiting_for_the_server(made: Ground) -> int:
    [(sent, tried)] = made.ask(
        "SELECT count(*) FILTER (WHERE status = 'sent'), count(*) FILTER (WHERE error LIKE '%%refused%%')"
        " FROM factories_delivery WHERE channel = 'mail'"
    )
    assert sent == 0
    return int(tried)


def hours_go_by(made: Ground) -> None:
    """For what waits to be tried: the real clock of six hours later cannot be had."""
    made.ask(
        f"UPDATE factories_delivery SET not_before = not_before - interval '{DOWN}',"
        f" tried_since = tried_since - interval '{DOWN}' WHERE status = 'queued'"
    )


def ledger(made: Ground) -> Counter[tuple[str, str, str]]:
    """What was told: each message by the group of its incident."""
    names = {group.kind: name for name, group in GROUPS.items()}
    rows = made.ask(
        "SELECT i.kind, m.kind, u.name FROM factories_message m JOIN accounts_user u ON u.id = m.to_id"
        " LEFT JOIN reporting_notice n ON n.id = m.subject_id"
        " JOIN advisory_incident i ON i.id = coalesce(n.incident_id, m.subject_id)"
    )
    return Counter((names[incident], kind, person) for incident, kind, person in rows)


def unsent(made: Ground) -> int:
    [(count,)] = made.ask(
        "SELECT count(*) FROM factories_delivery WHERE channel IN ('mail', 'inbox') AND status <> 'sent'"
    )
    return int(count)


def finished(made: Ground) -> bool:
    return ledger(made) == promised() and unsent(made) == 0


def test_the_ledger_is_what_was_promised_row_by_row(told: Ground) -> None:
    assert ledger(told) == promised()


def test_at_least_twenty_points_were_struck_among_two_hundred_incidents() -> None:
    assert BLOWS >= 20
    assert sum(group.count for group in GROUPS.values()) == 200


def test_each_buyer_is_told_once_or_stands_as_not_told(told: Ground) -> None:
    rows = told.ask(
        "SELECT b.name, r.told_at IS NOT NULL, r.missing::text, count(*) FROM reporting_noticerecipient r"
        " JOIN factories_buyer b ON b.id = r.buyer_id GROUP BY 1, 2, 3"
    )
    sent = sum(GROUPS[name].count for name in SENT)
    assert sorted(rows) == [
        ("Harbour Fashion", False, '["form"]', sent),
        ("Maple & Moss", True, "[]", sent),
        ("Northwind Clothing", True, "[]", sent),
        ("Tide & Co", False, '["form"]', sent),
    ]


def test_a_duty_is_met_where_its_buyer_was_told_and_open_where_not(told: Ground) -> None:
    rows = told.ask(
        "SELECT d.done_at IS NOT NULL, count(*) FROM advisory_duty d JOIN advisory_incident i ON i.id = d.incident_id"
        " WHERE d.kind = 'inform_buyer' GROUP BY 1"
    )
    met = 2 * sum(GROUPS[name].count for name in SENT)
    general = sum(group.count for group in GROUPS.values() if group.kind != "strike")
    assert dict(rows) == {True: met, False: 4 * general - met}


def test_what_a_factory_left_undone_became_ours_for_each_buyer(told: Ground) -> None:
    strikes = GROUPS["strike"].count
    rows = told.ask("SELECT kind, lapsed_at IS NOT NULL, count(*) FROM advisory_duty WHERE buyer_id IS NOT NULL"
                    " AND kind <> 'inform_buyer' GROUP BY 1, 2")  # fmt: skip
    assert sorted(rows) == [("assess_strike", False, 4 * strikes), ("factory_tells", True, 4 * strikes)]


def test_no_one_rang_twice_for_one_duty(told: Ground) -> None:
    assert (
        told.ask("SELECT duty_id, rung, to_id FROM advisory_escalation GROUP BY 1, 2, 3 HAVING count(*) > 1")
        == []
    )


def test_a_moment_due_is_that_of_what_was_known_whatever_the_zone(told: Ground) -> None:
    rows = told.ask(
        "SELECT i.kind, d.kind, d.due_at - i.known_at FROM advisory_duty d JOIN advisory_incident i"
        " ON i.id = d.incident_id WHERE d.kind IN ('inform_buyer', 'factory_tells') GROUP BY 1, 2, 3"
    )
    general = {group.kind for group in GROUPS.values()} - {"strike"}
    hours = {(kind, "inform_buyer"): 72 for kind in general} | {("strike", "factory_tells"): 48}
    assert {(incident, duty): after for incident, duty, after in rows} == {
        each: timedelta(hours=count) for each, count in hours.items()
    }


def test_each_mail_was_taken_by_the_server_under_one_lasting_id(told: Ground, mails: Server) -> None:
    """Delivery is at least once: a mail may have left twice, then under the same Message-ID."""
    sent = told.ask("SELECT mail_id FROM factories_delivery WHERE channel = 'mail'")
    ids = {mail["Message-ID"] for mail in mails.mails()}
    assert {each.strip("<>").partition("@")[0] for each in ids} == {str(pk) for (pk,) in sent}


def test_two_leaders_approve_a_notice_once(told: Ground) -> None:
    rows = told.ask(
        "SELECT pgh_obj_id, count(DISTINCT approved_by_id) FROM reporting_noticeevent e JOIN advisory_incident i"
        " ON i.id = e.incident_id WHERE e.status = 'approved' AND i.kind = %s GROUP BY 1",
        GROUPS["asked"].kind,
    )
    assert [count for _pk, count in rows] == [1] * GROUPS["asked"].count


def test_a_notice_is_frozen_once(told: Ground) -> None:
    rows = told.ask("SELECT pgh_obj_id, count(*) FROM reporting_noticeevent WHERE status = 'sent' GROUP BY 1")
    assert len(rows) == sum(GROUPS[name].count for name in SENT)
    assert {count for _pk, count in rows} == {1}
