"""Meetings of the committee: agenda before, attendance, minutes and decisions after (PICC-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import Role, User
from accounts.verbs import verb
from advisory.access import advises
from advisory.actions.committee import check_past
from advisory.actions.plan import check_due, open_item
from advisory.models import (
    Attendance,
    Committee,
    CommitteeMember,
    Decision,
    Meeting,
    PlanItem,
    WorkerDraft,
)
from factories.access import require_role
from factories.models import Factory
from programmes.models import CompliancePoint

MEMBERS = (Role.FACTORY_MANAGER, Role.PICC_MANAGEMENT, Role.PICC_WORKER)


@dataclass(frozen=True)
class Decided:
    """What a meeting decided, and whether it becomes a plan item."""

    words: str
    to_plan: bool = True
    owner: str = ""
    due_on: date | None = None
    point: CompliancePoint | None = None


@verb
def plan_meeting(
    *, committee: Committee, on: date, starts: time, agenda: str = "", by: User, at: datetime
) -> Meeting:
    """A meeting at a local date and time of the factory, with its agenda."""
    require_member(by, committee.factory)
    planned_for = _instant(committee.factory, on, starts)
    if planned_for < at:
        raise Invalid(_("This moment is over. Choose a later one, or record the meeting."), field="on")
    return Meeting.rows.create(
        factory_id=committee.factory_id, committee=committee, planned_for=planned_for, agenda=agenda.strip()
    )


@verb
def write_agenda(*, meeting: Meeting, agenda: str, base: str, by: User, at: datetime) -> Meeting:
    """Either side or the advisor changes the agenda of a meeting that was not held yet.

    `base` is the agenda the person looked at; somebody else's words are never written over.
    """
    require_member(by, meeting.factory)
    meeting = _to_come(meeting)
    if _plain(meeting.agenda) != _plain(base):
        raise WrongState(
            _(
                "Not saved: somebody changed the agenda while you were writing. Your words are still"
                " here, and the agenda as it is now stands beside them."
            )
        )
    meeting.agenda = agenda.strip()
    meeting.save(update_fields=["agenda"])
    return meeting


@verb
def record_meeting(
    *,
    committee: Committee,
    meeting: Meeting | None = None,
    held_on: date,
    present: Sequence[CommitteeMember],
    minutes: str,
    decisions: Sequence[Decided] = (),
    by: User,
    at: datetime,
) -> Meeting:
    """A meeting was held: who came, what was said, what was decided. Decisions enter the plan."""
    require_member(by, committee.factory)
    check_past(committee.factory, held_on, at, "held_on")
    if not present:
        raise Invalid(_("Tick who came."), field="present")
    if not minutes.strip():
        raise Invalid(_("Write the minutes, in short."), field="minutes")
    held = _to_come(meeting) if meeting else _unplanned(committee, held_on)
    held.held_on, held.minutes, held.minutes_by = held_on, minutes.strip(), by
    held.save()
    _attend(held, present)
    for decided in decisions:
        _decide(held, decided, by, at)
    return held


@verb
def correct_minutes(*, meeting: Meeting, minutes: str, by: User, at: datetime) -> Meeting:
    """Changes the minutes of a held meeting; the earlier words stay in the trail."""
    require_member(by, meeting.factory)
    if meeting.held_on is None:
        raise WrongState(_("This meeting was not held yet. Record it first."))
    if not minutes.strip():
        raise Invalid(_("Write the minutes, in short."), field="minutes")
    meeting.minutes, meeting.minutes_by = minutes.strip(), by
    meeting.save(update_fields=["minutes", "minutes_by"])
    return meeting


def require_member(by: User, factory: Factory) -> None:
    if not advises(by, factory):
        require_role(by, *MEMBERS, factory=factory)


def _instant(factory: Factory, on: date, starts: time) -> datetime:
    return datetime.combine(on, starts, factory.programme.tz).astimezone(UTC)


def _plain(text: str) -> str:
    """Browsers send line ends of their own."""
    return text.replace("\r\n", "\n").strip()


def _to_come(meeting: Meeting) -> Meeting:
    found = Meeting.rows.select_for_update().get(pk=meeting.pk)
    if found.held_on is not None:
        raise WrongState(_("This meeting was held and recorded already."))
    return found


def _unplanned(committee: Committee, held_on: date) -> Meeting:
    """Noon stands for a meeting whose hour nobody wrote down."""
    planned_for = _instant(committee.factory, held_on, time(12))
    return Meeting(factory_id=committee.factory_id, committee=committee, planned_for=planned_for)


def _attend(meeting: Meeting, present: Sequence[CommitteeMember]) -> None:
    came = {member.pk for member in present}
    sitting = CommitteeMember.rows.sitting().filter(committee_id=meeting.committee_id)
    Attendance.rows.bulk_create(
        Attendance(factory_id=meeting.factory_id, meeting=meeting, member=member, present=member.pk in came)
        for member in sitting
    )


def _decide(meeting: Meeting, decided: Decided, by: User, at: datetime) -> Decision:
    decision = Decision.rows.create(
        factory_id=meeting.factory_id, meeting=meeting, words=decided.words.strip()
    )
    if decided.to_plan:
        to_plan(
            decision=decision, owner=decided.owner, due_on=decided.due_on, point=decided.point, by=by, at=at
        )
    return decision


@verb
def to_plan(
    *,
    decision: Decision,
    owner: str = "",
    due_on: date | None = None,
    point: CompliancePoint | None = None,
    by: User,
    at: datetime,
) -> PlanItem:
    """A decision becomes a plan item, once."""
    factory = decision.factory
    require_member(by, factory)
    Decision.rows.select_for_update().get(pk=decision.pk)
    if PlanItem.rows.filter(decision=decision).exists():
        raise WrongState(_("This decision is in the plan already."))
    check_due(factory, due_on, at)
    item = open_item(
        factory=factory, origin=PlanItem.Origin.PICC, point=point, title=decision.words, by=by, at=at
    )
    item.decision, item.owner, item.due_on = decision, owner.strip(), due_on
    item.save(update_fields=["decision", "owner", "due_on"])
    return item


def add_point(meeting: Meeting, factory: Factory, words: str) -> Meeting:
    """One more line on the agenda of a meeting of this factory that was not held yet."""
    found = _to_come(meeting)
    if found.factory_id != factory.pk:
        raise Invalid(_("Choose a meeting of your own committee."), field="meeting")
    found.agenda = f"{found.agenda}\n{words}".strip()
    found.save(update_fields=["agenda"])
    return found


# -- The workers' side alone --------------------------------------------------------------


@verb
def draft_for_workers(*, factory: Factory, words: str, by: User, at: datetime) -> WorkerDraft:
    """What the workers' side prepares among itself; nobody else reads it (WHO-7)."""
    require_role(by, Role.PICC_WORKER, factory=factory)
    if not words.strip():
        raise Invalid(_("Write the draft first."), field="words")
    return WorkerDraft.rows.create(factory=factory, words=words.strip(), written_by=by, written_at=at)


@verb
def put_on_agenda(*, draft: WorkerDraft, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """The workers' side chooses to bring its draft; it names the side, never the writer."""
    require_role(by, Role.PICC_WORKER, factory=draft.factory)
    point = _("%(words)s (workers' side)") % {"words": draft.words}
    found = add_point(meeting, draft.factory, point)
    draft.delete()
    return found


@verb
def throw_draft_away(*, draft: WorkerDraft, by: User, at: datetime) -> None:
    require_role(by, Role.PICC_WORKER, factory=draft.factory)
    draft.delete()
