"""When a factory is to be assessed next: the window by cycle, standing and country (ENG-2, ENG-3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.errors import Invalid
from assessments import planned
from assessments.window import Engagement, Window, window
from factories.models import Cycle
from programmes.models import CalendarRule, ProgrammeFact
from tests.assessments.making import plan
from tests.factories import NOW
from tests.personas import World
from tests.planning.making import haitian_rules

ZERO = date(2025, 3, 10)
HUNDREDTH = ZERO + timedelta(days=100)
ENDS = date(2026, 3, 10)


def next_of(world: World, country: str = "cambodia", **fields: Any) -> "Window[Any] | None":
    programme = getattr(world, country)
    if country == "haiti":
        haitian_rules(programme)
    given = {"number": 1, "day_zero": ZERO, "ends_on": ENDS, **fields}
    rules: list[Any] = list(CalendarRule.objects.for_programme(programme))
    return window(rules, Engagement(**given))


LAST_YEAR = date(2024, 6, 28)


@pytest.mark.parametrize(
    ("country", "fields", "opens"),
    [
        ("cambodia", {}, HUNDREDTH),
        ("cambodia", {"until": date(2025, 6, 25)}, date(2025, 6, 25)),  # as it was told
        ("cambodia", {"number": 2, "assessed": [LAST_YEAR]}, HUNDREDTH),
        ("cambodia", {"assessed": [date(2025, 6, 20)]}, None),  # once a cycle
        ("haiti", {}, HUNDREDTH),
        ("haiti", {"assessed": [date(2025, 6, 20)]}, date(2025, 12, 20)),  # six months after it
        ("haiti", {"assessed": [date(2025, 6, 20), date(2025, 12, 22)]}, None),
        ("haiti", {"assessed": [date(2025, 8, 31)]}, date(2026, 2, 28)),  # the month's last day
    ],
)
def test_a_window_opens(world: World, country: str, fields: dict[str, Any], opens: date | None) -> None:
    found = next_of(world, country, **fields)
    assert (found.opens if found else None) == opens


def test_it_closes_by_the_row_of_its_length(world: World) -> None:
    found = next_of(world)
    assert found and found.closes == HUNDREDTH + timedelta(days=42)


def test_a_high_performer_is_assessed_less_often_where_a_row_says_so(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia,
        kind="assessment_interval",
        amount=24,
        standing="high_performer",
        valid_from=date(2020, 1, 1),
        source="country decision",
    )
    stood = {"number": 3, "standing": "high_performer", "assessed": [LAST_YEAR]}
    assert next_of(world, **stood) is None
    found = next_of(world, **{**stood, "day_zero": date(2026, 3, 10), "ends_on": date(2027, 3, 10)})
    assert found and found.opens == date(2026, 6, 28)
    assert found.rule.source == "country decision"


def test_a_planner_sees_who_is_late(world: World) -> None:
    late = NOW.date() + timedelta(days=200)
    rules = planned.rules_of([world.cambodia])
    cycles = Cycle.rows.filter(pk=world.cycle.pk).select_related("factory")
    found = planned.windows(world.team_leader, cycles, rules)[world.cycle.pk]
    assert found and found.closes < late


def test_nobody_is_assessed_on_site_while_visits_are_suspended(world: World) -> None:
    ProgrammeFact.objects.create(
        programme=world.cambodia, subject="visits", value="suspended", valid_from=NOW.date(), decision="D"
    )
    with pytest.raises(Invalid, match="nobody visits"):
        plan(world)
