"""At the gate: who begins, when, and what the assessment is bound to."""

from datetime import date, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from assessments import actions
from assessments.models import Assessment, QuestionText
from factories.models import AdvisorAssignment
from tests.assessments.making import TODAY, begun, make_tool, plan
from tests.factories import NOW
from tests.personas import World


def begin(world: World, assessment: Assessment, by=None, at=NOW) -> Assessment:
    return actions.begin(assessment=assessment, by=by or world.assessor, at=at)


def test_beginning_binds_cycle_and_tool_version(world: World) -> None:
    version = make_tool(world.cambodia)
    begin(world, plan(world))
    row = Assessment.rows.get()
    assert (row.status, row.begun_at, row.cycle, row.tool_version) == ("begun", NOW, world.cycle, version)


def test_the_version_in_force_on_the_day_is_taken(world: World) -> None:
    version = make_tool(world.cambodia)
    make_tool(world.cambodia, "KH 2026.2", valid_from=TODAY + timedelta(days=1))
    make_tool(world.cambodia, "draft", valid_from=TODAY, published_at=None)
    assert begin(world, plan(world)).tool_version == version


def test_a_later_version_leaves_the_first_assessments_text_alone(world: World) -> None:
    assessment = begun(world)
    before = list(QuestionText.objects.filter(version=assessment.tool_version).values_list("text", flat=True))
    newer = make_tool(world.cambodia, "KH 2026.2", valid_from=TODAY)
    QuestionText.objects.filter(version=newer).update(text="Other words")
    row = Assessment.rows.get()
    assert (
        list(QuestionText.objects.filter(version=row.tool_version).values_list("text", flat=True)) == before
    )


def test_not_before_the_planned_day_unless_a_planner_moves_it(world: World) -> None:
    make_tool(world.cambodia)
    assessment = plan(world, planned_on=TODAY + timedelta(days=1))
    with pytest.raises(Invalid, match="later day"):
        begin(world, assessment)
    begin(world, assessment, at=NOW + timedelta(days=1))


def test_the_day_is_the_local_one(world: World) -> None:
    """18:00 UTC on the first is one in the morning of the second in Phnom Penh."""
    make_tool(world.cambodia)
    assessment = plan(world, planned_on=TODAY + timedelta(days=1))
    assert begin(world, assessment, at=NOW + timedelta(hours=15)).status == "begun"


def test_the_first_day_is_the_day_it_began(world: World) -> None:
    make_tool(world.cambodia)
    begin(world, plan(world), at=NOW + timedelta(days=3))
    assert Assessment.rows.get().planned_on == TODAY + timedelta(days=3)


@pytest.mark.parametrize("who", ["team_leader", "third_assessor", "advisor", "manager"])
def test_the_team_alone_begins(world: World, who: str) -> None:
    make_tool(world.cambodia)
    with pytest.raises(NotAllowed):
        begin(world, plan(world), by=getattr(world, who))


def test_who_has_become_the_advisor_meanwhile_does_not_assess(world: World) -> None:
    make_tool(world.cambodia)
    assessment = plan(world)
    AdvisorAssignment.rows.filter(factory=world.factory).update(ended_at=NOW)
    AdvisorAssignment.rows.create(factory=world.factory, advisor=world.second_assessor, since=NOW)
    with pytest.raises(NotAllowed, match="advises this factory"):
        begin(world, assessment)


def test_without_a_published_tool_nothing_begins(world: World) -> None:
    with pytest.raises(WrongState, match="No version of the tool"):
        begin(world, plan(world))


def test_a_focused_assessment_needs_focused_questions(world: World) -> None:
    version = make_tool(world.cambodia)
    QuestionText.objects.filter(version=version).update(focused=False)
    with pytest.raises(WrongState, match="no questions"):
        begin(world, plan(world, scope="focused"))


def test_it_begins_once(world: World) -> None:
    with pytest.raises(WrongState):
        begin(world, begun(world))


def test_the_last_day_lies_between_the_first_and_today(world: World) -> None:
    assessment = begun(world)
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Invalid, match="between the first day and today"):
            actions.end_collection(assessment=assessment, last_day=wrong, by=world.assessor, at=NOW)
    actions.end_collection(assessment=assessment, last_day=TODAY, by=world.second_assessor, at=NOW)
    assert Assessment.rows.get().last_day == date(2026, 3, 2)
