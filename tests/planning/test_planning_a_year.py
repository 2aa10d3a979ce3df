"""The year's advisory visits, planned from the rules, the factory's year and its standing (ENG-5, ENG-6, ADV-2)."""

from collections import Counter
from datetime import date, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed
from advisory.actions.visits import cancel_visit, move_visit
from advisory.models import Visit
from factories.actions import differentiate
from factories.models import AdvisorAssignment, Cycle, Factory, Message
from planning import year
from planning.year import Engagement
from planning.years import plan_years
from programmes.models import CalendarRule, Holiday
from programmes.rules import Kind
from tests.advisory.making import make_visit
from tests.factories import NOW, make_cycle
from tests.personas import World
from tests.planning.making import SOON, TODAY, approved

ZERO = date(2026, 3, 2)


def engagement(**fields: object) -> Engagement:
    given = {"number": 1, "day_zero": ZERO, "ends_on": date(2027, 3, 2), "until": ZERO + timedelta(days=100)}
    return Engagement(**{**given, **fields})  # type: ignore[arg-type]


def slots(**fields: object) -> list[year.Slot[CalendarRule]]:  # type: ignore[type-var]
    return year.year(list(CalendarRule.objects.filter(programme=None)), engagement(**fields))


def planned(world: World) -> list[Visit]:
    return list(Visit.rows.planned().filter(factory=world.factory).order_by("on"))


def judged(world: World, standing: str, reason: str = "Two years without a finding.") -> None:
    cycle = Cycle.rows.get(pk=world.cycle.pk)
    later = NOW + timedelta(hours=1)
    differentiate(cycle=cycle, standing=standing, reason=reason, by=world.team_leader, at=later)
    plan_years(later)


# -- The rules alone --------------------------------------------------------------------------


def test_three_of_a_new_factorys_visits_fall_into_the_first_hundred_days(world: World) -> None:
    aims = [slot.aim for slot in slots()]
    assert len([aim for aim in aims if aim < ZERO + timedelta(days=100)]) == 3
    assert aims[0] == ZERO
    assert aims == sorted(aims)
    assert aims[-1] < date(2027, 3, 2)


@pytest.mark.parametrize(
    ("number", "standing", "count"),
    [(1, "", 10), (2, "", 9), (3, "", 8), (7, "", 8), (3, "high_performer", 6), (3, "needs_support", 10)],
)
def test_the_number_follows_the_year_and_the_standing(
    world: World, number: int, standing: str, count: int
) -> None:
    assert len(slots(number=number, standing=standing)) == count


def test_each_visit_carries_the_row_that_gave_it(world: World) -> None:
    assert {slot.rule.source for slot in slots()} == {"advisory FAQ III.1: 6 to 10 a year"}


@pytest.mark.parametrize(
    ("fields", "virtual"),
    [
        ({"number": 3, "standing": "high_performer", "completed": 2, "ambassador": True}, 3),
        ({"number": 3, "standing": "ordinary", "completed": 2, "ambassador": True}, 2),
        ({"number": 3, "standing": "needs_support", "completed": 2, "ambassador": True}, 1),
        ({"number": 3, "standing": "high_performer", "completed": 2, "ambassador": False}, 0),
        ({"number": 3, "standing": "high_performer", "completed": 1, "ambassador": True}, 0),
        ({"number": 3, "completed": 2, "ambassador": True}, 0),
    ],
)
def test_a_share_is_virtual_after_two_cycles_where_an_ambassador_is_on_site(
    world: World, fields: dict[str, object], virtual: int
) -> None:
    found = slots(**fields)
    assert sum(slot.virtual for slot in found) == virtual
    assert not found[0].virtual


def test_the_least_busy_working_day_near_the_aim_is_taken() -> None:
    def working(on: date) -> bool:
        return on.isoweekday() < 6

    monday, until = date(2026, 3, 2), date(2027, 1, 1)
    assert year.settle(monday, TODAY - timedelta(days=9), until, working, {}) == monday
    assert year.settle(monday, TODAY - timedelta(days=9), until, working, {monday: 1}) == date(2026, 3, 3)
    assert year.settle(date(2026, 3, 8), monday, until, working, Counter()) == date(2026, 3, 9)


# -- As rows ----------------------------------------------------------------------------------


def test_a_cycle_that_has_begun_gets_the_visits_that_are_still_to_come(world: World) -> None:
    assert plan_years(NOW) == 2  # the third factory has no advisor yet
    found = planned(world)
    assert [visit.slot for visit in found] == [5, 6, 7, 8, 9, 10]  # the earlier ones would lie in the past
    assert all(visit.on > TODAY and visit.on.isoweekday() < 6 for visit in found)
    assert {visit.advisor_id for visit in found} == {world.advisor.pk}


def test_planning_twice_changes_nothing(world: World) -> None:
    plan_years(NOW)
    before = list(Visit.rows.order_by("pk").values())
    Cycle.rows.update(year_planned_at=None)
    plan_years(NOW + timedelta(hours=1))
    assert list(Visit.rows.order_by("pk").values()) == before
    assert Message.rows.filter(kind="year_planned", to=world.advisor).count() == 1


def test_a_factory_without_an_advisor_waits_for_one(world: World) -> None:
    plan_years(NOW)
    assert not Visit.rows.filter(factory=world.haitian_factory).exists()
    AdvisorAssignment.rows.create(factory=world.haitian_factory, advisor=world.haitian_advisor, since=NOW)
    plan_years(NOW)
    assert Visit.rows.filter(factory=world.haitian_factory).exists()


def test_a_visit_that_the_advisor_planned_takes_the_place_of_one(world: World) -> None:
    by_hand = make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=20))
    plan_years(NOW)
    assert by_hand in planned(world)
    assert len(planned(world)) == 6


def test_another_standing_drops_visits_and_keeps_what_a_person_fixed(world: World) -> None:
    plan_years(NOW)
    moved = planned(world)[0]
    move_visit(visit=moved, on=moved.on + timedelta(days=30), by=world.advisor, at=NOW)
    fixed = Visit.rows.get(pk=moved.pk).on
    judged(world, "high_performer")
    found = planned(world)
    assert len(found) == 3  # of the six of the year
    assert Visit.rows.get(pk=moved.pk).on == fixed


def test_a_visit_that_a_person_cancelled_is_not_planned_again(world: World) -> None:
    plan_years(NOW)
    gone = planned(world)[2]
    cancel_visit(visit=gone, reason="The hall is closed.", by=world.advisor, at=NOW)
    judged(world, "needs_support")
    assert gone.slot not in {visit.slot for visit in planned(world)}


def test_the_advisor_and_the_manager_are_told_once_and_why(world: World) -> None:
    plan_years(NOW)
    judged(world, "high_performer")
    told = Message.rows.filter(kind="year_planned", to=world.manager).order_by("queued_at", "pk")
    assert [message.facts["because"] for message in told] == ["", "Two years without a finding."]


def test_what_is_planned_obeys_the_facts(world: World) -> None:
    made = approved(world)
    from planning.applying import apply_due

    apply_due(made.moment)
    plan_years(made.moment)
    assert {visit.modality for visit in planned(world)} == {"virtual"}
    assert {visit.wished for visit in planned(world)} == {"on_site"}


def test_two_factories_of_one_advisor_do_not_crowd_a_day(world: World) -> None:
    AdvisorAssignment.rows.filter(factory=world.rival_factory).update(advisor=world.advisor)
    plan_years(NOW)
    days = Visit.rows.planned().filter(advisor=world.advisor).values_list("on", flat=True)
    assert len(days) == len(set(days)) == 12


def test_no_visit_falls_on_a_holiday(world: World) -> None:
    plan_years(NOW)
    holiday = planned(world)[0].on
    Visit.rows.all().delete()
    Holiday.objects.create(programme=world.cambodia, on=holiday, name="Khmer New Year")
    Cycle.rows.update(year_planned_at=None)
    plan_years(NOW)
    assert holiday not in {visit.on for visit in planned(world)}


def test_a_factory_that_is_not_active_gets_none(world: World) -> None:
    Factory.rows.filter(pk=world.factory.pk).update(status="suspended", status_reason="Flood.")
    plan_years(NOW)
    assert planned(world) == []


@pytest.mark.parametrize("who", ["advisor", "manager", "haitian_team_leader", "administrator"])
def test_only_planners_of_the_country_judge_a_factory(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        differentiate(
            cycle=world.cycle, standing="ordinary", reason="Because.", by=getattr(world, who), at=NOW
        )


def test_a_standing_wants_a_reason(world: World) -> None:
    with pytest.raises(Invalid, match="why"):
        judged(world, "ordinary", " ")


def test_a_rule_reaches_only_cycles_that_begin_from_its_day_on(world: World) -> None:
    plan_years(NOW)
    CalendarRule.objects.create(
        programme=world.cambodia, kind=Kind.VISITS_MOST, amount=6, valid_from=SOON, source="country decision"
    )
    Cycle.rows.update(year_planned_at=None)
    plan_years(NOW)
    assert len(planned(world)) == 6
    Cycle.rows.filter(pk=world.cycle.pk).update(closed_at=NOW)
    make_cycle(world.factory, SOON, number=2)
    plan_years(NOW + timedelta(days=11))
    second = Visit.rows.filter(cycle__number=2)
    assert second.count() == 5  # the first is the one that began the cycle
