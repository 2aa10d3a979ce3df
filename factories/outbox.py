"""The outbox: what is to be told stands in rows; the worker claims, checks again, sends, marks.

Delivery is at least once, with a Message-ID that stays the same, so that a mail program shows one.
Claims, attempts and back-off run on real time; who may know is judged at the domain moment.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import clock, rowsecurity
from accounts.errors import WrongState
from accounts.models import User
from accounts.verbs import verb
from factories.models import Factory, Message
from factories.models.visibility import FactoryVisibility

ATTEMPTS = 6
LEASE = timedelta(seconds=settings.MESSAGE_LEASE_S)  # a claim that nobody finishes is free again after this
BATCH = 50


@dataclass(frozen=True)
class Kind:
    """What an app adds to a kind of message: who may still know, and how its facts are said.

    `secrets` (links with a token) are in the mail alone, neither stored nor shown in the inbox.
    """

    may_know: Callable[[Message], bool]
    words: Callable[[Message], Mapping[str, object]]
    secrets: Callable[[Message], Mapping[str, object]]


def sees_factory(message: Message) -> bool:
    """The ordinary check: a message about a factory goes to somebody who sees it today."""
    if message.factory_id is None:
        return True
    seen = FactoryVisibility.objects.filter(user_id=message.to_id, factory_id=message.factory_id)
    return seen.exists()


def no_words(message: Message) -> Mapping[str, object]:
    return {}


KINDS: dict[str, Kind] = {}
ORDINARY = Kind(sees_factory, no_words, no_words)


def register(
    kind: str,
    *,
    may_know: Callable[[Message], bool] = sees_factory,
    words: Callable[[Message], Mapping[str, object]] = no_words,
    secrets: Callable[[Message], Mapping[str, object]] = no_words,
) -> None:
    """Called in an app's `ready()`; a kind that nobody registered is checked by `sees_factory`."""
    KINDS[kind] = Kind(may_know, words, secrets)


# -- Telling ----------------------------------------------------------------------------


def message(
    *,
    key: str,
    kind: str,
    to: User,
    at: datetime,
    factory: Factory | None = None,
    subject_id: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Message:
    """A message that is not written yet; see `enqueue_all`."""
    return Message(
        key=key,
        kind=kind,
        to=to,
        factory=factory,
        subject_id=subject_id,
        facts=dict(facts or {}),
        queued_at=at,
        not_before=datetime.now(UTC),
    )


def enqueue(
    *,
    key: str,
    kind: str,
    to: User,
    at: datetime,
    factory: Factory | None = None,
    subject_id: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Writes one message in the caller's transaction; a key that exists already changes nothing."""
    made = message(key=key, kind=kind, to=to, at=at, factory=factory, subject_id=subject_id, facts=facts)
    enqueue_all([made])


def enqueue_all(messages: Iterable[Message]) -> None:
    """Many at once, in one statement. No RETURNING: the writer may not read them."""
    Message.rows.bulk_create(list(messages), ignore_conflicts=True)


# -- Sending ----------------------------------------------------------------------------


def drain(batch: int = BATCH) -> int:
    """Claims a batch and sends it, one transaction a message; returns how many it handled."""
    claimed = _claim(batch)
    for found in claimed:
        _deliver(found)
    return len(claimed)


def _claim(batch: int) -> list[Message]:
    """The oldest that are due, taken for `LEASE`; other workers pass over them."""
    now = datetime.now(UTC)
    with transaction.atomic():
        due = Message.rows.due(now).order_by("not_before").select_for_update(skip_locked=True, of=("self",))
        found = list(due.select_related("to", "factory")[:batch])
        for each in found:
            each.attempts += 1
        Message.rows.filter(pk__in=[each.pk for each in found]).update(
            not_before=now + LEASE, attempts=F("attempts") + 1
        )
    return found


def _deliver(found: Message) -> None:
    with transaction.atomic():
        at = clock.now()
        rowsecurity.identify(None, at)
        if not _may_know(found):
            _mark(found, Message.Status.WITHHELD)
            return
        try:
            send(found)
        except (OSError, SMTPException, TemplateDoesNotExist, KeyError, ValueError) as error:
            _try_later(found, error)
        else:
            _mark(found, Message.Status.SENT, sent_at=at, error="")


def _may_know(found: Message) -> bool:
    """A key to the API holds a role like a person, but has no mailbox."""
    if found.to.is_machine or not found.to.is_active:
        return False
    return KINDS.get(found.kind, ORDINARY).may_know(found)


def _try_later(found: Message, error: Exception) -> None:
    """Back-off doubles: 1, 2, 4 … minutes; after the last attempt a person decides."""
    failed = found.attempts >= ATTEMPTS
    status = Message.Status.FAILED if failed else Message.Status.QUEUED
    wait = timedelta(minutes=2 ** (found.attempts - 1))
    _mark(found, status, error=f"{type(error).__name__}: {error}"[:500], not_before=datetime.now(UTC) + wait)


def _mark(found: Message, status: Message.Status, **fields: object) -> None:
    """The row decides: whoever marked it first has sent it."""
    Message.rows.filter(pk=found.pk, status=found.status).update(status=status, **fields)


@verb
def send_again(*, found: Message, by: User, at: datetime) -> None:
    """A person lets a failed message start anew; the worker takes it with its next round."""
    failed = Message.rows.filter(pk=found.pk, status=Message.Status.FAILED)
    if failed.update(attempts=0, not_before=datetime.now(UTC)) != 1:
        raise WrongState(_("This message has not failed."))


@verb
def mark_read(*, by: User, at: datetime, pk: UUID | None = None) -> int:
    """One message of the person's own, or all of them."""
    mine = Message.rows.filter(to=by, read_at=None)
    return (mine.filter(pk=pk) if pk else mine).update(read_at=at)


def send(found: Message) -> None:
    subject, body = words(found, secret=True)
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = address.rsplit("@", 1)[-1]
    EmailMessage(subject, body, to=[found.to.email], headers={"Message-ID": f"<{found.pk}@{domain}>"}).send()


def words(found: Message, secret: bool = False) -> tuple[str, str]:
    """Subject and text of a message in the reader's language; the first line is the subject."""
    kind = KINDS.get(found.kind, ORDINARY)
    known = {"to": found.to, "factory": found.factory, "base_url": settings.BASE_URL, "message": found}
    with translation.override(found.to.language or settings.LANGUAGE_CODE):
        said = {**found.facts, **known, **kind.words(found), **(kind.secrets(found) if secret else {})}
        text = render_to_string(f"mail/{found.kind}.txt", said)
    subject, _line, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"
