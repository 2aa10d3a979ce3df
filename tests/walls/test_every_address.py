"""Every address, for every persona: an answer for those it is for, 404 for everybody else."""

import re
from collections.abc import Callable
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from accounts.models import User
from tests.personas import World
from tests.walls.addresses import ADDRESSES, EVERYBODY, KNOWN, NOT_OURS, READERS, Rows, named_addresses
from tests.walls.canaries import SECRET_DAY, fill

MAY_BE_UNWELL = {"health"}  # no worker and no beat here

Browse = Callable[[User | None], Client]


@pytest.fixture
def rows(world: World) -> Rows:
    return fill(world)


@contextmanager
def undone():
    """What a request writes is taken back, so that addresses do not depend on their order."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, name: str, rows: Rows):
    """The response to an address; the address of the canary row, as a person would guess it."""
    address = ADDRESSES[name]
    target = reverse(name, kwargs=address.about(rows))
    cookies = deepcopy(client.cookies)  # one of the addresses signs out
    with undone():
        response = client.post(target) if address.post else client.get(target)
    client.cookies = cookies
    return response


def test_every_address_has_its_row() -> None:
    assert named_addresses() == set(ADDRESSES)


def test_an_address_without_a_row_is_noticed() -> None:
    forgotten = [path("forgotten/", lambda request: None, name="forgotten")]
    assert named_addresses(forgotten) - set(ADDRESSES) == {"forgotten"}


def test_the_personas_of_the_table_are_those_of_the_world(world: World) -> None:
    assert set(world.people()) == EVERYBODY


def test_who_has_not_signed_in_is_sent_to_the_sign_in(world: World, rows: Rows, browse: Browse) -> None:
    client = browse(None)
    for name, address in ADDRESSES.items():
        response = ask(client, name, rows)
        assert leaked(text_of(response), "nobody") == set(), name
        if address.open:
            assert response.status_code != 302, name
        else:
            assert response.status_code in {302, 401, 403, 404}, name
            assert response.status_code != 302 or reverse("account_login") in response.headers["Location"]


CANARY = re.compile(r"canary-([a-z]+)-([a-z]+)-([a-z_]+)")
SECRET_DAYS = (SECRET_DAY.isoformat(), f"{SECRET_DAY.day} May {SECRET_DAY.year}", f"May {SECRET_DAY.year}")


def leaked(body: str, persona: str) -> set[str]:
    """Canaries in the text that this persona may not have seen, and the secret day."""
    found = set()
    for app, model, field in CANARY.findall(body):
        if persona not in READERS.get(f"{app}.{model}", READERS["inside"]):
            found.add(f"{app}.{model}.{field}")
    if persona not in KNOWN and any(day in body for day in SECRET_DAYS):
        found.add("the day of the planned assessment")
    return found


@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_addresses_answer_those_they_are_for_and_tell_no_secret(
    persona: str, world: World, rows: Rows, browse: Browse
) -> None:
    """One walk past all addresses; two would cost twice the minutes."""
    client = browse(world.people()[persona])
    found = {name: ask(client, name, rows) for name in set(ADDRESSES) - MAY_BE_UNWELL}
    assert {name for name, response in found.items() if response.status_code >= 500} == set()
    answered = {name for name, response in found.items() if response.status_code not in {403, 404}}
    meant = {name for name, address in ADDRESSES.items() if persona in address.for_} - MAY_BE_UNWELL
    assert answered - meant == set(), "open to them by mistake"
    assert meant - answered == set(), "closed to them by mistake"
    songs = {name: leaked(text_of(response), persona) for name, response in found.items()}
    assert {name: leak for name, leak in songs.items() if leak} == {}


def text_of(response: HttpResponse) -> str:
    return response.content.decode(errors="replace") + str(response.headers)


def test_a_leak_is_noticed() -> None:
    assert leaked("… canary-advisory-staffnote-words …", "manager") == {"advisory.staffnote.words"}
    assert leaked(f"on {SECRET_DAY.isoformat()}", "advisor") == {"the day of the planned assessment"}


def test_only_libraries_are_left_out() -> None:
    assert all(
        prefix.startswith(("account_", "mfa_", "socialaccount_", "api-root", "usersessions_"))
        for prefix in NOT_OURS
    )


def test_requests_run_as_the_application(world: World, browse: Browse) -> None:
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

    client = browse(world.manager)
    with connection.execute_wrapper(role):
        client.get("/")
    assert seen == ["bw_app"]
