"""The outbox: one row a key, claimed, checked again, sent, marked; and the pages that show it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client
from django.utils import translation

from accounts.models import User
from factories import outbox
from factories.models import BuyerLink, Message
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app, as_role

Browse = Callable[[User | None], Client]


def tell(world: World, to: User, key: str = "k1", at=NOW) -> Message:
    outbox.enqueue(key=key, kind="advisor_assigned", to=to, at=at, factory=world.factory)
    return Message.rows.get(key=key)


def drain() -> int:
    with as_role("bw_worker"):
        return outbox.drain()


def test_telling_twice_writes_one_row(world: World) -> None:
    with as_app(world.rival_buyer_user, NOW):
        for _ in range(2):
            outbox.enqueue(key="k", kind="advisor_assigned", to=world.advisor, at=NOW, factory=world.factory)
    assert Message.rows.count() == 1


def test_a_message_is_sent_once_with_a_stable_id(world: World) -> None:
    told = tell(world, world.advisor)
    assert drain() == 1
    assert drain() == 0
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{told.pk}@betterwork.example>"
    assert mail.outbox[0].subject.startswith("You advise Lotus Thread Apparel")


def test_access_is_checked_again_at_sending(world: World) -> None:
    told = tell(world, world.buyer_user)
    BuyerLink.rows.filter(buyer=world.buyer).update(ended_at=NOW)
    drain()
    told.refresh_from_db()
    assert (told.status, mail.outbox) == ("withheld", [])


def test_who_chose_no_language_gets_the_products_own(world: World) -> None:
    world.advisor.language = ""
    with translation.override("ar"):
        subject, _body = outbox.words(tell(world, world.advisor))
    assert subject.startswith("You advise")


def test_the_reader_gets_the_own_language(world: World) -> None:
    User.objects.filter(pk=world.advisor.pk).update(language="ar")
    told = tell(world, User.objects.get(pk=world.advisor.pk))
    assert outbox.words(told)[0]


@pytest.fixture
def broken_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object, messages: object) -> int:
        raise OSError("connection refused")

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)


def due_now() -> None:
    Message.rows.update(not_before=NOW - timedelta(days=900))


def test_a_failure_waits_longer_each_time_and_ends_on_a_staff_page(
    world: World, browse: Browse, broken_mail: None
) -> None:
    told = tell(world, world.advisor)
    for _ in range(outbox.ATTEMPTS):
        due_now()
        drain()
    told.refresh_from_db()
    assert (told.status, told.attempts) == ("failed", outbox.ATTEMPTS)
    page = browse(world.team_leader).get("/messages/").content.decode()
    assert "connection refused" in page
    assert "connection refused" not in browse(world.haitian_team_leader).get("/messages/").content.decode()


def test_a_person_starts_a_failed_message_anew(world: World, browse: Browse) -> None:
    told = tell(world, world.advisor)
    Message.rows.update(status="failed", attempts=6)
    assert drain() == 0
    browse(world.team_leader).post(f"/messages/{told.pk}/again/")
    assert drain() == 1
    told.refresh_from_db()
    assert (told.status, len(mail.outbox)) == ("sent", 1)


def test_a_failed_mail_about_a_secret_is_seen_by_nobody_else(world: World, browse: Browse) -> None:
    outbox.enqueue(key="s", kind="assessments_changed", to=world.assessor, at=NOW)
    Message.rows.update(status="failed", attempts=6)
    for person in (world.administrator, world.advisor, world.team_leader):
        with as_app(person, NOW):
            assert not Message.rows.exists()


def test_an_administrator_sees_a_failed_invitation(world: World, browse: Browse) -> None:
    outbox.enqueue(key="i", kind="invitation", to=world.manager, at=NOW)
    Message.rows.update(status="failed", attempts=6)
    assert world.manager.name in browse(world.administrator).get("/messages/").content.decode()


def test_one_broken_message_does_not_hold_back_the_rest(world: World) -> None:
    outbox.enqueue(key="broken", kind="no_such_kind", to=world.advisor, at=NOW)
    tell(world, world.advisor)
    drain()
    assert len(mail.outbox) == 1


def test_the_inbox_shows_ones_own_and_marks_it_read(world: World, browse: Browse) -> None:
    told = tell(world, world.advisor)
    client = browse(world.advisor)
    assert "You advise" not in client.get("/notices/").content.decode()  # not sent yet
    drain()
    assert "You advise" in client.get("/notices/").content.decode()
    assert "You advise" not in browse(world.other_advisor).get("/notices/").content.decode()
    client.post("/notices/read/")
    told.refresh_from_db()
    assert told.read_at == NOW


def test_an_inbox_forgets_what_one_may_no_longer_know(world: World, browse: Browse) -> None:
    tell(world, world.buyer_user)
    drain()
    client = browse(world.buyer_user)
    assert "Lotus" in client.get("/notices/").content.decode()
    BuyerLink.rows.filter(buyer=world.buyer).update(ended_at=NOW)
    assert "Lotus" not in client.get("/notices/").content.decode()


def test_a_message_of_another_is_not_here(world: World, browse: Browse) -> None:
    told = tell(world, world.advisor)
    drain()
    assert browse(world.manager).post(f"/notices/{told.pk}/read/").status_code == 404
    assert browse(world.manager).get("/messages/").status_code == 404
