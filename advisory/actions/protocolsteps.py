"""The steps of a restricted file: they open by what was done before, by the clocks of the country's calendar."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import User
from accounts.verbs import verb
from advisory.integrity import stepclock
from advisory.integrity.readers import require_office, require_seeing_to
from advisory.models import FileStep, RestrictedReader, ZeroToleranceFile
from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import Kind
from programmes.zerotolerance import DECIDE, NOTIFY_MINISTRY


def lay_steps(file: ZeroToleranceFile, at: datetime) -> None:
    """All steps of its protocol; what needs nothing opens at once."""
    for step in file.protocol.steps.all():
        FileStep(file=file, step=step).save(force_insert=True)
    open_steps(file, at)


def open_steps(file: ZeroToleranceFile, at: datetime) -> None:
    """Starts the clock of every step whose conditions are met; after the decision only in an active file."""
    every = list(FileStep.rows.filter(file=file).select_related("step"))
    done = {step.step.key: step.done_at or step.waived_at for step in every if not step.is_open}
    if file.status != ZeroToleranceFile.Status.ACTIVE:
        done.pop(DECIDE, None)
    elif file.decided_at:
        done[DECIDE] = file.decided_at
    moments = {key: moment for key, moment in done.items() if moment}
    for step in every:
        if step.is_open and step.anchor_at is None:
            _open(file, step, stepclock.opens(step.step, file.opened_at, moments))


def _open(file: ZeroToleranceFile, step: FileStep, anchor: datetime | None) -> None:
    if anchor is None:
        return
    step.anchor_at = step.next_call_at = anchor
    step.rule, step.due_at = _due(file, step, anchor)
    step.save(update_fields=["anchor_at", "next_call_at", "rule", "due_at"])


def _due(
    file: ZeroToleranceFile, step: FileStep, anchor: datetime
) -> tuple[CalendarRule | None, datetime | None]:
    """By the row of the calendar in force on the local day of the anchor; none: no clock runs."""
    if not step.step.rule:
        return None, None
    kind, programme = Kind(step.step.rule), file.factory.programme
    row = CalendarRule.objects.in_force(kind, programme, anchor.astimezone(programme.tz).date())
    if row is None or row.amount is None:
        return None, None
    return row, calendar.due(kind, row.amount, anchor, programme.tz).at


def said_of(step: FileStep) -> str:
    return step.step.words_in(get_language() or "en")


@verb
def complete_step(*, step: FileStep, outcome: str, done_at: datetime, by: User, at: datetime) -> FileStep:
    """Done at a typed moment: what came later than it was due stays late."""
    require_seeing_to(by, step)
    if step.step.key in (DECIDE, NOTIFY_MINISTRY):
        raise WrongState(_("This step has a form of its own on the file's page."))
    if not outcome.strip():
        raise Invalid(_("Write what was done and what came of it, without names."), "outcome")
    return _finished(step, outcome, done_at, by, at)


@verb
def notify_ministry(
    *,
    step: FileStep,
    ministry: str,
    reference: str,
    done_at: datetime,
    by: User,
    at: datetime,
) -> FileStep:
    """When, by whom, whom there, and under which reference: from this moment the ministry's clocks count."""
    require_seeing_to(by, step)
    if not ministry.strip():
        raise Invalid(_("Name the ministry, and the office or person there."), "ministry")
    file = step.file
    file.ministry, file.ministry_reference = ministry.strip(), reference.strip()
    file.ministry_notified_at, file.ministry_notified_by = done_at, by
    fields = ["ministry", "ministry_reference", "ministry_notified_at", "ministry_notified_by"]
    file.save(update_fields=fields)
    return _finished(step, " ".join(filter(None, [file.ministry, file.ministry_reference])), done_at, by, at)


def _finished(step: FileStep, outcome: str, done_at: datetime, by: User, at: datetime) -> FileStep:
    step = _begun(step)
    reported = step.file.opened_at.replace(second=0, microsecond=0)  # people type whole minutes
    if not reported <= done_at <= at:
        raise Invalid(_("Write a moment between the report of the suspicion and now."), "done_at")
    finish(step, outcome.strip(), done_at, by)
    open_steps(step.file, at)
    return step


def finish(step: FileStep, outcome: str, done_at: datetime, by: User) -> None:
    step.outcome, step.done_at, step.done_by = outcome, done_at, by
    step.save(update_fields=["outcome", "done_at", "done_by"])


@verb
def leave_out_step(*, step: FileStep, reason: str, by: User, at: datetime) -> FileStep:
    """The deciding office leaves a step out of this file, with its reason; what needs it goes on."""
    require_office(by, step.file)
    if step.step.key == DECIDE:
        raise WrongState(_("The decision cannot be left out."))
    if not reason.strip():
        raise Invalid(_("Write why this step is left out."), "reason")
    step = _begun(step)
    step.waived_at, step.waived_reason = at, reason.strip()
    step.save(update_fields=["waived_at", "waived_reason"])
    open_steps(step.file, at)
    return step


@verb
def give_step(*, step: FileStep, owner: User, by: User, at: datetime) -> FileStep:
    """To somebody who reads the file; that person is told that something waits, no more."""
    require_office(by, step.file)
    if not RestrictedReader.objects.filter(file_id=step.file_id, user_id=owner.pk).exists():
        raise Invalid(_("Name the person in the file first."), "owner")
    step = _open_now(step)
    step.owner = owner
    if step.anchor_at is not None:
        step.next_call_at = min(filter(None, [step.next_call_at, at]))
    step.save(update_fields=["owner", "next_call_at"])
    return step


def _open_now(step: FileStep) -> FileStep:
    """The step as it is now, held; refused when it is over."""
    held = FileStep.rows.select_for_update(of=("self",)).select_related("step", "file__factory__programme")
    found = held.get(pk=step.pk)
    if not found.is_open:
        raise WrongState(_("This step is done or left out already. Load the page again."))
    return found


def _begun(step: FileStep) -> FileStep:
    found = _open_now(step)
    if found.file.status != ZeroToleranceFile.Status.ACTIVE:
        raise WrongState(_("The protocol is not active in this file."))
    if found.anchor_at is None:
        raise WrongState(_("Other steps come before this one: %(steps)s.") % {"steps": _before(found)})
    return found


def _before(step: FileStep) -> str:
    open_ones = FileStep.rows.open().filter(file=step.file_id, step__key__in=step.step.needs)
    return "; ".join(said_of(each) for each in open_ones.select_related("step"))
