"""The people of a restricted file: who is named, who looked, whom the issue concerns; and its plan."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import STAFF, User
from accounts.verbs import verb
from advisory.actions.zerotolerance import active
from advisory.integrity.readers import require_office, require_persons, require_reader
from advisory.models import (
    FileLook,
    FileStep,
    NamedReader,
    PersonConcerned,
    PlannedAction,
    RestrictedReader,
    ZeroToleranceFile,
)
from factories import outbox
from factories.access import holds_role

WAITS = "restricted_waits"
S = ZeroToleranceFile.Status


@verb
def name_reader(
    *, file: ZeroToleranceFile, user: User, reason: str, sees_persons: bool = False, by: User, at: datetime
) -> NamedReader:
    """Lets one of the programme's staff into the file, who is told that something waits, no more."""
    require_office(by, file)
    if user.is_machine or not holds_role(user, *STAFF, factory=file.factory):
        raise Invalid(_("Only staff of this country programme or of head office can be named."), "user")
    if RestrictedReader.objects.filter(file_id=file.pk, user_id=user.pk).exists():
        raise Invalid(_("%(name)s reads this file already.") % {"name": user.name}, "user")
    if not reason.strip():
        raise Invalid(_("Write what the person is needed for."), "reason")
    given = {"sees_persons": sees_persons, "reason": reason.strip(), "named_by": by, "since": at}
    made = NamedReader(file=file, user=user, **given)
    made.save(force_insert=True)
    outbox.enqueue(key=f"{WAITS}:named:{made.pk}", kind=WAITS, to=user, at=at, subject_id=file.pk)
    return made


@verb
def take_out_reader(*, file: ZeroToleranceFile, user: User, by: User, at: datetime) -> None:
    """A named person, or whoever reported the suspicion. An office is not taken out: a conflict of interest
    bars it."""
    require_office(by, file)
    found = RestrictedReader.objects.filter(file_id=file.pk, user_id=user.pk).first()
    if found is None:
        raise WrongState(_("This person does not read the file. Load the page again."))
    if found.decides:
        raise WrongState(
            _("The deciding office reads the file. A recorded conflict of interest keeps a person out.")
        )
    _end_reading(file, user, by, at)


@verb
def pass_reading(
    *,
    file: ZeroToleranceFile,
    leaves: User,
    user: User,
    reason: str,
    sees_persons: bool = False,
    by: User,
    at: datetime,
) -> ZeroToleranceFile:
    """At a hand-over: the successor is let in, and whoever hands over is taken out; open steps that were that
    person's become the successor's."""
    require_office(by, file)
    if not still_named(leaves).filter(pk=file.pk).exists():
        raise WrongState(_("This person does not read the file. Load the page again."))
    if leaves == user:
        raise Invalid(_("The successor is somebody else."), "user")
    if not RestrictedReader.objects.filter(file_id=file.pk, user_id=user.pk).exists():
        name_reader(file=file, user=user, reason=reason, sees_persons=sees_persons, by=by, at=at)
    steps = FileStep.rows.open().filter(file=file, owner=leaves)
    steps.filter(anchor_at__isnull=False).update(next_call_at=at)
    steps.update(owner=user)
    _end_reading(file, leaves, by, at)
    return file


def still_named(person: User) -> "QuerySet[ZeroToleranceFile]":
    """The open files that the person reads by name or as the one who reported, not by office; also when the
    person has left the programme."""
    named = NamedReader.rows.filter(user=person)
    reported = Q(opened_by=person) & ~Q(pk__in=named.values("file"))
    open_ones = ZeroToleranceFile.rows.filter(status__in=[S.SUSPECTED, S.ACTIVE])
    return open_ones.filter(reported | Q(pk__in=named.current().values("file")))


def _end_reading(file: ZeroToleranceFile, user: User, by: User, at: datetime) -> None:
    if not NamedReader.rows.current().filter(file=file, user=user).update(ended_at=at):
        given = {"reason": _("reported it"), "named_by": by, "since": file.opened_at, "ended_at": at}
        NamedReader(file=file, user=user, **given).save(force_insert=True)


@verb
def record_look(*, file: ZeroToleranceFile, part: str, by: User, at: datetime) -> None:
    """Every look is kept, in the transaction that shows the page."""
    FileLook(file=file, user=by, part=part, at=at).save(force_insert=True)


@verb
def write_person(
    *,
    file: ZeroToleranceFile,
    name: str,
    reach: str,
    circumstances: str,
    wishes: str,
    consent: str,
    person: PersonConcerned | None = None,
    by: User,
    at: datetime,
) -> PersonConcerned:
    """Writes down, or corrects, what only those see whom the file lets see it. The trail keeps who and when alone."""
    require_persons(by, file)
    if not name.strip():
        raise Invalid(_("Write a name, or how the person wants to be called."), "name")
    made = person or PersonConcerned(file=file)
    made.name, made.reach, made.circumstances = name.strip(), reach.strip(), circumstances.strip()
    made.wishes, made.consent = wishes.strip(), PersonConcerned.Consent(consent)
    made.written_by, made.written_at = by, at
    made.save(force_insert=person is None, force_update=person is not None)
    return made


# -- The plan of investigation and remediation ---------------------------------------------


@verb
def plan_action(
    *, file: ZeroToleranceFile, kind: str, words: str, owner: str, due_on: date, by: User, at: datetime
) -> PlannedAction:
    require_reader(by, file)
    file = active(file)
    if not words.strip() or not owner.strip():
        raise Invalid(
            _("Write what is to be done, and by which office."), "words" if owner.strip() else "owner"
        )
    made = PlannedAction(
        file=file,
        kind=PlannedAction.Kind(kind),
        words=words.strip(),
        owner=owner.strip(),
        due_on=due_on,
        written_by=by,
        written_at=at,
    )
    made.save(force_insert=True)
    return made


@verb
def finish_action(
    *, planned: PlannedAction, done_on: date, outcome: str, by: User, at: datetime
) -> PlannedAction:
    require_reader(by, planned.file)
    file = active(planned.file)
    if not outcome.strip():
        raise Invalid(_("Write what came of it, without names."), "outcome")
    if done_on > at.astimezone(file.factory.programme.tz).date():
        raise Invalid(_("This day has not come yet."), "done_on")
    done = {"done_on": done_on, "outcome": outcome.strip()}
    if PlannedAction.rows.filter(pk=planned.pk, done_on=None).update(**done) != 1:
        raise WrongState(_("This is done already. Load the page again."))
    return planned
