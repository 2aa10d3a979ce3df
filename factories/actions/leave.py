"""Leave: written down by the person, or by who leads the office where the person cannot. Source: OPS-2."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import STAFF, Absence, User
from accounts.verbs import unless_taken, verb
from factories import outbox
from factories.leave import colleagues, days_in_words, office_day, written_by
from factories.models import Message

STANDS_IN, NO_MORE, RECORDED = "leave_stands_in", "leave_stands_in_no_more", "leave_recorded"
LONGEST = timedelta(days=400)  # more is a slip of the finger


@verb
def record_absence(
    *, person: User, first_day: date, last_day: date, deputy: User | None = None, by: User, at: datetime
) -> Absence:
    """Days on which the person is away, both included. Without a deputy the clocks call the next rung."""
    _require_may_write(by, person)
    made = Absence(user=person, first_day=first_day, last_day=last_day, deputy=deputy)
    _check(made, at)
    _save(made, by, at)
    _tell_deputy(made, STANDS_IN, made.deputy, by, at)
    _tell_person(made, by, at)
    return made


@verb
def change_absence(
    *, absence: Absence, first_day: date, last_day: date, deputy: User | None = None, by: User, at: datetime
) -> Absence:
    """Other days, or somebody else who stands in. Days that have begun keep their first one."""
    _require_may_write(by, absence.user)
    found = _standing(absence, at)
    before, was = found.deputy, (found.first_day, found.last_day)
    if found.first_day <= office_day(found.user, at) and first_day != found.first_day:
        raise Invalid(_("These days have begun. Only the last one can be another."), "first_day")
    found.first_day, found.last_day, found.deputy = first_day, last_day, deputy
    if (before, was) == (deputy, (first_day, last_day)):
        return found
    _check(found, at)
    _save(found, by, at)
    if before != deputy:
        _tell_deputy(found, NO_MORE, before, by, at)
    _tell_deputy(found, STANDS_IN, deputy, by, at)
    _tell_person(found, by, at)
    return found


@verb
def end_absence(*, absence: Absence, by: User, at: datetime) -> None:
    """The person is here from today on. Days that had not begun are taken out; the trail keeps them."""
    _require_may_write(by, absence.user)
    found, today = _standing(absence, at), office_day(absence.user, at)
    if found.first_day >= today:
        Absence.objects.filter(pk=found.pk).delete()
    else:
        found.last_day = today - timedelta(days=1)
        _save(found, by, at)
    _tell_deputy(found, NO_MORE, found.deputy, by, at)


# -- Guards --------------------------------------------------------------------------------


def _require_may_write(by: User, person: User) -> None:
    if not (by.is_(*STAFF) and written_by(by).filter(pk=person.pk).exists()):
        raise NotAllowed(
            _("You may not do this. Who may: the person, and team leaders and country manager of the office.")
        )


def _standing(absence: Absence, at: datetime) -> Absence:
    """As it is now, held until the end of the transaction; what is over stays as it was."""
    rows = Absence.objects.select_for_update(of=("self",)).select_related("user", "deputy")
    found = rows.filter(pk=absence.pk).first()
    if found is None:
        raise WrongState(_("Somebody changed this while you were looking. Load the page again."))
    if found.last_day < office_day(found.user, at):
        raise WrongState(_("These days are over; they stay as they were."))
    return found


def _check(row: Absence, at: datetime) -> None:
    if row.last_day < row.first_day:
        raise Invalid(_("The last day lies before the first."), "last_day")
    if row.last_day < office_day(row.user, at):
        raise Invalid(_("These days are over. Write down days from today on."), "last_day")
    if row.last_day - row.first_day > LONGEST:
        raise Invalid(_("Check the days: this is more than a year."), "last_day")
    if row.deputy is not None:
        _check_deputy(row, row.deputy)
    others = Absence.objects.filter(user=row.user).exclude(pk=row.pk)
    if other := others.touching(row.first_day, row.last_day).first():
        raise Invalid(_already(row.user, days_in_words(other.first_day, other.last_day)), "first_day")


def _check_deputy(row: Absence, deputy: User) -> None:
    if not colleagues(row.user).filter(pk=deputy.pk).exists():
        raise Invalid(_("Only a colleague of the same country office can stand in."), "deputy")
    away = Absence.objects.filter(user=deputy).touching(row.first_day, row.last_day).first()
    if away is not None:
        said = {"name": deputy.name, "days": days_in_words(away.first_day, away.last_day)}
        raise Invalid(_("%(name)s is away as well, %(days)s. Choose somebody else.") % said, "deputy")


def _already(person: User, days: str) -> str:
    said = {"name": person.name, "days": days}
    return _("%(name)s is away already, %(days)s. Change those days instead.") % said


def _save(row: Absence, by: User, at: datetime) -> None:
    row.recorded_by, row.recorded_at = by, at
    said = _already(row.user, days_in_words(row.first_day, row.last_day))
    with unless_taken(Invalid(said, "first_day")):
        row.save(force_insert=row._state.adding, force_update=not row._state.adding)


# -- Telling -------------------------------------------------------------------------------


def still_stands_in(message: Message) -> bool:
    """The check at sending."""
    return Absence.objects.filter(pk__in=[message.subject_id], deputy=message.to_id).exists()


def leave_in_words(message: Message) -> Mapping[str, object]:
    """The days as the reader's language writes them."""
    first, last = (date.fromisoformat(message.facts[name]) for name in ("first", "last"))
    return {"days": days_in_words(first, last)}


def _tell_deputy(row: Absence, kind: str, deputy: User | None, by: User, at: datetime) -> None:
    if deputy is not None and deputy != by:
        _tell(row, kind, deputy, at)


def _tell_person(row: Absence, by: User, at: datetime) -> None:
    if row.user != by:
        _tell(row, RECORDED, row.user, at)


def _tell(row: Absence, kind: str, to: User, at: datetime) -> None:
    days = {"first": row.first_day.isoformat(), "last": row.last_day.isoformat()}
    outbox.enqueue(
        key=f"{kind}:{row.pk}:{to.pk}:{at.isoformat()}",
        kind=kind,
        to=to,
        at=at,
        subject_id=row.pk,
        facts={"person": row.user.name, **days},
    )
