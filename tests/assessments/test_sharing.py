"""Sharing findings with the factory, its comments, and making them final (ASM-7)."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import open_item
from advisory.models import PlanComment, PlanItem
from assessments import actions
from assessments.models import Assessment, Finding
from factories.models import Message
from programmes.models import CalendarRule
from tests.assessments.making import TODAY, begun, find, plan_items, question, say, shared
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app


def own_item(world: World, point) -> PlanItem:
    """What the factory diagnosed itself, in its plan."""
    return open_item(
        factory=world.factory,
        origin="self_diagnosis",
        point=point,
        title="We lock the doors in overtime",
        by=world.manager,
        at=NOW,
    )


def ready(world: World) -> Assessment:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    find(assessment, "exits_locked", world.assessor)
    actions.end_collection(assessment=assessment, last_day=TODAY, by=world.assessor, at=NOW)
    return assessment


def test_a_shared_finding_becomes_a_plan_item(world: World) -> None:
    finding = Finding.rows.get(assessment=shared(world))
    assert plan_items(world) == [finding.plan_item]
    assert (finding.plan_item.title, finding.plan_item.public_issue) == (finding.sentence, True)


def test_nothing_enters_the_plan_before_sharing(world: World) -> None:
    ready(world)
    assert not PlanItem.rows.exists()


def test_what_the_factory_diagnosed_itself_is_linked_not_doubled(world: World) -> None:
    assessment = ready(world)
    item = own_item(world, question(assessment, "exits_locked").point)
    actions.share_findings(assessment=assessment, by=world.assessor, at=NOW)
    assert Finding.rows.get().plan_item == item
    assert plan_items(world) == []
    item.refresh_from_db()
    assert item.public_issue
    assert PlanComment.rows.get(item=item).words.startswith("The assessment found this too")


def test_the_team_links_what_it_may_not_read(world: World) -> None:
    """Under row security the team does not see the factory's item; the action still finds it."""
    assessment = ready(world)
    item = own_item(world, question(assessment, "exits_locked").point)
    with as_app(world.assessor, NOW):
        assert not PlanItem.rows.exists()
        actions.share_findings(assessment=assessment, by=world.assessor, at=NOW)
        assert not PlanItem.rows.exists()
    assert Finding.rows.get().plan_item == item


def test_once_final_the_team_reads_the_plan_again(world: World) -> None:
    assessment = ready(world)
    own_item(world, question(assessment, "exits_locked").point)
    actions.share_findings(assessment=assessment, by=world.assessor, at=NOW)
    actions.comment(assessment=assessment, last=True, by=world.manager, at=NOW)
    actions.finalise(assessment=assessment, by=world.assessor, at=NOW)
    with as_app(world.assessor, NOW):
        assert PlanItem.rows.count() == 1


def test_every_non_compliant_answer_needs_its_finding(world: World) -> None:
    assessment = ready(world)
    say(assessment, world.assessor, payslip="no")
    with pytest.raises(Invalid, match=r"these questions first: 7\.4"):
        actions.share_findings(assessment=assessment, by=world.assessor, at=NOW)


def test_a_finding_whose_answer_was_put_right_is_left_behind(world: World) -> None:
    assessment = ready(world)
    say(assessment, world.assessor, exits_locked="no")
    actions.share_findings(assessment=assessment, by=world.assessor, at=NOW)
    assert not Finding.rows.exists()


def test_sharing_needs_the_last_day(world: World) -> None:
    with pytest.raises(WrongState, match="last day"):
        actions.share_findings(assessment=begun(world), by=world.assessor, at=NOW)


def test_the_team_alone_shares_and_makes_final(world: World) -> None:
    assessment = ready(world)
    with pytest.raises(NotAllowed):
        actions.share_findings(assessment=assessment, by=world.team_leader, at=NOW)
    actions.share_findings(assessment=assessment, by=world.assessor, at=NOW)
    with pytest.raises(NotAllowed):
        actions.finalise(assessment=assessment, by=world.team_leader, at=NOW + timedelta(days=9))


def test_the_window_is_seven_local_days_by_the_calendars_row(world: World) -> None:
    assert shared(world).comments_until == datetime(2026, 3, 9, 16, 59, 59, tzinfo=UTC)


def test_a_countrys_own_window_counts(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia, kind="comment_window", amount=14, valid_from=TODAY, source="agreement"
    )
    assert shared(world).comments_until == datetime(2026, 3, 16, 16, 59, 59, tzinfo=UTC)


def test_findings_are_final_after_the_window(world: World) -> None:
    assessment = shared(world)
    with pytest.raises(WrongState, match="may still comment"):
        actions.finalise(assessment=assessment, by=world.assessor, at=assessment.comments_until)
    after = assessment.comments_until + timedelta(seconds=1)
    actions.finalise(assessment=assessment, by=world.assessor, at=after)
    assert (Assessment.rows.get().status, Assessment.rows.get().finalised_at) == ("finalised", after)


def test_the_factorys_last_word_ends_the_waiting_and_a_comment_does_not(world: World) -> None:
    assessment = shared(world)
    actions.comment(assessment=assessment, words="We disagree.", by=world.manager, at=NOW)
    with pytest.raises(WrongState):
        actions.finalise(assessment=assessment, by=world.assessor, at=NOW)
    actions.comment(assessment=assessment, last=True, by=world.manager, at=NOW)
    assert actions.finalise(assessment=assessment, by=world.assessor, at=NOW).status == "finalised"


def test_the_factorys_managers_alone_comment(world: World) -> None:
    assessment = shared(world)
    for who in (world.advisor, world.picc_worker, world.rival_manager, world.group_user):
        with pytest.raises(NotAllowed):
            actions.comment(assessment=assessment, words="x", by=who, at=NOW)


def test_the_factory_and_its_advisor_are_told(world: World) -> None:
    shared(world)
    told = Message.rows.filter(kind="findings_shared")
    assert {message.to for message in told} == {world.manager, world.advisor}
