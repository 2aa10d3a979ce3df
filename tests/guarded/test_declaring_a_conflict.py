"""Conflicts of interest: who declares and reads them, and that planning obeys them without a word (NTF-4)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from assessments import assessors
from assessments.actions import cancel_assessment, change_plan
from assessments.models import Assessment
from assessments.team import person
from factories.actions import assign_advisor, end_conflict
from factories.actions.advisors import advisors_of
from factories.models import Barred, ConflictOfInterest, Message
from tests.advisory.making import queries
from tests.assessments.making import plan
from tests.factories import NOW
from tests.guarded.making import conflict
from tests.personas import World
from tests.roles import as_app
from tests.walls.walk import told

Browse = Callable[[User | None], Client]
TODAY = date(2026, 3, 2)


def readers(world: World, made: ConflictOfInterest) -> set[str]:
    seen = set()
    for name, user in world.people().items():
        with as_app(user, NOW):
            door = ConflictOfInterest.objects.visible_to(user).filter(pk=made.pk).exists()
            assert ConflictOfInterest.rows.filter(pk=made.pk).exists() == door, name
        seen |= {name} if door else set()
    return seen


def test_the_person_and_the_managers_read_it(world: World) -> None:
    made = conflict(world, world.assessor)
    assert readers(world, made) == {"assessor", "country_manager", "head_office"}


def test_a_manager_records_one_for_a_person_of_the_office(world: World) -> None:
    with as_app(world.country_manager, NOW):
        made = conflict(world, world.assessor, by=world.country_manager)
    assert made.recorded_by == world.country_manager


@pytest.mark.parametrize("persona", ["team_leader", "haitian_team_leader", "manager"])
def test_nobody_else_records_one_for_another(persona: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        conflict(world, world.assessor, by=world.people()[persona])


def test_managers_are_told_without_a_word_of_it(world: World) -> None:
    conflict(world, world.assessor)
    assert set(Message.rows.values_list("to__name", flat=True)) == {"Prak Sopheap"}


def test_of_the_country_managers_own_head_office_is_told(world: World) -> None:
    conflict(world, world.country_manager)
    assert set(Message.rows.values_list("to__name", flat=True)) == {"Anna Weber"}


def test_it_stands_with_one_factory_or_one_group(world: World) -> None:
    with pytest.raises(Invalid, match="either"):
        conflict(world, world.assessor, group=world.group)


def judged(world: World, on: list[date]) -> str:
    """What the planner reads of the assessor."""
    with as_app(world.team_leader, NOW):
        every = assessors.candidates(world.factory, on, world.cycle)
    return person(next(each for each in every if each.id == world.assessor.pk)).sentence


def test_who_plans_reads_not_free_and_no_more(world: World) -> None:
    conflict(world, world.assessor)
    assert judged(world, [TODAY]) == "Not free."


def test_before_a_day_is_chosen_nothing_tells_it(world: World) -> None:
    conflict(world, world.assessor)
    assert judged(world, []) == "Experienced."


def test_a_team_with_such_a_person_is_refused(world: World) -> None:
    conflict(world, world.assessor)
    with pytest.raises(Invalid, match="Not free on these days: Heng Vuthy"), as_app(world.team_leader, NOW):
        plan(world, world.assessor, world.second_assessor)


def test_a_conflict_with_a_group_bars_from_all_its_factories(world: World) -> None:
    conflict(world, world.assessor, factory=None, group=world.group)
    assert judged(world, [TODAY]) == "Not free."


def test_it_bars_from_no_other_factory(world: World) -> None:
    conflict(world, world.assessor, factory=world.rival_factory)
    assert judged(world, [TODAY]) == "Free, experienced."


@pytest.mark.parametrize(
    ("since", "until", "free"),
    [(TODAY, None, False), (TODAY + timedelta(days=1), None, True), (date(2026, 1, 1), TODAY, True)],
)
def test_it_bars_from_its_first_day_until_the_day_it_ends(since, until, free, world: World) -> None:
    conflict(world, world.assessor, since=since, until=until)
    assert (judged(world, [TODAY]) == "Free, experienced.") == free


def test_such_an_advisor_is_not_offered_and_refused(world: World) -> None:
    conflict(world, world.other_advisor)
    with as_app(world.team_leader, NOW):
        assert set(advisors_of(world.factory, NOW)) == {world.advisor}
        with pytest.raises(Invalid, match="free for it"):
            assign_advisor(factory=world.factory, advisor=world.other_advisor, by=world.team_leader, at=NOW)


def test_when_it_ended_the_person_is_planned_again(world: World) -> None:
    made = conflict(world, world.assessor, since=date(2026, 1, 1))
    with as_app(world.assessor, NOW):
        end_conflict(conflict=made, on=TODAY, by=world.assessor, at=NOW)
    assert judged(world, [TODAY]) == "Free, experienced."


@pytest.mark.parametrize(
    "persona", ["advisor", "administrator", "manager", "haitian_team_leader", "buyer_user"]
)
def test_who_does_not_plan_there_finds_no_one_barred(persona: str, world: World) -> None:
    conflict(world, world.assessor)
    with as_app(world.people()[persona], NOW):
        assert not Barred.objects.exists()


# -- Of somebody who is on a planned team already --------------------------------------------

FLAG = "Not free on these days any more: Heng Vuthy"


def declared_after_planning(world: World) -> str:
    """The address of the assessment whose experienced assessor declared a conflict afterwards."""
    address = f"/assessments/{plan(world, world.assessor, world.second_assessor).pk}/"
    conflict(world, world.assessor)
    return address


@pytest.mark.parametrize("persona", ["team_leader", "other_team_leader", "country_manager"])
def test_planners_read_on_the_assessment_who_is_not_free_any_more(
    persona: str, world: World, browse: Browse
) -> None:
    page = browse(world.people()[persona]).get(declared_after_planning(world)).content.decode()
    assert FLAG in page
    assert "choose somebody else for the team" in page


def test_planners_do_not_read_why(world: World, browse: Browse) -> None:
    page = browse(world.team_leader).get(declared_after_planning(world)).content.decode()
    assert "sister" not in page
    assert "conflict" not in page.lower()


@pytest.mark.parametrize("persona", ["assessor", "second_assessor"])
def test_the_team_reads_nothing_of_it(persona: str, world: World, browse: Browse) -> None:
    page = browse(world.people()[persona]).get(declared_after_planning(world)).content.decode()
    assert "Not free" not in page


def test_the_members_own_page_of_conflicts_says_nothing_of_the_assessment(
    world: World, browse: Browse
) -> None:
    declared_after_planning(world)
    client, address = browse(world.assessor), "/integrity/conflicts/"
    with_it = told(client.get(address).content)
    given = {"reason": "Another week", "by": world.team_leader, "at": NOW}
    cancel_assessment(assessment=Assessment.rows.get(), **given)
    assert told(client.get(address).content) == with_it


def test_a_team_that_is_free_is_not_flagged(world: World, browse: Browse) -> None:
    planned = plan(world, world.assessor, world.second_assessor)
    conflict(world, world.assessor, factory=world.rival_factory)
    page = browse(world.team_leader).get(f"/assessments/{planned.pk}/").content.decode()
    assert "Not free" not in page


def test_with_another_team_the_flag_is_gone(world: World, browse: Browse) -> None:
    address, planned = declared_after_planning(world), Assessment.rows.get()
    given = {"modality": "on_site", "scope": "full", "days": 2, "planned_on": TODAY, "at": NOW}
    team = (world.third_assessor, world.second_assessor)
    change_plan(assessment=planned, team=team, by=world.team_leader, **given)
    assert "Not free" not in browse(world.team_leader).get(address).content.decode()


def test_the_page_with_the_flag_keeps_to_its_budget(world: World, browse: Browse) -> None:
    address = declared_after_planning(world)
    assert queries(browse(world.team_leader), address) <= 12 + 1
