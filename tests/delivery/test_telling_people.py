"""The outbox and its ledger: one row a key, one delivery a channel, judged again, sent, marked."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import OperationalError
from django.test import Client
from django.utils import translation

from accounts import clock
from accounts.models import User
from factories import outbox
from factories.delivery import sending
from factories.delivery.patience import patience, wait_after
from factories.delivery.sending import Run
from factories.models import AccessForm, BuyerLink, Delivery, Message
from tests.delivery.making import at_real, delivery, drain, tell
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]


@pytest.fixture
def kind() -> Callable[..., None]:
    """Registers a kind for the test: `kind("item_done", statutory=True)`."""
    kept = dict(outbox.KINDS)
    yield outbox.register
    outbox.KINDS.clear()
    outbox.KINDS.update(kept)


def test_telling_twice_writes_one_row(world: World) -> None:
    with as_app(world.rival_buyer_user, NOW):
        for _ in range(2):
            outbox.enqueue(key="k", kind="advisor_assigned", to=world.advisor, at=NOW, factory=world.factory)
    assert Message.rows.count() == 1


def test_each_channel_has_its_row_and_its_moment(world: World) -> None:
    told = tell(world, world.advisor)
    drain()
    rows = Delivery.rows.filter(message=told).order_by("channel")
    assert list(rows.values_list("channel", "status", "attempts")) == [
        ("inbox", "sent", 1),
        ("mail", "sent", 1),
    ]
    assert all(row.sent_at for row in rows)
    assert rows[1].sent_to == world.advisor.email


def test_a_message_is_sent_once_with_a_stable_id(world: World) -> None:
    told = tell(world, world.advisor)
    drain()
    assert drain() == 0
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [
        f"<{delivery(told).pk}@betterwork.example>"
    ]
    assert mail.outbox[0].subject.startswith("You advise Lotus Thread Apparel")


def test_laying_twice_makes_no_second_delivery(world: World) -> None:
    told = tell(world, world.advisor)
    drain()
    Message.rows.filter(pk=told.pk).update(laid_at=None)  # as if two workers had laid it
    drain()
    assert (Delivery.rows.count(), len(mail.outbox)) == (2, 1)


def test_a_worker_that_dies_after_sending_sends_again_under_the_same_id(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(world, world.advisor)
    sending.lay(NOW, clock.real())
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(sending, "advance_all", Mock(side_effect=KeyboardInterrupt))
        sending._send_letters(Run(), NOW, clock.real(), 10)
    at_real(monkeypatch, clock.real() + sending.LEASE)
    drain()
    assert len(mail.outbox) == 2
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1


def test_a_claim_that_another_worker_took_over_is_not_sent_by_the_first(world: World) -> None:
    tell(world, world.advisor)
    sending.lay(NOW, clock.real())
    claimed = sending._claim("mail", NOW, clock.real(), 10, Run())
    Delivery.rows.filter(pk=claimed[0].pk).update(attempts=2)  # the lease ran out, another one claimed it
    sent = sending.deliver(claimed, lambda letter: ("nobody", ""), NOW, clock.real())
    assert (sent, delivery(claimed[0].message).status) == (None, "queued")


def test_access_is_checked_again_at_sending(world: World) -> None:
    told = tell(world, world.buyer_user)
    BuyerLink.rows.filter(buyer=world.buyer).update(ended_at=NOW)
    drain()
    assert set(Delivery.rows.filter(message=told).values_list("status", "reason")) == {
        ("withheld", "relationship")
    }
    assert mail.outbox == []


def test_a_buyer_whose_form_was_revoked_between_is_not_told_and_staff_read_why(
    world: World, browse: Browse, kind: Callable[..., None]
) -> None:
    kind("item_done", statutory=True)
    told = tell(world, world.buyer_user, kind="item_done")
    AccessForm.rows.filter(buyer=world.buyer).update(revoked_at=NOW)
    drain()
    assert (delivery(told).reason, mail.outbox) == ("form", [])
    page = browse(world.team_leader).get("/messages/").content.decode()
    assert "the access form is not signed" in page
    assert world.buyer_user.name in page


def test_an_ordinary_message_that_is_withheld_waits_for_nobody(world: World, browse: Browse) -> None:
    tell(world, world.buyer_user)
    BuyerLink.rows.filter(buyer=world.buyer).update(ended_at=NOW)
    drain()
    assert world.buyer_user.name not in browse(world.team_leader).get("/messages/").content.decode()


def test_who_chose_no_language_gets_the_products_own(world: World) -> None:
    world.advisor.language = ""
    with translation.override("ar"):
        subject, _body = outbox.words(tell(world, world.advisor))
    assert subject.startswith("You advise")


def test_the_mail_speaks_the_readers_language(world: World) -> None:
    User.objects.filter(pk=world.advisor.pk).update(language="ar")
    tell(world, User.objects.get(pk=world.advisor.pk))
    drain()
    sent = mail.outbox[0]
    assert sent.extra_headers["Content-Language"] == "ar"
    assert any("\u0600" <= letter <= "\u06ff" for letter in sent.subject)


def test_a_kind_behind_sign_in_says_nothing_in_the_mail(
    world: World, browse: Browse, kind: Callable[..., None]
) -> None:
    kind("advisor_assigned", behind_sign_in=True)
    tell(world, world.advisor)
    drain()
    sent = mail.outbox[0]
    assert "Lotus" not in sent.subject + sent.body
    assert "Lotus" in browse(world.advisor).get("/notices/").content.decode()


# -- What fails ------------------------------------------------------------------------------


def refused(self: object, messages: object) -> int:
    raise OSError("connection refused")


@pytest.fixture
def broken_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refused)


def pass_time(monkeypatch: pytest.MonkeyPatch, hours: float, step_minutes: int = 10) -> None:
    """The worker's rounds through real time, from `NOW`."""
    for minute in range(0, int(hours * 60) + 1, step_minutes):
        at_real(monkeypatch, NOW + timedelta(minutes=minute))
        drain()


def test_waiting_doubles_up_to_an_hour_and_statutory_notices_wait_a_quarter() -> None:
    waits = [int(wait_after(nth, statutory=False).total_seconds() / 60) for nth in range(1, 10)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait_after(40, statutory=True) == timedelta(minutes=15)
    assert patience(statutory=True, by_webhook=False) >= timedelta(hours=24)


@pytest.mark.parametrize("statutory", [True, False])
def test_a_mail_server_that_is_down_for_six_hours_loses_nothing(
    world: World, kind: Callable[..., None], monkeypatch: pytest.MonkeyPatch, statutory: bool
) -> None:
    kind("item_done", statutory=statutory)
    at_real(monkeypatch, NOW)
    told = tell(world, world.advisor, kind="item_done")
    with monkeypatch.context() as down:
        down.setattr(locmem.EmailBackend, "send_messages", refused)
        pass_time(down, hours=6)
    assert delivery(told).status == "queued"
    at_real(monkeypatch, NOW + timedelta(hours=7))
    drain()
    assert (delivery(told).status, len(mail.outbox)) == ("sent", 1)


def test_after_a_day_it_ends_on_a_staff_page(
    world: World, browse: Browse, broken_mail: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_real(monkeypatch, NOW)
    told = tell(world, world.advisor)
    pass_time(monkeypatch, hours=23, step_minutes=60)
    assert delivery(told).status == "queued"
    pass_time(monkeypatch, hours=26, step_minutes=60)
    assert delivery(told).status == "failed"
    page = browse(world.team_leader).get("/messages/").content.decode()
    assert "connection refused" in page
    assert "connection refused" not in browse(world.haitian_team_leader).get("/messages/").content.decode()


def test_a_server_that_cannot_be_reached_is_asked_once_a_ring(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(self: object) -> None:
        asked.append(self)
        raise OSError("no route to host")

    monkeypatch.setattr(locmem.EmailBackend, "open", refuse)
    for number in range(5):
        tell(world, world.advisor, key=f"k{number}")
    at_real(monkeypatch, NOW)
    run = Run()
    while sending.drain(run, batch=2):
        pass
    assert len(asked) == 1
    drain()
    assert set(Delivery.rows.filter(channel="mail").values_list("status", flat=True)) == {"queued"}


def test_words_that_cannot_be_made_stop_one_message_and_not_the_rest(world: World) -> None:
    broken = tell(world, world.advisor, kind="no_such_kind")
    tell(world, world.advisor, key="k2")
    drain()
    assert (delivery(broken).status, len(mail.outbox)) == ("failed", 1)


def test_a_judgement_that_breaks_stops_one_message_and_not_the_rest(
    world: World, kind: Callable[..., None]
) -> None:
    kind("item_done", may_know=lambda message: 1 / 0 > 1)
    broken = tell(world, world.advisor, kind="item_done")
    tell(world, world.advisor, key="k2")
    drain()
    assert set(Delivery.rows.filter(message=broken).values_list("status", flat=True)) == {"failed"}
    assert len(mail.outbox) == 1


def test_a_database_that_goes_away_marks_nothing_as_failed(world: World, kind: Callable[..., None]) -> None:
    kind("item_done", may_know=Mock(side_effect=OperationalError("server closed the connection")))
    told = tell(world, world.advisor, kind="item_done")
    with pytest.raises(OperationalError):
        drain()
    assert not Delivery.rows.filter(message=told).exclude(status="queued").exists()


def test_a_failed_mail_about_a_secret_is_seen_by_nobody_else(world: World, browse: Browse) -> None:
    outbox.enqueue(key="s", kind="assessments_changed", to=world.assessor, at=NOW)
    drain()
    Delivery.rows.update(status="failed", sent_at=None, stopped_at=NOW)
    for person in (world.administrator, world.advisor, world.team_leader, world.head_office):
        with as_app(person, NOW):
            assert not Delivery.rows.exists()
            assert not Message.rows.exists()


# -- Floods ----------------------------------------------------------------------------------


def test_statutory_notices_go_first(world: World, kind: Callable[..., None]) -> None:
    kind("item_done", statutory=True)
    for number in range(3):
        tell(world, world.advisor, key=f"k{number}")
    tell(world, world.manager, key="must", kind="item_done")
    sending.lay(NOW, clock.real())
    assert sending._claim("mail", NOW, clock.real(), 1, Run())[0].to == world.manager


def test_an_organisation_that_had_its_share_waits_for_the_next_ring_and_others_do_not(world: World) -> None:
    for number in range(4):
        tell(world, world.advisor, key=f"k{number}")
    tell(world, world.manager, key="other")
    run = Run(most_for_one=2)
    while sending.drain(run, batch=1):
        pass
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        [world.advisor.email, world.advisor.email, world.manager.email]
    )
    drain()
    assert len(mail.outbox) == 5


def test_a_full_ring_still_sends_statutory_notices(world: World, kind: Callable[..., None]) -> None:
    kind("item_done", statutory=True)
    tell(world, world.advisor)
    tell(world, world.manager, key="must", kind="item_done")
    run = Run(most=0)
    drain(run)
    assert [sent.to for sent in mail.outbox] == [[world.manager.email]]
