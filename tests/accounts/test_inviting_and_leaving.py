"""OPS-1 and WHO-7: who brings in whom, and how somebody is shut out at once."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from accounts.errors import Invalid, NotAllowed
from accounts.models import Membership, Organisation, Role, User
from factories import outbox
from factories.actions import end_membership, invite, send_new_link
from factories.models import Delivery, Message
from tests.delivery.making import drain
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]


def bring(by: User, organisation: Organisation, role: Role, email: str = "new@people.example") -> Membership:
    with as_app(by, NOW):
        return invite(
            organisation=organisation, email=email, name="New Person", role=role, language="en", by=by, at=NOW
        )


def test_an_invited_person_chooses_a_password_and_signs_in(world: World) -> None:
    bring(world.administrator, world.factory.organisation, Role.FACTORY_MANAGER)
    drain()
    link = re.search(r"http://localhost:8000(/\S+)", mail.outbox[0].body)
    assert link
    client = Client()
    chosen = client.get(link[1], follow=True)
    form = {"password1": "a long new password", "password2": "a long new password"}
    client.post(chosen.redirect_chain[-1][0], form)
    client.post("/accounts/login/", {"login": "new@people.example", "password": "a long new password"})
    assert world.factory.name in client.get("/factories/").content.decode()


def test_the_link_is_stored_nowhere(world: World) -> None:
    bring(world.administrator, world.factory.organisation, Role.FACTORY_MANAGER)
    drain()
    kept = Message.rows.get(kind="invitation")
    assert "/accounts/" not in str(kept.facts)
    assert "/accounts/" not in outbox.words(kept)[1]


def test_a_factory_manager_invites_management_but_never_the_workers_side(world: World) -> None:
    bring(world.manager, world.factory.organisation, Role.PICC_MANAGEMENT)
    with pytest.raises(NotAllowed):
        bring(world.manager, world.factory.organisation, Role.PICC_WORKER, "worker@people.example")


def test_the_factorys_advisor_makes_worker_side_accounts(world: World) -> None:
    assert bring(world.advisor, world.factory.organisation, Role.PICC_WORKER).role == Role.PICC_WORKER
    with pytest.raises(NotAllowed):
        bring(world.other_advisor, world.factory.organisation, Role.PICC_WORKER, "b@people.example")


def test_management_neither_resets_nor_ends_a_worker_side_account(world: World) -> None:
    membership = world.picc_worker.memberships.get()
    for action in (send_new_link, end_membership):
        with pytest.raises(NotAllowed):
            action(membership=membership, by=world.manager, at=NOW)
        with as_app(world.advisor, NOW):
            action(membership=membership, by=world.advisor, at=NOW)


def test_management_does_not_read_a_workers_address(world: World, browse: Browse) -> None:
    address = f"/people/{world.factory.organisation_id}/"
    assert world.picc_worker.email not in browse(world.manager).get(address).content.decode()
    assert world.picc_worker.email in browse(world.advisor).get(address).content.decode()


def test_an_administrator_makes_no_planner(world: World) -> None:
    office = world.cambodia.organisation
    with pytest.raises(NotAllowed):
        bring(world.administrator, office, Role.TEAM_LEADER)
    assert bring(world.country_manager, office, Role.TEAM_LEADER)


@pytest.mark.parametrize("who", ["buyer_user", "manager", "advisor"])
def test_buyer_people_are_made_by_administrators_alone(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        bring(getattr(world, who), world.buyer.organisation, Role.BUYER_USER)
    assert bring(world.administrator, world.buyer.organisation, Role.BUYER_USER)


def test_a_factory_cannot_take_in_an_account_of_elsewhere(world: World) -> None:
    with pytest.raises(Invalid, match="administrator"):
        bring(world.manager, world.factory.organisation, Role.PICC_MANAGEMENT, world.assessor.email)


def test_leaving_ends_the_session_at_once(world: World) -> None:
    client = Client()
    client.force_login(world.picc_management)
    assert client.get("/account/").status_code == 200
    with as_app(world.manager, NOW):
        end_membership(membership=world.picc_management.memberships.get(), by=world.manager, at=NOW)
    assert client.get("/account/").status_code == 302


def test_whoever_left_gets_no_mail(world: World) -> None:
    membership = bring(world.manager, world.factory.organisation, Role.PICC_MANAGEMENT)
    with as_app(world.manager, NOW):
        end_membership(membership=membership, by=world.manager, at=NOW)
    drain()
    assert mail.outbox == []
    assert set(Delivery.rows.values_list("status", "reason")) == {("withheld", "closed")}


def test_nobody_ends_the_own_membership(world: World, browse: Browse) -> None:
    own = world.manager.memberships.get()
    assert browse(world.manager).post(f"/memberships/{own.pk}/end/").status_code == 404


def test_an_outsiders_people_are_not_here(world: World, browse: Browse) -> None:
    for person in (world.rival_manager, world.buyer_user, world.haitian_advisor):
        assert browse(person).get(f"/people/{world.factory.organisation_id}/").status_code == 404


def test_inviting_by_the_page(world: World, browse: Browse) -> None:
    client = browse(world.manager)
    form = {"name": "Sok Nary", "email": "nary@people.example", "role": "ambassador", "language": "en"}
    refused = client.post(f"/people/{world.factory.organisation_id}/invite/", {**form, "role": "picc_worker"})
    assert refused.status_code == 422
    client.post(f"/people/{world.factory.organisation_id}/invite/", form)
    assert "Sok Nary" in client.get(f"/people/{world.factory.organisation_id}/").content.decode()


def test_a_forgotten_password_goes_through_the_outbox(world: World) -> None:
    Client().post("/accounts/password/reset/", {"email": world.manager.email})
    assert mail.outbox == []
    drain()
    assert mail.outbox[0].to == [world.manager.email]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_an_unknown_address_gets_no_mail_and_no_hint(world: World) -> None:
    answer = Client().post("/accounts/password/reset/", {"email": "nobody@people.example"})
    assert answer.status_code == 302
    assert not Message.rows.exists()
