"""Which row holds for a factory: its country, its standing, its year; and what ships."""

from dataclasses import dataclass
from datetime import date

import pytest

from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import BOUNDS, RULES, AdvisorRole, Kind, Standing
from tests.personas import World

TODAY = date(2026, 3, 2)
LONG_AGO = date(2015, 1, 1)


@dataclass(frozen=True)
class Row:
    amount: int | None
    from_year: int = 0
    standing: str = ""
    for_country: bool = False
    valid_from: date = LONG_AGO
    valid_until: date | None = None
    kind: str = "visits_most"


EVERY, SECOND, THIRD = Row(10), Row(9, from_year=2), Row(8, from_year=3)
HIGH, HIGH_THIRD = Row(6, standing="high_performer"), Row(5, from_year=3, standing="high_performer")
OWN, OWN_THIRD = Row(7, for_country=True), Row(4, from_year=3, for_country=True)


@pytest.mark.parametrize(
    ("rows", "year", "standing", "amount"),
    [
        ([EVERY, SECOND, THIRD], 0, "", 10),
        ([EVERY, SECOND, THIRD], 1, "", 10),
        ([EVERY, SECOND, THIRD], 2, "", 9),
        ([EVERY, SECOND, THIRD], 7, "", 8),
        ([THIRD, SECOND, EVERY], 7, "ordinary", 8),
        ([EVERY, THIRD, HIGH], 3, "high_performer", 6),  # a standing goes before a year
        ([EVERY, THIRD, HIGH, HIGH_THIRD], 3, "high_performer", 5),
        ([EVERY, THIRD, HIGH, HIGH_THIRD], 2, "high_performer", 6),
        ([EVERY, THIRD, HIGH], 3, "needs_support", 8),
        ([EVERY, HIGH_THIRD, OWN], 3, "high_performer", 7),  # the country's own goes before everything
        ([EVERY, OWN, OWN_THIRD], 3, "high_performer", 4),
        ([SECOND], 1, "", None),
    ],
)
def test_the_most_specific_row_holds(rows: list[Row], year: int, standing: str, amount: int | None) -> None:
    found = calendar.in_force(rows, Kind.VISITS_MOST, TODAY, year=year, standing=standing)
    assert (found and found.amount) == amount


def test_a_specific_row_that_has_ended_gives_way() -> None:
    ended = Row(6, standing="high_performer", valid_until=TODAY)
    found = calendar.in_force([EVERY, ended], Kind.VISITS_MOST, TODAY, standing="high_performer")
    assert found is EVERY


SHIPPED = [  # kind, year, standing, amount
    (Kind.ROUTINE_ASSESSMENT, 2, "", 100),
    (Kind.ASSESSMENT_INTERVAL, 1, "", 12),
    (Kind.FIRST_DIFFERENTIATION, 1, "", 16),
    (Kind.FIRST_VISITS, 1, "", 3),
    (Kind.LEARNING_SEMINARS, 1, "", 4),
    (Kind.HYBRID_ASSESSMENT, 1, "", 3),
    (Kind.VISITS_LEAST, 1, "", 6),
    (Kind.VISITS_MOST, 1, "", 10),
    (Kind.VISITS_MOST, 3, "", 8),
    (Kind.VISITS_MOST, 1, Standing.HIGH_PERFORMER, 6),
    (Kind.VISITS_LEAST, 5, Standing.NEEDS_SUPPORT, 8),
    (Kind.ADVISOR_ROLE, 1, "", AdvisorRole.GUIDE),
    (Kind.ADVISOR_ROLE, 2, "", AdvisorRole.COACH),
    (Kind.ADVISOR_ROLE, 3, "", AdvisorRole.CONSULTANT),
    (Kind.ADVISOR_ROLE, 9, "", AdvisorRole.CONSULTANT),
    (Kind.VIRTUAL_SHARE, 2, Standing.HIGH_PERFORMER, 0),
    (Kind.VIRTUAL_SHARE, 3, Standing.HIGH_PERFORMER, 50),
    (Kind.VIRTUAL_SHARE, 3, Standing.NEEDS_SUPPORT, 10),
    (Kind.VIRTUAL_SHARE, 3, "", 0),  # nobody has judged its standing
]


@pytest.mark.parametrize(("kind", "year", "standing", "amount"), SHIPPED)
def test_what_ships(world: World, kind: Kind, year: int, standing: str, amount: int) -> None:
    row = CalendarRule.objects.in_force(kind, world.cambodia, TODAY, year=year, standing=standing)
    assert row is not None and row.amount == amount and row.source


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_ships_with_rows_that_its_unit_and_scope_allow(kind: Kind) -> None:
    rows, rule = list(CalendarRule.objects.filter(programme=None, kind=kind)), RULES[kind]
    least, most = BOUNDS[rule.unit]
    assert [row.amount for row in rows if not (row.standing or row.from_year)] == [rule.default]
    assert all(row.amount is None or least <= row.amount <= most for row in rows)
    assert all(rule.by_year or not row.from_year for row in rows)
    assert all(rule.by_standing or not row.standing for row in rows)
    assert rule.default is not None or not rule.required
