"""Tells those who decide on a restricted file that one of its readers hands over the caseload (OPS-2, NTF-3).

Whoever plans a hand-over may not know that there is such a file, so the act writes nothing of it: the worker
looks, and what it finds is told to the deciding office alone, behind the sign-in.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from accounts import rowsecurity
from accounts.models import User
from advisory.actions.restricted import still_named
from advisory.models import RestrictedReader
from factories import outbox
from factories.models import HandOver, Message

KIND = "restricted_hand_over"
BATCH = 100


def register() -> None:
    outbox.register(KIND, may_know=still_decides, statutory=True, behind_sign_in=True)


def still_decides(message: Message) -> bool:
    deciding = RestrictedReader.objects.filter(user_id=message.to_id, decides=True)
    return deciding.filter(file_id__in=[message.subject_id]).exists()


def tell_of_hand_overs(at: datetime, batch: int = BATCH) -> int:
    """One batch of acts that were not looked at; returns how many. Asked twice it tells once."""
    with transaction.atomic():
        rowsecurity.identify(None, at)
        waiting = HandOver.rows.untold().order_by("made_at").select_for_update(skip_locked=True, of=("self",))
        acts = list(waiting.select_related("advisor")[:batch])
        for act in acts:
            outbox.enqueue_all(_messages(act, at))
        HandOver.rows.filter(pk__in=[act.pk for act in acts]).update(told_at=at)
    return len(acts)


def _messages(act: HandOver, at: datetime) -> Iterator[Message]:
    """To whoever decides on a file that still names the person; who made the act has seen it there."""
    files = list(still_named(act.advisor).values_list("pk", flat=True))
    deciding = RestrictedReader.objects.filter(file_id__in=files, decides=True).exclude(
        user_id=act.made_by_id
    )
    readers = list(deciding)
    people = User.objects.in_bulk({reader.user_id for reader in readers})
    for reader in readers:
        key = f"{KIND}:{act.pk}:{reader.file_id}:{reader.user_id}"
        to = people[reader.user_id]
        yield outbox.message(key=key, kind=KIND, to=to, at=at, subject_id=reader.file_id)
