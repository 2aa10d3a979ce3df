"""Steps of the protocol: they open by what was done, with the clocks of the calendar (NTF-3)."""

from datetime import date, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory import actions
from advisory.models import FileStep, PlannedAction, ZeroToleranceFile
from programmes.models import CalendarRule
from programmes.rules import Kind
from tests.factories import NOW
from tests.guarded.making import LATER, activated, finish, inform_ministry, report, step
from tests.personas import World

INFORMED = LATER + timedelta(hours=3)
H = timedelta(hours=1)


def test_the_decision_is_due_a_day_after_the_report(world: World) -> None:
    assert step(report(world), "decide").due_at == NOW + 24 * H


def test_before_the_decision_no_other_step_has_begun(world: World) -> None:
    begun = FileStep.rows.filter(file=report(world), anchor_at__isnull=False)
    assert set(begun.values_list("step__key", flat=True)) == {"decide"}


def test_activating_opens_what_the_decision_opens(world: World) -> None:
    file = activated(world, issue="violence")
    begun = FileStep.rows.open().filter(file=file, anchor_at__isnull=False)
    assert set(begun.values_list("step__key", flat=True)) == {"protect", "notify_ministry"}
    assert step(file, "notify_ministry").due_at == LATER + 24 * H


def test_the_ministry_is_to_begin_48_hours_after_it_was_informed(world: World) -> None:
    file = activated(world)
    inform_ministry(file, world.country_manager, INFORMED)
    assert step(file, "ministry_begins").due_at == INFORMED + 48 * H


def test_we_follow_up_72_hours_after_informing_it(world: World) -> None:
    file = activated(world)
    inform_ministry(file, world.country_manager, INFORMED)
    assert step(file, "follow_up").due_at == INFORMED + 72 * H


def test_the_clocks_count_from_when_it_was_informed_not_from_when_that_was_typed(world: World) -> None:
    file = activated(world)
    inform_ministry(file, world.country_manager, INFORMED + 20 * H, done_at=INFORMED)
    assert step(file, "follow_up").anchor_at == INFORMED


def test_a_countrys_row_gives_another_length(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia,
        kind=Kind.ZERO_TOLERANCE_FOLLOW_UP,
        amount=24,
        valid_from=date(2020, 1, 1),
        source="Agreement with the ministry",
    )
    file = activated(world)
    inform_ministry(file, world.country_manager, INFORMED)
    assert step(file, "follow_up").due_at == INFORMED + 24 * H


def test_a_clock_that_is_switched_off_leaves_the_step_without_a_moment(world: World) -> None:
    file = activated(world)
    inform_ministry(file, world.country_manager, INFORMED)
    finish(file, "follow_up", world.country_manager, INFORMED + 50 * H)
    plan = step(file, "action_plan")
    assert (plan.anchor_at, plan.due_at) == (INFORMED + 50 * H, None)


def test_it_stands_who_informed_whom_when_under_which_reference(world: World) -> None:
    file = activated(world)
    inform_ministry(file, world.country_manager, INFORMED)
    file = ZeroToleranceFile.rows.get(pk=file.pk)
    said = (file.ministry_notified_at, file.ministry_notified_by, file.ministry, file.ministry_reference)
    assert said == (INFORMED, world.country_manager, "Ministry of Labour, inspectorate", "ML 118")


def test_a_step_waits_for_those_before_it(world: World) -> None:
    with pytest.raises(WrongState, match="Inform the ministry"):
        finish(activated(world), "follow_up", world.country_manager, INFORMED)


def test_whoever_reported_sees_to_the_own_steps_alone(world: World) -> None:
    file = activated(world)
    finish(file, "protect", world.advisor, INFORMED)
    with pytest.raises(NotAllowed):
        inform_ministry(file, world.advisor, INFORMED)


def test_a_step_is_given_to_a_person_of_the_file_alone(world: World) -> None:
    file = activated(world)
    given = {"by": world.country_manager, "at": LATER}
    with pytest.raises(Invalid, match="Name the person"):
        actions.give_step(step=step(file, "protect"), owner=world.team_leader, **given)
    actions.name_reader(file=file, user=world.team_leader, reason="Leads the visit", **given)
    actions.give_step(step=step(file, "protect"), owner=world.team_leader, **given)
    finish(file, "protect", world.team_leader, INFORMED)


def test_a_step_is_done_once(world: World) -> None:
    file = activated(world)
    found = step(file, "protect")
    finish(file, "protect", world.advisor, INFORMED)
    with pytest.raises(WrongState, match="already"):
        actions.complete_step(step=found, outcome="Again", done_at=INFORMED, by=world.advisor, at=INFORMED)


@pytest.mark.parametrize("done_at", [NOW - H, INFORMED + H])
def test_done_lies_between_the_report_and_now(done_at, world: World) -> None:
    with pytest.raises(Invalid, match="between"):
        finish(activated(world), "protect", world.advisor, INFORMED, done_at=done_at)


def test_done_in_the_minute_of_the_report_is_taken(world: World) -> None:
    file = activated(world, at=NOW + timedelta(seconds=40))
    done = finish(file, "protect", world.advisor, INFORMED, done_at=NOW)
    assert done.done_at == NOW


def test_a_step_left_out_says_why_and_lets_the_others_go_on(world: World) -> None:
    file = activated(world)
    found = step(file, "protect")
    given = {"by": world.country_manager, "at": INFORMED}
    with pytest.raises(Invalid, match="why"):
        actions.leave_out_step(step=found, reason="", **given)
    actions.leave_out_step(step=found, reason="The ministry is there already.", **given)
    assert step(file, "tell_factory").anchor_at == INFORMED


def test_the_decision_cannot_be_left_out(world: World) -> None:
    with pytest.raises(WrongState, match="decision"):
        actions.leave_out_step(
            step=step(report(world), "decide"), reason="No time", by=world.country_manager, at=LATER
        )


def through(world: World, file: ZeroToleranceFile) -> None:
    """Every step of the protocol."""
    inform_ministry(file, world.country_manager, INFORMED)
    while left := FileStep.rows.open().filter(file=file, anchor_at__isnull=False).first():
        actions.complete_step(
            step=step(file, left.step.key),
            outcome="Done.",
            done_at=INFORMED,
            by=world.country_manager,
            at=INFORMED,
        )


def test_a_file_closes_when_everything_is_done(world: World) -> None:
    file = activated(world)
    given = {"outcome": "Both children are at school.", "by": world.country_manager, "at": INFORMED}
    with pytest.raises(WrongState, match="Inform the ministry"):
        actions.close_file(file=file, **given)
    through(world, file)
    actions.close_file(file=file, **given)
    closed = ZeroToleranceFile.rows.get(pk=file.pk)
    assert (closed.status, closed.closed_by, closed.outcome) == (
        "closed",
        world.country_manager,
        "Both children are at school.",
    )


def test_a_file_does_not_close_while_its_plan_is_open(world: World) -> None:
    file = activated(world)
    through(world, file)
    planned = actions.plan_action(
        file=file,
        kind="remediation",
        words="School places for both",
        owner="Factory management",
        due_on=date(2026, 4, 1),
        by=world.advisor,
        at=INFORMED,
    )
    given = {"outcome": "Remedied.", "by": world.country_manager, "at": INFORMED}
    with pytest.raises(WrongState, match="School places"):
        actions.close_file(file=file, **given)
    actions.finish_action(
        planned=planned, done_on=date(2026, 3, 2), outcome="Enrolled", by=world.advisor, at=INFORMED
    )
    actions.close_file(file=file, **given)
    assert PlannedAction.rows.get(pk=planned.pk).outcome == "Enrolled"


def test_a_special_investigation_says_who_decided_and_what_it_found(world: World) -> None:
    file = activated(world)
    through(world, file)
    given = {"by": world.country_manager, "at": INFORMED}
    actions.decide_special(file=file, special=True, reason="More than one line.", **given)
    with pytest.raises(WrongState, match="special investigation"):
        actions.close_file(file=file, outcome="Remedied.", **given)
    actions.record_findings(file=file, findings="Two more were found.", **given)
    found = ZeroToleranceFile.rows.get(pk=file.pk)
    assert (found.special_by, found.special_findings) == (world.country_manager, "Two more were found.")
    actions.close_file(file=file, outcome="Remedied.", **given)
