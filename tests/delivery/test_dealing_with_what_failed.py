"""The staff page of messages that did not arrive: who sees them, and what is done about each."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import User
from factories.actions.remedies import deal_with
from factories.models import Delivery, Remedy
from tests.delivery.making import delivery, drain, stopped, tell
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]


@pytest.fixture
def failed(world: World) -> Delivery:
    found = stopped(tell(world, world.advisor))
    mail.outbox.clear()
    return found


def act(failed: Delivery, by: User, how: str, **said: str) -> Remedy:
    with as_app(by, NOW):
        return deal_with(delivery=failed, how=how, by=by, at=NOW, **said)


def page(browse: Browse, person: User) -> str:
    return browse(person).get("/messages/").content.decode()


def test_leaders_manager_and_administrator_of_the_country_and_head_office_see_it(
    world: World, failed: Delivery, browse: Browse
) -> None:
    for person in (world.team_leader, world.country_manager, world.administrator, world.head_office):
        assert "connection refused" in page(browse, person)
    assert "connection refused" not in page(browse, world.haitian_team_leader)
    for person in (world.advisor, world.assessor, world.manager, world.buyer_user):
        assert browse(person).get("/messages/").status_code == 404


def test_the_database_keeps_it_from_everybody_else(world: World, failed: Delivery) -> None:
    see = set()
    for name, person in world.people().items():
        with as_app(person, NOW):
            if Delivery.rows.filter(pk=failed.pk).exists():
                see.add(name)
    assert see == {
        "advisor",  # the addressee
        "team_leader",
        "other_team_leader",
        "country_manager",
        "administrator",
        "head_office",
    }


def test_both_walls_agree(world: World, failed: Delivery) -> None:
    for name, person in world.people().items():
        with as_app(person, NOW):
            both = [
                rows.filter(pk=failed.pk).exists()
                for rows in (Delivery.rows, Delivery.rows.visible_to(person))
            ]
        assert both[0] == both[1], name


def test_a_person_starts_it_anew_from_the_list(world: World, failed: Delivery, browse: Browse) -> None:
    assert drain() == 0
    browse(world.team_leader).post(f"/messages/{failed.pk}/again/")
    drain()
    failed.refresh_from_db()
    assert (failed.status, len(mail.outbox), Remedy.rows.get().how) == ("sent", 1, "again")


def test_told_by_telephone_is_kept_with_the_words_and_leaves_the_page(
    world: World, failed: Delivery, browse: Browse
) -> None:
    form = {"how": "phone", "words": "Spoke with Ms Sokha at ten."}
    assert browse(world.team_leader).post(f"/messages/{failed.pk}/", form).status_code == 302
    assert "connection refused" not in page(browse, world.team_leader)
    kept = Remedy.rows.get()
    assert (kept.how, kept.by, kept.words) == ("phone", world.team_leader, "Spoke with Ms Sokha at ten.")
    failed.refresh_from_db()
    assert failed.status == "failed"  # what happened stays


def test_without_words_nothing_is_settled(world: World, failed: Delivery, browse: Browse) -> None:
    answer = browse(world.team_leader).post(f"/messages/{failed.pk}/", {"how": "phone", "words": " "})
    assert answer.status_code == 422
    assert not Remedy.rows.exists()


def test_two_people_deal_with_it_once(world: World, failed: Delivery) -> None:
    act(failed, world.team_leader, "not_needed", words="He has left the team.")
    with pytest.raises(WrongState):
        act(failed, world.country_manager, "phone", words="Called.")


def test_an_advisor_does_not_deal_with_it(world: World, failed: Delivery) -> None:
    with pytest.raises(NotAllowed):
        act(failed, world.other_advisor, "phone", words="Called.")


def test_an_accounts_link_goes_to_no_other_address(world: World) -> None:
    failed = stopped(tell(world, world.manager, kind="invitation", factory=None, facts={}))
    with pytest.raises(Invalid):
        act(failed, world.administrator, "other_address", words="New", address="thief@else.example")


def test_who_may_not_know_is_told_in_no_other_way(world: World) -> None:
    found = stopped(tell(world, world.advisor), "withheld", statutory=True, reason="sight")
    with pytest.raises(Invalid):
        act(found, world.team_leader, "phone", words="Called.")
    act(found, world.team_leader, "not_needed", words="He advises this factory no more.")


def test_a_withheld_notice_sent_again_is_judged_again(world: World) -> None:
    found = stopped(tell(world, world.advisor), "withheld", statutory=True, reason="sight", sent_at=None)
    mail.outbox.clear()
    act(found, world.team_leader, "again")
    drain()
    found.refresh_from_db()
    assert (found.status, found.reason, len(mail.outbox)) == ("sent", "", 1)


def test_another_address_is_used_once_and_the_first_stays_as_it_was(world: World, failed: Delivery) -> None:
    act(failed, world.team_leader, "other_address", words="Moved.", address="sokha@else.example")
    drain()
    assert mail.outbox[0].to == ["sokha@else.example"]
    assert mail.outbox[0].extra_headers["Message-ID"] != f"<{failed.mail_id}@betterwork.example>"
    assert delivery(failed.message).status == "failed"


def test_a_statutory_notice_stands_there_while_it_is_still_tried(world: World, browse: Browse) -> None:
    told = tell(world, world.advisor)
    drain()
    waiting = {"status": "queued", "statutory": True, "tried_since": NOW, "sent_at": None}
    Delivery.rows.filter(message=told, channel="mail").update(error="OSError: down", **waiting)
    assert "OSError: down" in page(browse, world.team_leader)


def test_an_administrator_sees_a_failed_invitation(world: World, browse: Browse) -> None:
    stopped(tell(world, world.manager, kind="invitation", factory=None, facts={}))
    assert world.manager.name in page(browse, world.administrator)
    assert world.manager.name not in page(browse, world.team_leader)
