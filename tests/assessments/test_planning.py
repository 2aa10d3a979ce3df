"""Planning an assessment: day, tool, team of two; neutral notices; changes and cancelling."""

from datetime import date, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Role
from advisory.models import Visit
from assessments import actions
from assessments.models import Assessment, TeamMember
from factories.models import AdvisorAssignment, Message
from tests.assessments.making import TODAY, assessed_before, plan
from tests.factories import NOW, make_user
from tests.personas import World


def team_of(assessment: Assessment) -> set[str]:
    return {member.user.name for member in TeamMember.rows.named().filter(assessment=assessment)}


def change(world: World, assessment: Assessment, **fields) -> Assessment:
    return actions.change_plan(
        **{
            "assessment": assessment,
            "planned_on": TODAY + timedelta(days=7),
            "days": 2,
            "modality": "on_site",
            "scope": "full",
            "team": [world.assessor, world.second_assessor],
            "by": world.team_leader,
            "at": NOW,
            **fields,
        }
    )


def test_a_team_leader_plans_day_tool_and_team(world: World) -> None:
    assessment = plan(world, planned_on=TODAY + timedelta(days=9), days=1, scope="focused")
    assert (assessment.status, assessment.days, assessment.scope) == ("planned", 1, "focused")
    assert team_of(assessment) == {"Heng Vuthy", "Ouk Channary"}


def test_the_experienced_one_leads(world: World) -> None:
    assessment = plan(world, world.second_assessor, world.assessor)
    assert TeamMember.rows.get(assessment=assessment, leads=True).user == world.assessor


@pytest.mark.parametrize("who", ["advisor", "assessor", "administrator", "manager", "haitian_team_leader"])
def test_planners_of_the_programme_alone_plan(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        plan(world, by=getattr(world, who))


def test_head_office_does_not_plan(world: World) -> None:
    with pytest.raises(NotAllowed):
        plan(world, by=world.head_office)


def test_a_day_in_the_past_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="today or a later day"):
        plan(world, planned_on=TODAY - timedelta(days=1))


def test_one_plan_a_factory_at_a_time(world: World) -> None:
    plan(world)
    with pytest.raises(WrongState, match="planned already"):
        plan(world, world.third_assessor, world.second_assessor, planned_on=TODAY + timedelta(days=30))


def test_the_teams_rules_are_told_in_one_sentence_each(world: World) -> None:
    with pytest.raises(Invalid, match="two people or more") as refused:
        plan(world, world.assessor)
    assert refused.value.field == "team"


def test_who_advised_in_this_cycle_may_not_assess(world: World) -> None:
    make_user_an_assessor(world.other_advisor, world)
    AdvisorAssignment.rows.create(
        factory=world.factory,
        advisor=world.other_advisor,
        since=world.cycle.opened_at,
        ended_at=world.cycle.opened_at + timedelta(days=10),
    )
    with pytest.raises(Invalid, match="may not assess it: Lim Dara"):
        plan(world, world.assessor, world.other_advisor)


def test_who_advised_before_this_cycle_may(world: World) -> None:
    make_user_an_assessor(world.other_advisor, world)
    long_ago = world.cycle.opened_at - timedelta(days=300)
    AdvisorAssignment.rows.create(
        factory=world.factory,
        advisor=world.other_advisor,
        since=long_ago,
        ended_at=long_ago + timedelta(days=9),
    )
    assert plan(world, world.assessor, world.other_advisor)


def make_user_an_assessor(user, world: World) -> None:
    user.memberships.create(organisation=world.cambodia.organisation, role=Role.ASSESSOR, since=NOW)


def test_no_pair_goes_twice_running(world: World) -> None:
    assessed_before(world, world.assessor, world.second_assessor)
    with pytest.raises(Invalid, match="went there together the last time"):
        plan(world)
    assert plan(world, world.third_assessor, world.second_assessor)


def test_another_teams_day_makes_an_assessor_not_free(world: World) -> None:
    plan(world)
    with pytest.raises(Invalid) as refused:
        plan(world, world.assessor, world.third_assessor, factory=world.rival_factory)
    assert str(refused.value) == "Not free on these days: Heng Vuthy."


def test_the_second_day_counts_as_taken(world: World) -> None:
    plan(world, planned_on=date(2026, 3, 6))  # a Friday: the second day is Monday the ninth
    later = {"factory": world.rival_factory, "planned_on": date(2026, 3, 9), "days": 1}
    with pytest.raises(Invalid, match="Not free"):
        plan(world, world.assessor, world.third_assessor, **later)


def test_a_visit_as_advisor_makes_not_free(world: World) -> None:
    make_user_an_assessor(world.other_advisor, world)
    Visit.rows.create(factory=world.rival_factory, cycle=world.cycle, advisor=world.other_advisor, on=TODAY)
    with pytest.raises(Invalid, match="Not free"):
        plan(world, world.assessor, world.other_advisor)


def test_strangers_cannot_be_chosen(world: World) -> None:
    stranger = make_user("Jean Pierre", world.haiti.organisation, Role.ASSESSOR, experienced=True)
    with pytest.raises(Invalid, match="assessors of this country"):
        plan(world, world.assessor, stranger)


def test_a_virtual_check_is_marked_as_announced(world: World) -> None:
    assert plan(world, modality="virtual", days=1).announced


def test_a_hybrid_needs_the_third_cycle_and_two_days(world: World) -> None:
    with pytest.raises(Invalid, match="third cycle"):
        plan(world, modality="hybrid")
    with pytest.raises(Invalid, match="two days"):
        plan(world, modality="hybrid", days=1)


def test_an_inactive_factory_is_not_assessed(world: World) -> None:
    world.factory.status = "suspended"
    with pytest.raises(WrongState, match="active"):
        plan(world)


def test_the_team_gets_a_notice_that_names_nothing(world: World) -> None:
    plan(world)
    messages = list(Message.rows.all())
    assert {message.to for message in messages} == {world.assessor, world.second_assessor}
    assert all(message.factory is None and message.facts == {} for message in messages)


def test_a_plan_moves_and_its_team_changes(world: World) -> None:
    assessment = plan(world)
    change(world, assessment, team=[world.third_assessor, world.second_assessor])
    assert Assessment.rows.get().planned_on == TODAY + timedelta(days=7)
    assert team_of(assessment) == {"Sok Rithy", "Ouk Channary"}
    assert TeamMember.rows.get(assessment=assessment, leads=True).user == world.third_assessor


def test_moving_a_plan_does_not_clash_with_itself(world: World) -> None:
    assert change(world, plan(world), planned_on=TODAY + timedelta(days=1))


def test_a_cancelled_plan_keeps_its_reason_and_frees_the_team(world: World) -> None:
    assessment = plan(world)
    actions.cancel_assessment(assessment=assessment, reason="Strike", by=world.country_manager, at=NOW)
    assert Assessment.rows.get().cancelled_reason == "Strike"
    assert plan(world)


def test_cancelling_needs_a_reason(world: World) -> None:
    with pytest.raises(Invalid, match="Write why"):
        actions.cancel_assessment(assessment=plan(world), reason=" ", by=world.team_leader, at=NOW)
