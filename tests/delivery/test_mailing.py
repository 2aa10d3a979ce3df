"""Real mail through a real SMTP server: heads, envelope, refusals, and a bounce from end to end."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.models import User
from factories.models import Delivery
from tests.delivery.making import delivery, drain, tell
from tests.delivery.smtp import Server, listening
from tests.delivery.test_bouncing import apply, post, report
from tests.factories import NOW
from tests.personas import World

Browse = Callable[[User | None], Client]


@pytest.fixture
def server(settings) -> Iterator[Server]:
    kept = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.BOUNCES_TO = "bounces@betterwork.example"
    with listening(kept) as settings.EMAIL_PORT:
        yield kept


def test_a_mail_carries_its_heads_and_its_envelope(world: World, server: Server) -> None:
    told = tell(world, world.advisor)
    drain()
    mail = server.mail()
    assert mail["Message-ID"] == f"<{delivery(told).mail_id}@betterwork.example>"
    assert mail["From"] == "Better Work <no-reply@betterwork.example>"
    assert mail["To"] == world.advisor.email
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    assert server.taken[0].mail_from == "bounces@betterwork.example"
    assert delivery(told).sent_to == world.advisor.email


def test_an_arabic_mail_arrives_in_arabic(world: World, server: Server) -> None:
    world.advisor.language = "ar"
    world.advisor.save()
    tell(world, world.advisor)
    drain()
    mail = server.mail()
    assert mail["Content-Language"] == "ar"
    body = mail.get_body()
    assert body is not None
    for text in (mail["Subject"], body.get_content()):
        assert any("\u0600" <= letter <= "\u06ff" for letter in text)


def test_a_round_uses_one_connection(world: World, server: Server) -> None:
    for number in range(4):
        tell(world, world.advisor, key=f"k{number}")
    drain()
    assert (len(server.taken), len(server.sessions)) == (4, 1)


def test_a_receiver_refused_for_good_counts_as_come_back(world: World, server: Server) -> None:
    server.refusal = "550 5.1.1 No such person"
    told = tell(world, world.advisor)
    drain()
    found = delivery(told)
    assert (found.status, found.error) == ("bounced", "550 5.1.1 No such person")


def test_a_receiver_refused_for_now_is_tried_again(world: World, server: Server) -> None:
    server.refusal = "451 4.7.1 Greylisted, come again"
    told = tell(world, world.advisor)
    drain()
    assert delivery(told).status == "queued"
    server.refusal = ""
    Delivery.rows.update(not_before=NOW)  # its wait is over
    drain()
    assert (delivery(told).status, len(server.taken)) == ("sent", 1)


def test_a_server_that_is_away_keeps_nothing_from_going_later(world: World, server: Server, settings) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1  # nobody listens there
    told = tell(world, world.advisor)
    drain()
    assert delivery(told).status == "queued"
    assert "refused" in delivery(told).error.lower()
    settings.EMAIL_PORT = port
    Delivery.rows.update(not_before=NOW)  # its wait is over
    drain()
    assert delivery(told).status == "sent"


def test_a_mail_that_comes_back_stands_on_the_staff_page_until_somebody_tells_the_person(
    world: World, server: Server, browse: Browse
) -> None:
    told = tell(world, world.buyer_user)
    drain()
    post(browse(None), report(str(server.mail()["Message-ID"])))
    apply()
    found, leader = delivery(told), browse(world.team_leader)
    assert "User unknown" in leader.get("/messages/").content.decode()
    form = {"how": "other_address", "address": "ingrid.new@buyer.example", "words": "She changed her name."}
    assert leader.post(f"/messages/{found.pk}/", form).status_code == 302
    drain()
    assert server.taken[1].rcpt_tos == ["ingrid.new@buyer.example"]
    assert "User unknown" not in leader.get("/messages/").content.decode()
    page = leader.get(f"/messages/{found.pk}/").content.decode()
    assert "She changed her name." in page
