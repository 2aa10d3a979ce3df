"""Signed webhooks to a real receiver on this machine; what it answers, retry, replay, and where none may go."""

import hmac
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from factories.actions import webhooks as actions
from factories.delivery import outside
from factories.delivery.sending import Run
from factories.models import AccessForm, Delivery, Message, Webhook
from reporting.actions import approve_notice
from reporting.drains.notices import draft_notices, send_notices
from reporting.drains.telling import Recipients
from reporting.models import Notice
from tests.advisory.incidents import report, tick
from tests.delivery.making import at_real, drain, tell
from tests.factories import NOW
from tests.personas import World
from tests.reporting.making import released
from tests.roles import as_app

Browse = Callable[[User | None], Client]
SECRET = "bws_"


@dataclass
class Receiver:
    """A buyer's system: keeps what it was told, and answers what the test says."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def bodies(self) -> list[dict[str, str]]:
        return [json.loads(body) for _heads, body in self.heard]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.heard.append((dict(self.headers), body))
            code = kept.answers.pop(0) if kept.answers else 204
            self.send_response(code)
            if code == 302:
                self.send_header("Location", kept.url + "elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Hook:
    webhook: Webhook
    secret: str


def register(world: World, url: str) -> Hook:
    pk = uuid4()
    given = {"pk": pk, "organisation": world.buyer.organisation, "name": "Sourcing", "url": url}
    with as_app(world.buyer_user, NOW):
        secret = actions.register_webhook(**given, by=world.buyer_user, at=NOW)
    return Hook(Webhook.rows.get(pk=pk), secret)


@pytest.fixture
def hook(world: World, receiver: Receiver) -> Hook:
    return register(world, receiver.url)


def tell_hook(world: World, hook: Hook, key: str = "h1") -> Message:
    return tell(world, hook.webhook.user, key=key)


def posted(hook: Hook) -> Delivery:
    return Delivery.rows.get(webhook=hook.webhook)


def test_what_tells_a_buyer_is_posted_signed_and_without_a_secret(
    world: World, hook: Hook, receiver: Receiver
) -> None:
    tell_hook(world, hook)
    drain()
    [(heads, body)] = receiver.heard
    stamp, mac = (part.partition("=")[2] for part in heads["Betterwork-Signature"].split(","))
    right = hmac.new(hook.secret.encode(), f"{stamp}.".encode() + body, "sha256").hexdigest()
    assert mac == right
    said = json.loads(body)
    assert said == {
        "id": str(posted(hook).pk),
        "kind": "advisor_assigned",
        "at": NOW.isoformat(),
        "about": settings.BASE_URL + "/notices/",
    }
    assert world.factory.name.encode() not in body
    assert heads["Betterwork-Delivery"] == said["id"]


def test_a_webhook_is_told_by_no_mail_and_has_no_inbox(world: World, hook: Hook) -> None:
    told = tell_hook(world, hook)
    drain()
    assert list(Delivery.rows.filter(message=told).values_list("channel", "status")) == [("webhook", "sent")]


def test_the_secret_is_kept_encrypted(hook: Hook) -> None:
    kept = Webhook.rows.get().secret
    assert hook.secret.startswith(SECRET)
    assert hook.secret not in kept


def test_a_system_that_fails_is_told_again_under_the_same_id(
    world: World, hook: Hook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.answers = [500, 503]
    tell_hook(world, hook)
    for minutes in (0, 1, 3):
        at_real(monkeypatch, NOW + timedelta(minutes=minutes))
        drain()
    assert len({body["id"] for body in receiver.bodies()}) == 1
    assert (len(receiver.heard), posted(hook).status, posted(hook).answer) == (3, "sent", "HTTP 204")


def test_a_system_that_hangs_is_waited_for_once_a_ring(world: World, hook: Hook, receiver: Receiver) -> None:
    receiver.answers = [500] * 9
    for number in range(3):
        tell_hook(world, hook, key=f"h{number}")
    drain(Run())
    assert len(receiver.heard) == 1
    assert set(Delivery.rows.filter(webhook=hook.webhook).values_list("status", flat=True)) == {"queued"}


def test_redirects_are_not_followed(world: World, hook: Hook, receiver: Receiver) -> None:
    receiver.answers = [302]
    tell_hook(world, hook)
    drain()
    assert len(receiver.heard) == 1
    assert "redirects are not followed" in posted(hook).error


def test_a_person_posts_it_again_with_the_same_id(
    world: World, hook: Hook, receiver: Receiver, browse: Browse
) -> None:
    tell_hook(world, hook)
    drain()
    answer = browse(world.buyer_user).post(f"/webhooks/deliveries/{posted(hook).pk}/again/")
    assert answer.status_code == 302
    drain()
    assert len(receiver.heard) == 2
    assert len({body["id"] for body in receiver.bodies()}) == 1


def test_a_buyer_that_lost_a_condition_is_not_told(world: World, hook: Hook, receiver: Receiver) -> None:
    tell_hook(world, hook)
    AccessForm.rows.filter(buyer=world.buyer).update(revoked_at=NOW)
    drain()
    assert (receiver.heard, posted(hook).status, posted(hook).reason) == ([], "withheld", "form")


def test_a_report_tells_the_webhook_as_it_tells_the_buyers_people(
    world: World, hook: Hook, receiver: Receiver
) -> None:
    made = released(world)
    assert hook.webhook.user in Recipients([made]).of(made)


def approved_notice(world: World) -> Notice:
    """Of food poisoning; approved, and not sent yet."""
    incident = report(world)
    tick(NOW)
    draft_notices(NOW)
    notice = Notice.rows.get(incident=incident)
    return approve_notice(notice=notice, by=world.team_leader, at=NOW)


def test_a_notice_of_an_incident_is_posted_signed_and_says_nothing_of_it(
    world: World, hook: Hook, receiver: Receiver
) -> None:
    notice = approved_notice(world)
    send_notices(NOW)
    drain()
    [(heads, body)] = receiver.heard
    stamp, mac = (part.partition("=")[2] for part in heads["Betterwork-Signature"].split(","))
    assert mac == hmac.new(hook.secret.encode(), f"{stamp}.".encode() + body, "sha256").hexdigest()
    said = json.loads(body)
    assert (said["kind"], said["id"]) == ("notice_to_buyer", str(posted(hook).pk))
    assert said["about"] == f"{settings.BASE_URL}/notices/of-incidents/{notice.pk}/"
    for secret in (world.factory.name, "poisoning", notice.words):
        assert secret.encode() not in body


def test_a_notice_is_posted_once_however_often_the_worker_comes(
    world: World, hook: Hook, receiver: Receiver
) -> None:
    approved_notice(world)
    for hours in range(3):
        send_notices(NOW + timedelta(hours=hours))
        drain()
    assert [body["kind"] for body in receiver.bodies()] == ["notice_to_buyer"]


def test_entitlement_that_ends_between_approval_and_sending_leaves_the_webhook_without_it(
    world: World, hook: Hook, receiver: Receiver
) -> None:
    approved_notice(world)
    AccessForm.rows.filter(buyer=world.buyer).update(revoked_at=NOW)
    send_notices(NOW)
    drain()
    assert receiver.heard == []
    assert not Message.rows.filter(kind="notice_to_buyer").exists()


def test_entitlement_that_ends_while_the_notice_waits_for_the_network_withholds_it(
    world: World, hook: Hook, receiver: Receiver
) -> None:
    approved_notice(world)
    send_notices(NOW)
    AccessForm.rows.filter(buyer=world.buyer).update(revoked_at=NOW)
    drain()
    assert (receiver.heard, posted(hook).status, posted(hook).reason) == ([], "withheld", "form")


def test_after_three_days_of_failing_it_is_disabled_and_people_are_told(
    world: World, hook: Hook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.answers = [500] * 20
    tell_hook(world, hook)
    for hours in (0, 24, 48, 73):
        at_real(monkeypatch, NOW + timedelta(hours=hours))
        drain()
    hook.webhook.refresh_from_db()
    assert (hook.webhook.status, posted(hook).status) == ("disabled", "failed")
    told = Message.rows.filter(kind="webhook_disabled")
    assert {message.to for message in told} == {world.buyer_user, world.administrator}


def test_a_disabled_one_works_again_once_a_person_switches_it_on(
    world: World, hook: Hook, receiver: Receiver, browse: Browse
) -> None:
    Webhook.rows.update(status="disabled")
    client = browse(world.buyer_user)
    client.post(f"/webhooks/{hook.webhook.pk}/switch/")
    client.post(f"/webhooks/{hook.webhook.pk}/test/")
    drain()
    assert [body["kind"] for body in receiver.bodies()] == ["webhook_test"]


def test_a_webhook_switched_off_hears_nothing(
    world: World, hook: Hook, receiver: Receiver, browse: Browse
) -> None:
    browse(world.buyer_user).post(f"/webhooks/{hook.webhook.pk}/switch/")
    tell_hook(world, hook)
    drain()
    assert receiver.heard == []


def test_the_secret_is_shown_once(world: World, browse: Browse) -> None:
    client = browse(world.buyer_user)
    form = {"name": "Sourcing", "url": "https://systems.example.com/hook"}
    shown = client.post("/webhooks/new/", form)
    assert "bws_" in shown.content.decode()
    [found] = Webhook.rows.all()
    assert "bws_" not in client.get(f"/webhooks/{found.pk}/").content.decode()
    renewed = client.post(f"/webhooks/{found.pk}/secret/").content.decode()
    assert "bws_" in renewed


def test_another_buyer_sees_nothing_of_it(world: World, hook: Hook, browse: Browse) -> None:
    rival = browse(world.rival_buyer_user)
    assert rival.get(f"/webhooks/{hook.webhook.pk}/").status_code == 404
    with as_app(world.rival_buyer_user, NOW):
        assert not Webhook.rows.exists()


def test_only_the_buyers_own_people_register_one(world: World, receiver: Receiver) -> None:
    given = {"pk": uuid4(), "organisation": world.buyer.organisation, "name": "x", "url": receiver.url}
    with pytest.raises(NotAllowed):
        actions.register_webhook(**given, by=world.administrator, at=NOW)


# -- Where none may go -------------------------------------------------------------------------

INSIDE = [
    "http://systems.example.com/",
    "https://10.0.0.8/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://0.0.0.0/",
    "https://name:word@systems.example.com/",
    "https://systems.example.com:22/",
    "https://systems.example.com/#part",
    "ftp://systems.example.com/",
    "https:///nowhere",
    "https://systems.example.com/a b",
    "https://[broken/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_an_address_inside_is_refused_when_it_is_typed(url: str, settings) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = False
    with pytest.raises(Invalid):
        outside.checked(url)


def test_loopback_is_refused_outside_a_demo(settings) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = False
    for url in ("http://localhost:9000/", "https://127.0.0.1/", "http://127.0.0.1:80/"):
        with pytest.raises(Invalid):
            outside.checked(url)


ADDRESSES = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fd12::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
]


@pytest.mark.parametrize("inner", ADDRESSES)
def test_a_name_that_leads_inside_is_not_connected_to(inner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when only one of its addresses does."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in ("93.184.216.34", inner)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: found)
    monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("connected"))
    with pytest.raises(outside.Unreachable):
        outside.post("https://systems.example.com/", b"{}", {})


def test_the_connection_goes_to_the_judged_address_not_to_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    reached = []

    def connect(address: tuple[str, int], timeout: float) -> None:
        reached.append(address)
        raise OSError("enough")

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: found)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(OSError, match="enough"):
        outside.post("https://systems.example.com/", b"{}", {})
    assert reached == [("93.184.216.34", 443)]


def test_an_answer_that_never_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter at a time would outlast every time-out of a single read."""
    monkeypatch.setattr(outside, "DEADLINE_S", 0.2)
    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        found, _address = server.accept()
        with found:
            try:
                while True:
                    found.sendall(b"H")
                    found.settimeout(0.05)
                    try:
                        if not found.recv(4096):
                            return
                    except TimeoutError:
                        continue
            except OSError:
                return

    thread = Thread(target=drip)
    thread.start()
    with pytest.raises(OSError):
        outside.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
    thread.join(5)
    server.close()
    assert not thread.is_alive()
