"""A walk past addresses as one person, and what is remembered of each answer."""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.walls.addresses import ADDRESSES, Rows
from tests.walls.canaries import SECRET_DAY

MAY_BE_UNWELL = {"health"}  # no worker and no beat here
EVERY = sorted(set(ADDRESSES) - MAY_BE_UNWELL)

CANARY = re.compile(r"canary-([a-z]+)-([a-z]+)-([a-z_]+)")
SECRET_DAYS = (SECRET_DAY.isoformat(), f"{SECRET_DAY.day} May {SECRET_DAY.year}", f"May {SECRET_DAY.year}")
THE_DAY = "the day of the planned assessment"

# What differs from one answer to the next by itself: tokens and client-made ids
RANDOM = re.compile(
    rb'((?:X-CSRFToken": |name="(?:csrfmiddlewaretoken|form_id|client_id)"[^>]*value=)")[^"]*'
)


@dataclass(frozen=True)
class Answer:
    """What one address said: two alike are of the same bytes, at the same number of queries."""

    status: int
    digest: str  # of the body without what is random
    queries: int
    songs: frozenset[str]  # canaries that sing in body or headers, as `app.model.field`


def answering(persona: str) -> list[str]:
    """The addresses that show this persona something."""
    return [name for name in EVERY if persona in ADDRESSES[name].for_ and not ADDRESSES[name].post]


def seen(client: Client, rows: Rows, names: Collection[str] = EVERY) -> dict[str, Answer]:
    return {name: _answer(client, name, rows) for name in names}


def _answer(client: Client, name: str, rows: Rows) -> Answer:
    with _counted() as asked:
        response = ask(client, name, rows)
    digest = sha256(told(response.content)).hexdigest()
    return Answer(response.status_code, digest, len(asked), songs(response))


def ask(client: Client, name: str, rows: Rows) -> HttpResponse:
    """The response to an address; the address of the canary row, as a person would guess it."""
    address = ADDRESSES[name]
    target = reverse(name, kwargs=address.about(rows))
    cookies = dict(client.cookies)  # one of the addresses signs out
    with undone():
        response: HttpResponse = client.post(target) if address.post else client.get(target)
    client.cookies.clear()
    client.cookies.update(cookies)
    return response


@contextmanager
def undone() -> Iterator[None]:
    """What a request writes is taken back, so that addresses do not depend on their order."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _counted() -> Iterator[list[None]]:
    """One entry for each statement; Django's own log would also keep and format every text."""
    asked: list[None] = []

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        asked.append(None)
        return execute(*given)

    with connection.execute_wrapper(count):
        yield asked


def told(body: bytes) -> bytes:
    """What an answer says, without what is random; of a spreadsheet all but the moment it was made."""
    if not body.startswith(b"PK"):
        return RANDOM.sub(rb"\1", body)
    with ZipFile(BytesIO(body)) as book:
        return b"".join(book.read(name) for name in book.namelist() if name != "docProps/core.xml")


def songs(response: HttpResponse) -> frozenset[str]:
    text = response.content.decode(errors="replace") + str(response.headers)
    days = {THE_DAY} if any(day in text for day in SECRET_DAYS) else set()
    return frozenset({".".join(song) for song in CANARY.findall(text)} | days)
