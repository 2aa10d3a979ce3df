"""The worker calls the people of restricted files, and checks at sending who may still know (NTF-3, NTF-4).

A mail says that something waits behind the sign-in; the inbox adds that it is a restricted file, or the
logbook. Neither names a factory or a kind.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts import rowsecurity
from accounts.models import Absence, User
from advisory.actions.logbook import KIND as LOGBOOK
from advisory.actions.restricted import WAITS
from advisory.integrity import stepclock
from advisory.integrity.readers import sees_to
from advisory.integrity.stepclock import Audience
from advisory.models import FileStep, LogbookEntry, RestrictedReader
from factories import outbox
from factories.models import Message

BATCH = 200


def register() -> None:
    """Both at once, whatever the person prefers."""
    outbox.register(WAITS, may_know=still_reads, statutory=True, behind_sign_in=True)
    outbox.register(LOGBOOK, may_know=still_manages, statutory=True, behind_sign_in=True)


def still_reads(message: Message) -> bool:
    return RestrictedReader.objects.filter(file_id__in=[message.subject_id], user_id=message.to_id).exists()


def still_manages(message: Message) -> bool:
    return LogbookEntry.rows.managed_by(message.to).filter(pk__in=[message.subject_id]).exists()


def call(at: datetime, batch: int = BATCH) -> int:
    """One batch of steps whose moment has come; returns how many. Asked twice it calls once."""
    with transaction.atomic():
        rowsecurity.identify(None, at)
        due = (
            FileStep.rows.to_call(at)
            .order_by("next_call_at")
            .select_for_update(skip_locked=True, of=("self",))
        )
        steps = list(due.select_related("step", "file__factory__programme")[:batch])
        outbox.enqueue_all(_messages(steps, at))
        for step in steps:
            step.next_call_at = stepclock.after(_calls(step), at)
        FileStep.rows.bulk_update(steps, ["next_call_at"])
    return len(steps)


def _calls(step: FileStep) -> list[stepclock.Call]:
    assert step.anchor_at is not None, "a step that calls has opened"
    return stepclock.calls(step.anchor_at, step.due_at)


def _messages(steps: Sequence[FileStep], at: datetime) -> Iterator[Message]:
    readers = _readers({step.file_id for step in steps})
    people = User.objects.in_bulk({reader.user_id for found in readers.values() for reader in found})
    away = _away(people, at)
    for step in steps:
        today = at.astimezone(step.file.factory.programme.tz).date()
        absent = {each.user_id for each in away if each.covers(today)}
        for reader in _called(readers[step.file_id], people, absent, step, _audience(step, at)):
            key = f"{WAITS}:{step.pk}:{step.next_call_at:%Y%m%dT%H%M%S}:{reader.user_id}"
            to = people[reader.user_id]
            yield outbox.message(key=key, kind=WAITS, to=to, at=at, subject_id=step.file_id)


def _audience(step: FileStep, at: datetime) -> Audience:
    """A step that was given to somebody calls that person, whatever its clock says."""
    assert step.next_call_at is not None
    found = stepclock.due_now(_calls(step), step.next_call_at, at)
    return found.to if found else Audience.OWNER


def _away(people: Mapping[UUID, User], at: datetime) -> list[Absence]:
    """Leave that holds on the local day of some programme."""
    day = timedelta(days=1)
    return list(Absence.objects.filter(user__in=people).touching(at.date() - day, at.date() + day))


def _called(
    readers: Sequence[RestrictedReader],
    people: Mapping[UUID, User],
    absent: Collection[UUID],
    step: FileStep,
    to: Audience,
) -> Sequence[RestrictedReader]:
    """Where nobody of the readers sees to the step, or who does is away, the deciding office does. Nobody
    stands in at a restricted file: a deputy may not know of it."""
    if to is Audience.EVERYBODY:
        return readers
    owners = [reader for reader in readers if sees_to(people[reader.user_id], step)]
    if to is Audience.OWNER and any(reader.user_id not in absent for reader in owners):
        return owners
    return [reader for reader in readers if reader.decides or reader in owners]


def _readers(files: set[UUID]) -> Mapping[UUID, list[RestrictedReader]]:
    found: dict[UUID, list[RestrictedReader]] = defaultdict(list)
    for reader in RestrictedReader.objects.filter(file_id__in=files):
        found[reader.file_id].append(reader)
    return found
