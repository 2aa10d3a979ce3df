"""The logbook of attempts at bribery: written at once, told to management, never changed. Source: NTF-4."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed
from accounts.models import STAFF, Membership, Role, User
from accounts.verbs import verb
from advisory.models import LogbookEntry, LogbookRemark
from factories import outbox
from factories.models import Factory
from programmes.models import CountryProgramme

KIND = "logbook_entry"


@verb
def write_entry(
    *,
    programme: CountryProgramme,
    way: str,
    what: str,
    by_whom: str,
    happened_at: datetime,
    place: str,
    refused_how: str,
    factory: Factory | None = None,
    head_office_alone: bool = False,
    by: User,
    at: datetime,
) -> LogbookEntry:
    """Any of the country's staff. `head_office_alone`: the country manager has part in it and reads it not."""
    if not CountryProgramme.objects.of_staff(by, *STAFF).filter(pk=programme.pk).exists():
        raise NotAllowed(_("You may not do this. Who may: programme staff."))
    if happened_at > at:
        raise Invalid(_("This moment has not come yet. Write when it happened."), "happened_at")
    if factory is not None and factory.programme_id != programme.pk:
        raise Invalid(_("This factory belongs to another country programme."), "factory")
    words = {"what": what, "by_whom": by_whom, "place": place, "refused_how": refused_how}
    made = LogbookEntry(
        programme=programme,
        factory=factory,
        way=LogbookEntry.Way(way),
        happened_at=happened_at,
        head_office_alone=head_office_alone,
        written_by=by,
        written_at=at,
        **_stripped(words),
    )
    made.save(force_insert=True)
    _tell(made, at)
    return made


def _stripped(words: dict[str, str]) -> dict[str, str]:
    for name, said in words.items():
        if not said.strip():
            raise Invalid(_("Write this down as well: it cannot be added in this place later."), name)
    return {name: said.strip() for name, said in words.items()}


def _tell(entry: LogbookEntry, at: datetime) -> None:
    """Management hears at once that there is an entry; what it says stands behind the sign-in."""
    outbox.enqueue_all(
        outbox.message(key=f"{KIND}:{entry.pk}:{user.pk}", kind=KIND, to=user, at=at, subject_id=entry.pk)
        for user in management_of(entry).exclude(pk=entry.written_by_id)
    )


def management_of(entry: LogbookEntry) -> "QuerySet[User]":
    """The country manager, unless the entry is head office's alone, and head office."""
    office = Q(role=Role.COUNTRY_MANAGER, organisation=entry.programme.organisation_id)
    head_office = Q(role=Role.HEAD_OFFICE)
    held = Membership.objects.current().filter(
        head_office if entry.head_office_alone else office | head_office
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True, is_machine=False)


@verb
def add_remark(*, entry: LogbookEntry, words: str, by: User, at: datetime) -> LogbookRemark:
    """What is added later is a row of its own. The caller has fetched the entry through a door."""
    if not words.strip():
        raise Invalid(_("Write the remark."), "words")
    made = LogbookRemark(entry=entry, words=words.strip(), written_by=by, written_at=at)
    made.save(force_insert=True)
    return made
