"""WHO-10 and WHO-14: three conditions, who records which, and what each loss closes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import User
from factories import actions
from factories.actions.claims import WAITS, look_up_claims
from factories.models import AccessForm, BuyerLink, FactoryVisibility, PaidRegistration
from tests.delivery.making import drain
from tests.factories import NOW, link, make_buyer, make_user
from tests.personas import World
from tests.roles import as_app, as_role

Browse = Callable[[User | None], Client]


def claim(world: World, code: str, name: str = "Angkor Stitch") -> BuyerLink:
    with as_app(world.rival_buyer_user, NOW):
        return actions.claim_factory(
            buyer=world.rival_buyer, code=code, name=name, by=world.rival_buyer_user, at=NOW
        )


def place() -> None:
    with as_role("bw_worker"):
        look_up_claims(NOW)


def claims_page(browse: Browse, world: World) -> str:
    return browse(world.rival_buyer_user).get("/claims/").content.decode()


def test_the_worker_places_a_claim_and_the_manager_is_told(world: World) -> None:
    made = claim(world, world.rival_factory.code)
    place()
    made.refresh_from_db()
    assert made.factory == world.rival_factory
    drain()
    assert [sent.to for sent in mail.outbox] == [[world.rival_manager.email]]
    assert world.rival_buyer.name not in mail.outbox[0].body


def test_a_code_with_another_name_is_not_shown_to_that_factory(world: World) -> None:
    made = claim(world, world.rival_factory.code, "Quite Different Garments")
    place()
    made.refresh_from_db()
    assert made.factory is None


def test_a_known_and_an_unknown_code_look_the_same_to_the_buyer(world: World, browse: Browse) -> None:
    claim(world, world.rival_factory.code)
    place()
    known = claims_page(browse, world).replace(world.rival_factory.code, "CODE")
    BuyerLink.rows.filter(buyer=world.rival_buyer).delete()
    claim(world, "KH-0000")
    place()
    unknown = claims_page(browse, world).replace("KH-0000", "CODE")
    assert without_ids(known) == without_ids(unknown)


def without_ids(page: str) -> str:
    import re

    return re.sub(r"[0-9a-f-]{36}|value=\"[A-Za-z0-9]{64}\"|X-CSRFToken\": \"[^\"]+", "ID", page)


def test_a_declined_claim_looks_like_silence(world: World, browse: Browse) -> None:
    made = claim(world, world.rival_factory.code)
    place()
    before = without_ids(claims_page(browse, world))
    made.refresh_from_db()
    with as_app(world.rival_manager, NOW):
        actions.decline_claim(link=made, reason="We do not know them.", by=world.rival_manager, at=NOW)
    assert without_ids(claims_page(browse, world)) == before


@pytest.mark.parametrize("declined", [True, False])
def test_a_second_claim_within_the_waiting_time_is_refused_alike(world: World, declined: bool) -> None:
    made = claim(world, world.rival_factory.code if declined else "KH-0000")
    place()
    if declined:
        made.refresh_from_db()
        actions.decline_claim(link=made, reason="No.", by=world.rival_manager, at=NOW)
    with pytest.raises(Invalid, match="wait for its answer"):
        claim(world, made.claimed_code)
    later = NOW + WAITS + timedelta(minutes=1)
    with as_app(world.rival_buyer_user, later):
        actions.claim_factory(
            buyer=world.rival_buyer,
            code=made.claimed_code,
            name="Angkor",
            by=world.rival_buyer_user,
            at=later,
        )


def test_nobody_claims_for_another_buyer(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.claim_factory(buyer=world.buyer, code="KH-0001", name="X", by=world.rival_buyer_user, at=NOW)


def claimed(world: World) -> BuyerLink:
    return link(world.rival_buyer, world.factory, confirmed=False)


def test_the_factory_confirms_and_the_buyer_is_told(world: World) -> None:
    made = claimed(world)
    made.claimed_by = world.rival_buyer_user
    made.save()
    with as_app(world.manager, NOW):
        actions.confirm_claim(link=made, by=world.manager, at=NOW)
    drain()
    assert mail.outbox[0].to == [world.rival_buyer_user.email]


def test_staff_confirm_with_evidence_alone(world: World) -> None:
    made = claimed(world)
    with as_app(world.administrator, NOW):
        with pytest.raises(Invalid, match="evidence"):
            actions.confirm_claim(link=made, by=world.administrator, at=NOW)
        actions.confirm_claim(link=made, by=world.administrator, at=NOW, evidence="Order of March 2026")
    assert BuyerLink.rows.get(pk=made.pk).evidence == "Order of March 2026"


def test_the_manager_signs_for_one_named_buyer_that_claimed(world: World) -> None:
    stranger = make_buyer("Stranger Wear")
    with pytest.raises(WrongState):
        sign(world, stranger)
    claimed(world)
    sign(world, world.rival_buyer)
    with pytest.raises(WrongState):
        sign(world, world.rival_buyer)


def sign(world: World, buyer) -> AccessForm:
    with as_app(world.manager, NOW):
        return actions.sign_access_form(
            factory=world.factory, buyer=buyer, signed_name="Pich Sreymom", by=world.manager, at=NOW
        )


@pytest.mark.parametrize("who", ["picc_worker", "advisor", "buyer_user", "administrator"])
def test_nobody_but_the_manager_signs(world: World, who: str) -> None:
    claimed(world)
    with pytest.raises(NotAllowed):
        actions.sign_access_form(
            factory=world.factory,
            buyer=world.rival_buyer,
            signed_name="Somebody",
            by=getattr(world, who),
            at=NOW,
        )


def sees(user: User, world: World) -> bool:
    return FactoryVisibility.objects.filter(user_id=user.pk, factory_id=world.factory.pk).exists()


def test_with_all_three_the_buyer_sees_the_factory(world: World) -> None:
    made = claimed(world)
    with as_app(world.manager, NOW):
        actions.confirm_claim(link=made, by=world.manager, at=NOW)
    sign(world, world.rival_buyer)
    assert not sees(world.rival_buyer_user, world)
    with as_app(world.administrator, NOW):
        actions.register_buyer(
            buyer=world.rival_buyer, cycle=world.cycle, by=world.administrator, at=NOW, paid=True
        )
    assert sees(world.rival_buyer_user, world)


def end_link(world: World) -> None:
    standing = BuyerLink.rows.get(buyer=world.buyer)
    actions.end_relationship(link=standing, reason="No more orders.", by=world.manager, at=NOW)


def revoke(world: World) -> None:
    actions.revoke_access_form(form=AccessForm.rows.get(buyer=world.buyer), by=world.manager, at=NOW)


def refund(world: World) -> None:
    paid = PaidRegistration.rows.get(buyer=world.buyer)
    actions.end_registration(registration=paid, reason="Refunded.", by=world.administrator, at=NOW)


@pytest.mark.parametrize("lose", [end_link, revoke, refund])
def test_losing_one_closes_everything_at_the_next_request(
    world: World, browse: Browse, lose: Callable[[World], None]
) -> None:
    client = browse(world.buyer_user)
    assert client.get(f"/factories/{world.factory.pk}/").status_code == 200
    lose(world)
    assert client.get(f"/factories/{world.factory.pk}/").status_code == 404
    assert "Lotus" not in client.get("/factories/").content.decode()


def test_each_missing_condition_is_named_to_the_buyer_once_confirmed(world: World, browse: Browse) -> None:
    link(world.rival_buyer, world.factory)
    page = claims_page(browse, world)
    assert "The factory manager signs it for this buyer." in page
    assert "The programme administrator records it." in page


def test_staff_and_factory_see_all_three_of_every_buyer(world: World, browse: Browse) -> None:
    claimed(world)
    for person in (world.manager, world.administrator):
        page = browse(person).get(f"/factories/{world.factory.pk}/access/").content.decode()
        assert "Northwind Clothing" in page
        assert "Harbour Fashion" in page
        assert "The factory has not answered yet." in page


def test_a_buyer_reads_no_access_page(world: World, browse: Browse) -> None:
    assert browse(world.buyer_user).get(f"/factories/{world.factory.pk}/access/").status_code == 404


def test_an_unpaid_registration_opens_nothing_until_the_payment(world: World) -> None:
    refund(world)
    with as_app(world.administrator, NOW):
        made = actions.register_buyer(
            buyer=world.buyer, cycle=world.cycle, by=world.administrator, at=NOW, paid=False
        )
        assert not sees(world.buyer_user, world)
        actions.record_payment(registration=made, by=world.administrator, at=NOW)
    assert sees(world.buyer_user, world)


def test_the_manager_answers_by_the_page(world: World, browse: Browse) -> None:
    made = claimed(world)
    client = browse(world.manager)
    assert client.post(f"/claims/{made.pk}/answer/", {"answer": "decline"}).status_code == 422
    client.post(f"/claims/{made.pk}/answer/", {"answer": "confirm"})
    assert BuyerLink.rows.get(pk=made.pk).confirmed_by == world.manager


def test_an_administrator_places_a_claim_by_hand(world: World, browse: Browse) -> None:
    made = claim(world, "KH-0000", "Angkor Stitching Co")
    place()
    client = browse(world.administrator)
    assert "Angkor Stitching Co" in client.get("/claims/unplaced/").content.decode()
    client.post(f"/claims/{made.pk}/place/", {"code": world.rival_factory.code})
    assert BuyerLink.rows.get(pk=made.pk).factory == world.rival_factory


def test_a_person_of_two_organisations_signs_only_for_the_own_factory(world: World) -> None:
    visitor = make_user("Visitor", world.rival_factory.organisation, "factory_manager")
    claimed(world)
    with pytest.raises(NotAllowed):
        actions.sign_access_form(
            factory=world.factory, buyer=world.rival_buyer, signed_name="Visitor", by=visitor, at=NOW
        )
