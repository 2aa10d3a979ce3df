"""Every address, for every persona: an answer for those it is for, 404 for everybody else; and the same bytes at the
same number of queries with and without each secret that is kept from them (NTF-3, NTF-4, ASM-2).

A walk past all addresses takes seconds, so everybody's first one is made once and remembered.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from accounts.models import User
from tests.personas import World, signed_in
from tests.walls.addresses import ADDRESSES, EVERYBODY, KNOWN, NOT_OURS, READERS, Rows, named_addresses
from tests.walls.canaries import SECRET_DAY
from tests.walls.planted import ENTRY, FILE, SECRETS, kept_from, plant
from tests.walls.walk import EVERY, MAY_BE_UNWELL, THE_DAY, Answer, answering, ask, seen, songs, undone

Browse = Callable[[User | None], Client]


class Walks:
    """Everybody's way past the addresses of a filled world."""

    def __init__(self, world: World, rows: Rows) -> None:
        self.world, self.rows = world, rows
        self.clients = {name: signed_in(user) for name, user in self.world.people().items()}
        self.first: Callable[[str], dict[str, Answer]] = cache(self.walk)

    def walk(self, persona: str, names: Collection[str] = EVERY) -> dict[str, Answer]:
        return seen(self.clients[persona], self.rows, names)

    def changed_by(self, persona: str, *secrets: str, at: Collection[str] = EVERY) -> set[str]:
        """The addresses of these that say something else when these secrets are there."""
        before = self.first(persona)
        with undone():
            plant(self.world, *secrets)
            after = self.walk(persona, at)
        return {name for name in at if after[name] != before[name]}


@pytest.fixture(scope="module")
def shared(filled: tuple[World, Rows], django_db_blocker: Any) -> Walks:
    with django_db_blocker.unblock():
        return Walks(*filled)


@pytest.fixture
def walks(shared: Walks, db: None, at: Callable[[object], None]) -> Walks:
    return shared


def test_every_address_has_its_row() -> None:
    assert named_addresses() == set(ADDRESSES)


def test_an_address_without_a_row_is_noticed() -> None:
    forgotten = [path("forgotten/", lambda request: None, name="forgotten")]
    assert named_addresses(forgotten) - set(ADDRESSES) == {"forgotten"}


def test_the_personas_of_the_table_are_those_of_the_world(walks: Walks) -> None:
    assert set(walks.clients) == EVERYBODY


def test_who_has_not_signed_in_is_sent_to_the_sign_in(walks: Walks, browse: Browse) -> None:
    client = browse(None)
    for name, address in ADDRESSES.items():
        response = ask(client, name, walks.rows)
        assert leaked(songs(response), "nobody") == set(), name
        if address.open:
            assert response.status_code != 302, name
        else:
            assert response.status_code in {302, 401, 403, 404}, name
            assert response.status_code != 302 or reverse("account_login") in response.headers["Location"]


def leaked(heard: Collection[str], persona: str) -> set[str]:
    """Of the canaries that sang, those that this persona may not have heard."""
    return {song for song in heard if persona not in _may_hear(song)}


def _may_hear(song: str) -> set[str]:
    return KNOWN if song == THE_DAY else READERS.get(song.rpartition(".")[0], READERS["inside"])


@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_addresses_answer_those_they_are_for_and_tell_no_secret(persona: str, walks: Walks) -> None:
    found = walks.first(persona)
    assert {name for name, answer in found.items() if answer.status >= 500} == set()
    answered = {name for name, answer in found.items() if answer.status not in {403, 404}}
    meant = {name for name, address in ADDRESSES.items() if persona in address.for_} - MAY_BE_UNWELL
    assert answered - meant == set(), "open to them by mistake"
    assert meant - answered == set(), "closed to them by mistake"
    leaks = {name: leaked(answer.songs, persona) for name, answer in found.items()}
    assert {name: leak for name, leak in leaks.items() if leak} == {}


def where_it_might_show(persona: str) -> Collection[str]:
    """All that answers them; who is near to a secret that is nobody's file asks at every address."""
    return answering(persona) if set(kept_from(persona)) <= {FILE, ENTRY} else EVERY


@pytest.mark.parametrize("persona", sorted(filter(kept_from, EVERYBODY)))
def test_no_secret_changes_anything_for_those_outside(persona: str, walks: Walks) -> None:
    """All that is kept from this persona at once: bytes of several do not cancel each other out. Where something
    changed, each is tried alone, so that the failure names it.
    """
    secrets = kept_from(persona)
    changed = walks.changed_by(persona, *secrets, at=where_it_might_show(persona))
    assert not changed, {name: walks.changed_by(persona, name, at=changed) for name in secrets}


@pytest.mark.parametrize(("secret", "persona", "address"), [
    ("planned assessment", "team_leader", "assessments"),
    ("unreleased report", "team_leader", "reports"),
    ("staff note", "advisor", "factory_visits"),
    ("zero tolerance file", "country_manager", "zero_tolerance"),
    ("entry of the logbook", "head_office", "logbook"),
])  # fmt: skip
def test_who_is_inside_notices_it(secret: str, persona: str, address: str, walks: Walks) -> None:
    assert persona not in SECRETS[secret][1]
    assert walks.changed_by(persona, secret, at={address}) == {address}


def test_a_leak_is_noticed() -> None:
    assert leaked({"advisory.staffnote.words"}, "manager") == {"advisory.staffnote.words"}
    assert leaked({THE_DAY}, "advisor") == {THE_DAY}


def test_a_canary_and_the_secret_day_are_heard() -> None:
    assert songs(HttpResponse("… canary-advisory-staffnote-words …")) == {"advisory.staffnote.words"}
    assert songs(HttpResponse(f"on {SECRET_DAY.isoformat()}")) == {THE_DAY}


def test_only_libraries_are_left_out() -> None:
    assert all(
        prefix.startswith(("account_", "mfa_", "socialaccount_", "api-root", "usersessions_"))
        for prefix in NOT_OURS
    )


def test_requests_run_as_the_application(walks: Walks, browse: Browse) -> None:
    seen = []

    def role(execute, sql, params, many, context):
        if not seen and "FROM" in sql:
            with (
                context["connection"].wrap_database_errors,
                context["connection"].connection.cursor() as cursor,
            ):
                cursor.execute("SELECT current_user")
                seen.append(cursor.fetchone()[0])
        return execute(sql, params, many, context)

    client = browse(walks.world.manager)
    with connection.execute_wrapper(role):
        client.get("/")
    assert seen == ["bw_app"]
