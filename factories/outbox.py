"""The outbox: what is to be told to whom stands in rows, written in the transaction that made it true.

Here kinds of messages are registered, messages written, and their words found. How they go out, by
which channel and what became of them: `factories/delivery/`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from factories.models import Factory, Family, Message
from factories.models.visibility import FactoryVisibility


def sees_factory(message: Message) -> bool:
    """The ordinary check: a message about a factory goes to somebody who sees it today."""
    if message.factory_id is None:
        return True
    seen = FactoryVisibility.objects.filter(user_id=message.to_id, factory_id=message.factory_id)
    return seen.exists()


def no_words(message: Message) -> Mapping[str, object]:
    return {}


def in_the_inbox(message: Message) -> str:
    return reverse("notices")


@dataclass(frozen=True)
class Kind:
    """What an app adds to a kind of message.

    `may_know`: who may still know, judged at each sending. `words`: how its facts are said;
    `secrets` (links with a token) are in the mail alone, neither stored nor shown in the inbox.
    `statutory`: at once and by every channel, whatever the person prefers; until it is delivered it
    stands on the staff page. It should carry its factory, by whose country staff is found.
    `behind_sign_in`: the mail says only that something waits. What must not be known to exist
    carries no factory either: then no member of staff sees that its mail failed.
    `about`: the path that a webhook names.
    """

    may_know: Callable[[Message], bool] = sees_factory
    words: Callable[[Message], Mapping[str, object]] = no_words
    secrets: Callable[[Message], Mapping[str, object]] = no_words
    family: Family = Family.OTHER
    statutory: bool = False
    behind_sign_in: bool = False
    about: Callable[[Message], str] = in_the_inbox


KINDS: dict[str, Kind] = {}
ORDINARY = Kind()


def register(
    kind: str,
    *,
    may_know: Callable[[Message], bool] = sees_factory,
    words: Callable[[Message], Mapping[str, object]] = no_words,
    secrets: Callable[[Message], Mapping[str, object]] = no_words,
    family: Family = Family.OTHER,
    statutory: bool = False,
    behind_sign_in: bool = False,
    about: Callable[[Message], str] = in_the_inbox,
) -> None:
    """Called in an app's `ready()`; a kind that nobody registered is `ORDINARY`."""
    KINDS[kind] = Kind(may_know, words, secrets, family, statutory, behind_sign_in, about)


def kind_of(message: Message) -> Kind:
    return KINDS.get(message.kind, ORDINARY)


def family_of(kind: str) -> Family:
    return KINDS.get(kind, ORDINARY).family


def kinds_of(family: str) -> list[str]:
    """The registered kinds of a family."""
    return [name for name, kind in KINDS.items() if kind.family == family]


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


# -- Words ------------------------------------------------------------------------------


def words(found: Message, secret: bool = False, language: str = "") -> tuple[str, str]:
    """Subject and text of a message, in the reader's language unless another is given (a page's)."""
    kind = kind_of(found)
    known = {"to": found.to, "factory": found.factory, "base_url": settings.BASE_URL, "message": found}
    with translation.override(language or language_of(found.to)):
        said = {**found.facts, **known, **kind.words(found), **(kind.secrets(found) if secret else {})}
        return split(render_to_string(f"mail/{found.kind}.txt", said))


def mail_words(found: Message) -> tuple[str, str]:
    """What the mail says: all of it, or only that something waits behind sign-in."""
    if not kind_of(found).behind_sign_in:
        return words(found, secret=True)
    with translation.override(language_of(found.to)):
        return split(
            render_to_string("mail/behind_sign_in.txt", {"to": found.to, "base_url": settings.BASE_URL})
        )


def language_of(person: User) -> str:
    return person.language or settings.LANGUAGE_CODE


def split(text: str) -> tuple[str, str]:
    """The first line is the subject."""
    subject, _line, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"
