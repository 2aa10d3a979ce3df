"""The record of promises: made, kept, late, waived, by country and local month (NTF-6)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from advisory import actions
from advisory.models import Duty
from planning.promises import not_kept, outcome, record
from tests.advisory.incidents import HOUR, only, report, tick
from tests.advisory.making import queries
from tests.factories import NOW
from tests.personas import World

MARCH = date(2026, 3, 1)
DUE = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "waived", "asked", "expected"),
    [
        (DUE, None, DUE + HOUR, "kept"),
        (DUE + HOUR, None, DUE + HOUR, "late"),
        (None, None, DUE, "open"),
        (None, None, DUE + HOUR, "late"),
        (None, DUE, DUE + HOUR, "waived"),
    ],
)
def test_a_promise_is_judged_by_its_due_moment(
    done: Any, waived: Any, asked: datetime, expected: str
) -> None:
    assert outcome(DUE, done, waived, asked) == expected


def counts(world: World, at: datetime, month: date = MARCH) -> list[tuple[int, int, int, int, int]]:
    rows = record(world.country_manager, world.cambodia, month, at)
    return [(row.made, row.kept, row.late, row.waived, row.open) for row in rows]


def test_every_notice_that_is_owed_counts_once_a_buyer(world: World) -> None:
    kept, _late, waived = report(world), report(world), report(world)
    tick(NOW)
    given = {"buyer": world.buyer, "by": world.manager, "at": NOW}
    actions.record_told(incident=kept, told_at=NOW, proof="By phone", **given)
    duty = only(waived, Duty.Kind.INFORM_BUYER)
    actions.waive_duty(duty=duty, reason="The buyer was there.", by=world.team_leader, at=NOW)
    assert counts(world, NOW) == [(3, 1, 0, 1, 1)]
    assert counts(world, NOW + 73 * HOUR) == [(3, 1, 1, 1, 0)]


def test_a_promise_belongs_to_the_local_month_in_which_it_falls_due(world: World) -> None:
    known = datetime(2026, 2, 25, 16, 30, tzinfo=UTC)  # + 72 h: 23:30 of 28 February in Phnom Penh
    report(world, known_at=known, began_at=known - HOUR)
    tick(NOW)
    assert counts(world, NOW, date(2026, 2, 1)) == [(1, 0, 1, 0, 0)]
    assert counts(world, NOW) == []


def test_what_was_not_kept_stands_there_one_by_one_with_its_reason(world: World, browse: Any) -> None:
    incident = report(world)
    tick(NOW)
    duty = only(incident, Duty.Kind.INFORM_BUYER)
    actions.waive_duty(duty=duty, reason="The buyer was there.", by=world.team_leader, at=NOW)
    assert len(not_kept(record(world.country_manager, world.cambodia, MARCH, NOW))) == 1
    assert "The buyer was there." in browse(world.country_manager).get("/promises/").content.decode()
    sheet = browse(world.head_office).get("/promises.csv?country=KH").content.decode("utf-8-sig")
    assert "Northwind Clothing" in sheet


def test_a_factory_and_a_buyer_find_no_record(world: World, browse: Any) -> None:
    for person in (world.manager, world.buyer_user, world.advisor):
        assert browse(person).get("/promises/").status_code == 404


def test_many_promises_cost_what_one_costs(world: World, browse: Any) -> None:
    report(world)
    tick(NOW)
    few = queries(browse(world.country_manager), "/promises/")
    for _ in range(5):
        report(world)
    tick(NOW)
    assert queries(browse(world.country_manager), "/promises/") == few
