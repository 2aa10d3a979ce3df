"""Conflicts of interest: declared by the person or recorded by a manager; whoever plans learns only “not free”.

Source: NTF-4.
"""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import STAFF, Membership, Role, User
from accounts.verbs import verb
from factories import outbox
from factories.models import ConflictOfInterest, Factory, ManufacturingGroup, Message
from factories.models.conflict import managed_by

KIND = "conflict_recorded"


@verb
def record_conflict(
    *,
    person: User,
    kind: str,
    words: str,
    since: date,
    until: date | None = None,
    factory: Factory | None = None,
    group: ManufacturingGroup | None = None,
    by: User,
    at: datetime,
) -> ConflictOfInterest:
    """One's own, or as a manager that of somebody of the office. It stands with one factory or one group."""
    _require_own_or_managed(by, person)
    if (factory is None) == (group is None):
        raise Invalid(_("Name either a factory or a group."), "factory")
    if not words.strip():
        raise Invalid(_("Say it in a sentence. Only you and the managers read it."), "words")
    if until is not None and until <= since:
        raise Invalid(_("The end lies after the beginning."), "until")
    made = ConflictOfInterest(
        person=person,
        factory=factory,
        group=group,
        kind=ConflictOfInterest.Kind(kind),
        words=words.strip(),
        since=since,
        until=until,
        recorded_by=by,
        recorded_at=at,
    )
    made.save(force_insert=True)
    _tell(made, by, at)
    return made


def _require_own_or_managed(by: User, person: User) -> None:
    if not by.is_(*STAFF):
        raise NotAllowed(_("You may not do this. Who may: programme staff."))
    if person != by and not managed_by(by).filter(pk=person.pk).exists():
        raise NotAllowed(_("You may not do this. Who may: the person, the country manager, head office."))


@verb
def end_conflict(*, conflict: ConflictOfInterest, on: date, by: User, at: datetime) -> ConflictOfInterest:
    """From that day on the person is planned again. The row stays."""
    _require_own_or_managed(by, conflict.person)
    if on < conflict.since:
        raise Invalid(_("It began later. Choose a day from its first one on."), "on")
    standing = ConflictOfInterest.rows.filter(pk=conflict.pk).filter(Q(until=None) | Q(until__gt=on))
    if standing.update(until=on) != 1:
        raise WrongState(_("It has ended by that day already."))
    return conflict


def _tell(made: ConflictOfInterest, by: User, at: datetime) -> None:
    """The managers of the person's office; where the person is the manager, head office."""
    offices = [held.organisation_id for held in made.person.roles if held.role in STAFF]
    managers = Membership.objects.current().filter(role=Role.COUNTRY_MANAGER, organisation__in=offices)
    found = User.objects.filter(pk__in=managers.values("user")).exclude(pk=made.person_id)
    if not found.exists():
        head_office = Membership.objects.current().filter(role=Role.HEAD_OFFICE)
        found = User.objects.filter(pk__in=head_office.values("user")).exclude(pk=made.person_id)
    outbox.enqueue_all(
        outbox.message(key=f"{KIND}:{made.pk}:{user.pk}", kind=KIND, to=user, at=at, subject_id=made.pk)
        for user in found.exclude(pk=by.pk).filter(is_active=True)
    )


def still_reads(message: Message) -> bool:
    """The check at sending."""
    return ConflictOfInterest.rows.visible_to(message.to).filter(pk__in=[message.subject_id]).exists()
