"""Keys to the API: who makes one, what it opens, how it ends."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from accounts import clock
from accounts.errors import Invalid, NotAllowed
from accounts.models import ApiToken, Organisation, User
from factories import outbox
from factories.actions.keys import make_key, revoke_key
from factories.models import Delivery
from tests.delivery.making import drain
from tests.factories import NOW
from tests.personas import World
from tests.places.asking import ROOT
from tests.roles import as_app

FORM = {"name": "Sourcing system", "role": "buyer_user", "scopes": ["read"], "days": 30}


def key_for(by: User, organisation: Organisation, role: str, *scopes: str) -> str:
    given = {"organisation": organisation, "role": role, "scopes": scopes or ("read",)}
    with as_app(by, NOW):
        return make_key(pk=uuid4(), name="Sourcing system", days=30, by=by, at=NOW, **given)


@pytest.fixture
def buyers_key(world: World, at: Any) -> str:
    return key_for(world.buyer_user, world.buyer.organisation, "buyer_user")


@pytest.fixture
def managers_key(world: World, at: Any) -> str:
    return key_for(world.manager, world.factory.organisation, "factory_manager", "read", "write")


def ask(key: str, address: str) -> Any:
    return Client(raise_request_exception=False).get(
        f"{ROOT}/{address}/", headers={"authorization": f"Bearer {key}"}
    )


def tell(key: str, address: str, **sent: Any) -> Any:
    head = {"authorization": f"Bearer {key}"}
    client = Client(raise_request_exception=False)
    return client.post(f"{ROOT}/{address}/", sent, content_type="application/json", headers=head)


# -- Making one --------------------------------------------------------------------------


def test_a_key_is_shown_once(world: World, browse: Any) -> None:
    client, address = browse(world.buyer_user), f"/organisations/{world.buyer.organisation_id}/keys/"
    page = client.post(f"{address}new/", FORM)
    key = re.search(r"bwk_[\w-]{43}", page.content.decode())
    assert key and "no-store" in page.headers["Cache-Control"]
    assert ask(key[0], "factories").status_code == 200
    assert key[0] not in client.get(address).content.decode()


def test_only_its_digest_is_kept(buyers_key: str) -> None:
    kept = ApiToken.objects.values().get()
    assert buyers_key not in str(kept)


def test_a_form_sent_twice_makes_one_key(world: World, browse: Any) -> None:
    client, address = browse(world.buyer_user), f"/organisations/{world.buyer.organisation_id}/keys/new/"
    form = {**FORM, "form_id": str(uuid4())}
    assert [client.post(address, form).status_code for _ in range(2)] == [200, 422]
    assert ApiToken.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed(world: World, browse: Any) -> None:
    address = f"/organisations/{world.buyer.organisation_id}/keys/new/"
    page = browse(world.buyer_user).post(address, {**FORM, "days": 9999})
    assert page.status_code == 422
    assert "Sourcing system" in page.content.decode()


@pytest.mark.parametrize("name", ["advisor", "assessor", "team_leader", "country_manager"])
def test_roles_that_know_secrets_have_no_keys(world: World, at: Any, name: str) -> None:
    by = getattr(world, name)
    with pytest.raises(NotAllowed):
        key_for(by, world.cambodia.organisation, name)


def test_nobody_makes_a_key_in_anothers_role(world: World, at: Any) -> None:
    with pytest.raises(NotAllowed):
        key_for(world.administrator, world.factory.organisation, "factory_manager")


def test_an_unknown_scope_is_refused(world: World, at: Any) -> None:
    with pytest.raises(Invalid):
        key_for(world.manager, world.factory.organisation, "factory_manager", "everything")


@pytest.mark.parametrize("name", ["rival_manager", "picc_worker", "haitian_advisor", "rival_buyer_user"])
def test_an_outsider_finds_no_keys(world: World, browse: Any, managers_key: str, name: str) -> None:
    client, place = browse(getattr(world, name)), f"/organisations/{world.factory.organisation_id}/keys/"
    found = [client.get(place), client.get(f"{place}new/")]
    found.append(client.post(f"/keys/{ApiToken.objects.get().pk}/revoke/"))
    assert [answer.status_code for answer in found] == [404, 404, 404]


# -- What it opens -----------------------------------------------------------------------


def test_a_key_reads_what_its_role_may(world: World, buyers_key: str) -> None:
    assert [row["id"] for row in ask(buyers_key, "factories").json()["results"]] == [str(world.factory.pk)]
    assert ask(buyers_key, f"factories/{world.rival_factory.pk}").status_code == 404


def test_a_key_opens_no_page(world: World, buyers_key: str) -> None:
    answer = Client().get("/factories/", headers={"authorization": f"Bearer {buyers_key}"})
    assert answer.status_code == 302


def test_a_wrong_key_opens_nothing(world: World, at: Any) -> None:
    assert ask("bwk_wrong", "factories").status_code == 401


def test_a_reading_key_does_nothing(world: World, buyers_key: str) -> None:
    answer = tell(buyers_key, "buyer-links/claim", code="KH-9999", name="Angkor")
    assert (answer.status_code, "scope" in answer.json()["detail"]) == (403, True)


def test_a_writing_key_does_its_roles_verbs(world: World, managers_key: str) -> None:
    address = f"factories/{world.factory.pk}/correct-facts"
    assert tell(managers_key, address, workers=1100).json()["workers"] == 1100


def test_no_key_signs_or_invites(world: World, managers_key: str) -> None:
    assert tell(managers_key, f"factories/{world.factory.pk}/sign-anti-bribery").status_code == 403
    assert tell(managers_key, "memberships/invite").status_code == 403


def test_the_last_use_is_seen(world: World, buyers_key: str, browse: Any) -> None:
    address = f"/organisations/{world.buyer.organisation_id}/keys/"
    assert "Never" in browse(world.buyer_user).get(address).content.decode()
    ask(buyers_key, "factories")
    assert "Never" not in browse(world.buyer_user).get(address).content.decode()


def test_a_key_asks_so_often_a_minute(world: World, buyers_key: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("accounts.tokens.KeyThrottle.THROTTLE_RATES", {"key": "2/min"})
    assert [ask(buyers_key, "factories").status_code for _ in range(3)] == [200, 200, 429]


# -- How it ends -------------------------------------------------------------------------


def test_a_key_runs_out(world: World, buyers_key: str, monkeypatch: Any) -> None:
    later = datetime.now(UTC) + timedelta(days=31)
    monkeypatch.setattr(clock, "real", lambda: later)
    assert ask(buyers_key, "factories").status_code == 401


def test_a_revoked_key_opens_nothing(world: World, buyers_key: str, browse: Any) -> None:
    browse(world.buyer_user).post(f"/keys/{ApiToken.objects.get().pk}/revoke/")
    assert ask(buyers_key, "factories").status_code == 401


def test_an_administrator_revokes_a_lost_key(world: World, managers_key: str) -> None:
    with as_app(world.administrator, NOW):
        revoke_key(token=ApiToken.objects.get(), by=world.administrator, at=NOW)
    assert ask(managers_key, "factories").status_code == 401


def test_a_key_sees_nothing_once_the_factorys_access_has_ended(world: World, managers_key: str) -> None:
    type(world.factory).rows.filter(pk=world.factory.pk).update(access_ended_at=NOW)
    assert ask(managers_key, "factories").json()["results"] == []


# -- A key is no person ------------------------------------------------------------------


def test_a_key_gets_no_mail(world: World, managers_key: str) -> None:
    machine = ApiToken.objects.get().user
    outbox.enqueue(key="k", kind="advisor_assigned", to=machine, at=NOW, factory=world.factory)
    drain()
    assert (Delivery.rows.count(), mail.outbox) == (0, [])


def test_a_key_is_none_of_the_factorys_people(world: World, managers_key: str, browse: Any) -> None:
    page = browse(world.manager).get(f"/factories/{world.factory.pk}/access/").content.decode()
    assert "Sourcing system" not in page
