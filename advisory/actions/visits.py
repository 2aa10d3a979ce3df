"""Advisory visits: planned, logged, moved, cancelled (ADV-1). Only who advises the factory may."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import Organisation, User
from accounts.verbs import verb
from advisory.access import is_staff_at, local_today, require_advising
from advisory.actions.progress import verify_item
from advisory.models import Incident, PlanItem, StaffNote, Visit, VisitItem
from advisory.models.visit import Modality
from advisory.telling import tell_managers
from advisory.topics import TOPICS
from factories.actions import current_cycle, start_cycle
from factories.models import Agreement, Cycle, Factory
from factories.possible import possibilities
from programmes.services import Modality as Form
from programmes.services import Service

VISITED = (Factory.Status.REGISTERED, Factory.Status.ACTIVE)
PARTNER = 160  # letters of the field
MOST_PEOPLE = 2000  # of one kind at one visit; more is a slip of the finger


@dataclass(frozen=True)
class Log:
    """What the advisor writes down. People met are counted, never named."""

    on: date
    modality: str = Modality.ON_SITE
    starts: time | None = None
    ends: time | None = None
    managers_women: int = 0
    managers_men: int = 0
    workers_women: int = 0
    workers_men: int = 0
    topics: Sequence[str] = ()
    picc_facilitated: bool = False
    notes: str = ""
    next_steps: str = ""
    partner: str = ""
    partner_part: str = ""
    constituent: Organisation | None = None  # with an agreement here: it reads the visit's public part

    @property
    def delivered_with(self) -> str:
        return self.partner.strip() or (self.constituent.name if self.constituent else "")


@verb
def plan_visit(
    *,
    factory: Factory,
    on: date,
    modality: str = Modality.ON_SITE,
    starts: time | None = None,
    ends: time | None = None,
    agenda: str = "",
    constituent: Organisation | None = None,
    by: User,
    at: datetime,
) -> Visit:
    """A visit on a local day from today on. The factory sees it: advisory visits are announced."""
    require_advising(by, factory)
    _require_registered(factory)
    _check_times(starts, ends)
    if on < local_today(factory, at):
        raise Invalid(_("This day is over. Plan a later day, or log the visit."), field="on")
    _require_clearance(factory, modality, on, "modality")
    _require_agreement(factory, constituent, on)
    visit = Visit.rows.create(
        factory=factory,
        cycle=current_cycle(factory),
        advisor=by,
        on=on,
        starts=starts,
        ends=ends,
        modality=modality,
        agenda=agenda.strip(),
        constituent=constituent,
        partner=constituent.name[:PARTNER] if constituent else "",
    )
    _tell(visit, "visit_planned", by, at)
    return visit


def _tell(visit: Visit, kind: str, by: User, at: datetime) -> None:
    facts = {"on": visit.on.isoformat()}
    tell_managers(kind, factory=visit.factory, subject=visit.pk, by=by, at=at, facts=facts)


@verb
def move_visit(
    *, visit: Visit, on: date, starts: time | None = None, ends: time | None = None, by: User, at: datetime
) -> Visit:
    """A planned visit moves to another day; the first day stays in the trail."""
    require_advising(by, visit.factory)
    _check_times(starts, ends)
    visit = _planned(visit)
    if on < local_today(visit.factory, at):
        raise Invalid(_("This day is over. Plan a later day, or log the visit."), field="on")
    _require_clearance(visit.factory, visit.modality, on, "on")
    visit.on, visit.starts, visit.ends, visit.fixed = on, starts, ends, True
    visit.save(update_fields=["on", "starts", "ends", "fixed"])
    _tell(visit, "visit_moved", by, at)
    return visit


@verb
def cancel_visit(*, visit: Visit, reason: str, by: User, at: datetime) -> Visit:
    require_advising(by, visit.factory)
    if not reason.strip():
        raise Invalid(_("Write why the visit does not take place. The factory reads this."), field="reason")
    visit = advance(_planned(visit), Visit.Status.CANCELLED, cancelled_reason=reason.strip())
    _tell(visit, "visit_cancelled", by, at)
    return visit


@verb
def log_visit(
    *,
    factory: Factory,
    client_id: UUID,
    log: Log,
    visit: Visit | None = None,
    discussed: Sequence[PlanItem] = (),
    verified: Sequence[PlanItem] = (),
    staff_notes: str = "",
    by: User,
    at: datetime,
) -> Visit:
    """Keeps what happened at a visit, a planned one or not. The first of a cycle starts it.

    `client_id` is made by the browser: the same log sent again changes nothing and gives the
    visit of the first sending.
    """
    require_advising(by, factory)
    if (known := _logged_before(client_id, factory)) is not None:
        return known
    _require_registered(factory)
    _check(factory, log, at)
    cycle = _cycle_of(factory, log.on)
    held, fresh = _keep(factory, cycle, client_id, log, visit, by, at)
    if not fresh:
        return held
    if cycle.day_zero is None:
        start_cycle(cycle=cycle, day_zero=log.on, by=by, at=at)
    _discuss(held, discussed, verified, by, at)
    if staff_notes.strip():
        note_for_staff(factory=factory, visit=held, words=staff_notes, by=by, at=at)
    return held


@verb
def note_for_staff(
    *,
    factory: Factory,
    words: str,
    visit: Visit | None = None,
    incident: Incident | None = None,
    by: User,
    at: datetime,
) -> StaffNote:
    """A note that neither factory nor buyer ever sees."""
    if not is_staff_at(by, factory):
        require_advising(by, factory)
    if not words.strip():
        raise Invalid(_("Write the note first."), field="words")
    return StaffNote.rows.create(
        factory=factory, visit=visit, incident=incident, words=words.strip(), written_by=by, written_at=at
    )


# -- Guards -------------------------------------------------------------------------------


def _require_registered(factory: Factory) -> None:
    if factory.status == Factory.Status.IMPORTED:
        raise WrongState(_("This factory is not registered yet. Visits begin after registration."))
    if factory.status not in VISITED:
        said = {"status": factory.get_status_display()}
        raise WrongState(_("This factory is “%(status)s”; no visit is planned or logged.") % said)


def _require_clearance(factory: Factory, modality: str, on: date, field: str) -> None:
    """Nobody goes to a factory while visits are suspended, unless an exception was named for it (ADV-2)."""
    if modality == Modality.VIRTUAL:
        return
    rows = possibilities(factory.programme, Factory.rows.filter(pk=factory.pk))
    if not rows.phase(factory.pk, on).visits_suspended:
        return
    if not rows.answer(Service.ADVISORY_VISIT, Form(modality), on, factory.pk).yes:
        sentence = _("On this day nobody visits this factory: visits or production are suspended.")
        raise Invalid(
            f"{sentence} {_('Plan it virtual, or ask the country manager for an exception.')}", field
        )


def _check(factory: Factory, log: Log, at: datetime) -> None:
    if log.on > local_today(factory, at):
        raise Invalid(_("This day is still to come. Log the visit when it was held."), field="on")
    registered = factory.registered_at
    if registered is None or log.on < registered.astimezone(factory.programme.tz).date():
        raise Invalid(_("The factory was not registered yet on this day."), field="on")
    _check_times(log.starts, log.ends)
    if bool(log.delivered_with) != bool(log.partner_part.strip()):
        sentence = _("Name the partner and what they did, both or neither.")
        raise Invalid(sentence, field="partner_part" if log.delivered_with else "partner")
    _require_agreement(factory, log.constituent, log.on)
    people = (log.managers_women, log.managers_men, log.workers_women, log.workers_men)
    if not any(people):
        raise Invalid(_("Write how many people you met, by side and sex."), field="managers_women")
    if max(people) > MOST_PEOPLE or min(people) < 0:
        raise Invalid(_("Check the numbers of people: one of them cannot be right."), field="workers_women")
    if not set(log.topics) <= set(TOPICS):
        raise Invalid(_("Choose the topics from the list."), field="topics")


def _require_agreement(factory: Factory, constituent: Organisation | None, on: date) -> None:
    if constituent is None:
        return
    holding = Agreement.rows.holding(on).filter(programme=factory.programme_id, organisation=constituent)
    if not holding.exists():
        said = _("No agreement with %(name)s holds on this day. Name it as a partner in words.")
        raise Invalid(said % {"name": constituent.name}, field="constituent")


def _check_times(starts: time | None, ends: time | None) -> None:
    if starts and ends and ends <= starts:
        raise Invalid(_("The visit ends before it begins. Check the two times."), field="ends")


def _planned(visit: Visit) -> Visit:
    rows = Visit.rows.select_for_update(of=("self",)).select_related("factory__programme")
    found = rows.get(pk=visit.pk)
    if found.status != Visit.Status.PLANNED:
        raise WrongState(_("This visit was logged or cancelled already."))
    return found


def _logged_before(client_id: UUID, factory: Factory) -> Visit | None:
    known = Visit.rows.filter(client_id=client_id).first()
    if known and known.factory_id != factory.pk:
        raise NotAllowed(_("This log belongs to another visit. Open the form anew."))
    return known


def _cycle_of(factory: Factory, on: date) -> Cycle:
    """The cycle in which the day falls; a cycle without a first visit waits for this one."""
    cycles = list(Cycle.rows.of(factory))
    for cycle in cycles:
        opened = cycle.opened_at.astimezone(factory.programme.tz).date()
        if on >= (cycle.day_zero or opened):
            return cycle
    if not cycles or cycles[-1].day_zero is None:
        return current_cycle(factory)
    said = {"date": date_format(cycles[-1].day_zero, "j M Y")}
    raise Invalid(
        _("The first cycle began with the visit of %(date)s. An earlier visit cannot be its first any more.")
        % said,
        field="on",
    )


# -- Writing ------------------------------------------------------------------------------


def _keep(
    factory: Factory, cycle: Cycle, client_id: UUID, log: Log, visit: Visit | None, by: User, at: datetime
) -> tuple[Visit, bool]:
    """The held visit, and whether this sending made it."""
    said = {field.name: getattr(log, field.name) for field in fields(Log)}
    said |= {"topics": list(log.topics), "notes": log.notes.strip(), "next_steps": log.next_steps.strip()}
    said |= {"partner": log.delivered_with[:PARTNER], "partner_part": log.partner_part.strip()}
    said |= {"client_id": client_id, "cycle": cycle, "advisor": by, "logged_at": at}
    if visit is not None:
        return advance(_planned(visit), Visit.Status.HELD, **said), True
    try:
        with transaction.atomic():
            return Visit.rows.create(factory=factory, status=Visit.Status.HELD, **said), True
    except IntegrityError:  # the same log came by another connection at the same moment
        return Visit.rows.get(client_id=client_id), False


def _discuss(
    held: Visit, discussed: Sequence[PlanItem], verified: Sequence[PlanItem], by: User, at: datetime
) -> None:
    items = {item.pk: item for item in (*discussed, *verified)}
    VisitItem.rows.bulk_create(
        [VisitItem(factory_id=held.factory_id, visit=held, item=item) for item in items.values()],
        ignore_conflicts=True,
    )
    seen = PlanItem.Verification.DOCUMENTS
    if held.modality != Modality.VIRTUAL:
        seen = PlanItem.Verification.ON_SITE
    for item in verified:
        verify_item(item=item, verification=seen, by=by, at=at)
