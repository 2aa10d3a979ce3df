"""The three conditions by the API; a buyer learns nothing before the factory has confirmed."""

from typing import Any

import pytest

from factories.models import AccessForm, BuyerLink, PaidRegistration
from tests.factories import link, pay, sign_access_form
from tests.personas import World
from tests.places.asking import get, post, results


def claimed(world: World) -> BuyerLink:
    return link(world.rival_buyer, world.factory, confirmed=False)


def test_a_buyer_claims_and_the_factory_confirms(world: World, browse: Any) -> None:
    claim = post(browse(world.rival_buyer_user), "buyer-links/claim", code="KH-9999", name="Lotus")
    assert (claim.status_code, claim.json()["state"]) == (201, "waiting")
    made = claimed(world)
    assert post(browse(world.manager), f"buyer-links/{made.pk}/confirm").json()["state"] == "confirmed"


def test_a_claim_reads_alike_whether_its_factory_was_found(world: World, browse: Any) -> None:
    found, client = claimed(world), browse(world.rival_buyer_user)
    unknown = link(world.rival_buyer, world.rival_factory, confirmed=False)
    BuyerLink.rows.filter(pk=unknown.pk).update(factory=None)
    rows = {row["id"]: row for row in results(client, "buyer-links")}
    assert rows[str(found.pk)]["factory"] is rows[str(unknown.pk)]["factory"] is None


@pytest.mark.parametrize("verb", ["confirm", "decline", "place"])
def test_a_verb_tells_a_buyer_nothing_of_its_claim(world: World, browse: Any, verb: str) -> None:
    found, client = claimed(world), browse(world.rival_buyer_user)
    before = post(client, f"buyer-links/{found.pk}/{verb}", reason="", code="KH-0001").status_code
    BuyerLink.rows.filter(pk=found.pk).update(factory=None)
    assert (
        post(client, f"buyer-links/{found.pk}/{verb}", reason="", code="KH-0001").status_code == before == 404
    )


def test_a_declined_claim_reads_like_silence(world: World, browse: Any) -> None:
    made, client = claimed(world), browse(world.rival_buyer_user)
    before = get(client, f"buyer-links/{made.pk}").json()
    assert post(browse(world.manager), f"buyer-links/{made.pk}/decline", reason="No").status_code == 200
    assert get(client, f"buyer-links/{made.pk}").json() == before


def test_what_a_buyer_withdrew_is_gone(world: World, browse: Any) -> None:
    made, client = claimed(world), browse(world.rival_buyer_user)
    assert post(client, f"buyer-links/{made.pk}/withdraw").status_code == 204
    assert results(client, "buyer-links") == []


def test_a_form_signed_before_the_answer_is_unseen_by_the_buyer(world: World, browse: Any) -> None:
    claimed(world)
    sign_access_form(world.rival_buyer, world.factory, world.manager)
    pay(world.rival_buyer, world.cycle, world.administrator)
    client = browse(world.rival_buyer_user)
    assert results(client, "access-forms") == results(client, "registrations") == []


def test_a_buyer_reads_its_own_conditions_alone(world: World, browse: Any) -> None:
    link(world.rival_buyer, world.factory)
    sign_access_form(world.rival_buyer, world.factory, world.manager)
    client = browse(world.buyer_user)
    for name in ("buyers", "buyer-links", "access-forms", "registrations"):
        assert str(world.rival_buyer.pk) not in get(client, name).content.decode()


def test_staff_place_a_claim(world: World, browse: Any) -> None:
    made, client = claimed(world), browse(world.administrator)
    BuyerLink.rows.filter(pk=made.pk).update(factory=None)
    assert post(client, f"buyer-links/{made.pk}/place", code="KH-9999").status_code == 422
    placed = post(client, f"buyer-links/{made.pk}/place", code=world.factory.code).json()
    assert placed["factory"] == str(world.factory.pk)


def test_the_manager_signs_and_revokes(world: World, browse: Any) -> None:
    link(world.rival_buyer, world.factory)
    client, pair = (
        browse(world.manager),
        {"factory": str(world.factory.pk), "buyer": str(world.rival_buyer.pk)},
    )
    assert post(client, "access-forms/sign", signed_name="", **pair).status_code == 422
    made = post(client, "access-forms/sign", signed_name="Pich Sreymom", **pair).json()
    assert post(client, f"access-forms/{made['id']}/revoke").json()["revoked_at"]
    assert AccessForm.rows.filter(buyer=world.rival_buyer, revoked_at=None).count() == 0


def test_an_administrator_registers_and_records_the_payment(world: World, browse: Any) -> None:
    client = browse(world.administrator)
    sent = {"buyer": str(world.rival_buyer.pk), "cycle": str(world.cycle.pk), "paid": False}
    made = post(client, "registrations/register", **sent).json()
    assert post(client, f"registrations/{made['id']}/pay").json()["paid_at"]
    assert post(client, f"registrations/{made['id']}/pay").status_code == 409
    assert post(client, f"registrations/{made['id']}/end", reason="Refunded").json()["ended_at"]
    assert not PaidRegistration.rows.paid().filter(buyer=world.rival_buyer).exists()


def test_nobody_else_records_payments(world: World, browse: Any) -> None:
    sent = {"buyer": str(world.rival_buyer.pk), "cycle": str(world.cycle.pk), "paid": True}
    assert post(browse(world.team_leader), "registrations/register", **sent).status_code == 404


def test_a_relationship_ends_with_a_reason(world: World, browse: Any) -> None:
    made, client = BuyerLink.rows.get(buyer=world.buyer), browse(world.manager)
    assert post(client, f"buyer-links/{made.pk}/end", reason="").status_code == 422
    assert post(client, f"buyer-links/{made.pk}/end", reason="No orders").json()["state"] == "ended"
    assert get(browse(world.buyer_user), f"factories/{world.factory.pk}").status_code == 404


def test_an_administrator_adds_a_buyer(world: World, browse: Any) -> None:
    assert post(browse(world.administrator), "buyers/add", name="Southwind").status_code == 201
    assert post(browse(world.administrator), "buyers/add", name="southwind").status_code == 422
    assert post(browse(world.manager), "buyers/add", name="Eastwind").status_code == 404
