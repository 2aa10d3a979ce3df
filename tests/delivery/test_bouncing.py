"""A mail that came back: the mail server's report, its door, and what becomes of the delivery."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from email import message_from_string
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.test import Client

from accounts import clock
from accounts.models import User
from factories.delivery import bounces
from factories.delivery.signing import HEADER, sign
from factories.models import Bounce, Delivery
from tests.delivery.making import delivery, drain, tell
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_role

Browse = Callable[[User | None], Client]


def report(message_id: str, action: str = "failed", quoted: str = "rfc822-headers") -> bytes:
    """A report of delivery as mail servers write it (RFC 3464)."""
    whole = MIMEMultipart("report", report_type="delivery-status")
    whole["From"], whole["To"] = "MAILER-DAEMON@mx.example", "no-reply@betterwork.example"
    whole["Subject"] = "Undelivered Mail Returned to Sender"
    whole.attach(MIMEText("I'm sorry to have to inform you that your message could not be delivered."))
    status = MIMENonMultipart("message", "delivery-status")
    of_the_mail = message_from_string("Reporting-MTA: dns; mx.example\n\n")
    of_one = message_from_string(
        "Final-Recipient: rfc822; ingrid@buyer.example\n"
        f"Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
    )
    status.set_payload([of_the_mail, of_one])
    whole.attach(status)
    heads = f"From: no-reply@betterwork.example\nMessage-ID: {message_id}\nSubject: A secret subject\n\n"
    if quoted == "rfc822":
        whole_mail = MIMENonMultipart("message", "rfc822")
        whole_mail.set_payload([message_from_string(heads + "Body.\n")])
        whole.attach(whole_mail)
    else:
        whole.attach(MIMEText(heads, "rfc822-headers"))
    return whole.as_bytes()


def post(client: Client, raw: bytes, secret: str | None = None, **heads: str):
    signature = sign(secret or settings.BOUNCE_SECRET, raw, clock.real())
    return client.post(
        "/mail/bounces/", raw, content_type="message/rfc822", headers={HEADER: signature, **heads}
    )


def apply() -> None:
    with as_role("bw_worker"):
        bounces.apply_bounces()


@pytest.fixture
def sent(world: World) -> Delivery:
    told = tell(world, world.buyer_user)
    drain()
    return delivery(told)


def id_of(sent: Delivery) -> str:
    return f"<{sent.mail_id}@betterwork.example>"


@pytest.mark.parametrize("quoted", ["rfc822-headers", "rfc822"])
def test_a_mail_that_came_back_is_marked_with_the_reason(sent: Delivery, browse: Browse, quoted: str) -> None:
    assert post(browse(None), report(id_of(sent), quoted=quoted)).status_code == 200
    apply()
    sent.refresh_from_db()
    assert (sent.status, sent.stopped_at) == ("bounced", NOW)
    assert sent.error == "5.1.1 smtp; 550 5.1.1 User unknown"


def test_the_same_report_twice_is_kept_once(sent: Delivery, browse: Browse) -> None:
    raw = report(id_of(sent))
    for _ in range(2):
        assert post(browse(None), raw).status_code == 200
    assert Bounce.rows.count() == 1


def test_nothing_of_the_mail_is_kept(sent: Delivery, browse: Browse) -> None:
    post(browse(None), report(id_of(sent), quoted="rfc822"))
    assert "secret subject" not in str(Bounce.rows.values().get()).lower()


def test_a_delay_is_no_bounce(sent: Delivery, browse: Browse) -> None:
    assert post(browse(None), report(id_of(sent), action="delayed")).status_code == 200
    assert not Bounce.rows.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\nSubject: On holiday\n\nBack on Monday.\n",
        b"Content-Type: multipart/report\n\n",
        b"\xff\xfe\x00",
        report("<someone@else.example>"),
        report("<no-uuid@betterwork.example>"),
    ],
    ids=["holiday", "empty", "bytes", "foreign", "no id of ours"],
)
def test_what_is_no_report_of_ours_is_taken_and_left_alone(
    sent: Delivery, browse: Browse, raw: bytes
) -> None:
    assert post(browse(None), raw).status_code == 200
    assert not Bounce.rows.exists()


def test_without_the_secret_there_is_nothing(sent: Delivery, browse: Browse) -> None:
    raw = report(id_of(sent))
    assert post(browse(None), raw, secret="guessed").status_code == 404
    assert browse(None).post("/mail/bounces/", raw, content_type="message/rfc822").status_code == 404
    assert browse(sent.to).post("/mail/bounces/").status_code == 404
    assert not Bounce.rows.exists()


def test_a_house_without_a_secret_has_no_door(sent: Delivery, browse: Browse, settings) -> None:
    settings.BOUNCE_SECRET = ""
    raw = report(id_of(sent))
    signed = {HEADER: sign("", raw, clock.real())}
    answer = browse(None).post("/mail/bounces/", raw, content_type="message/rfc822", headers=signed)
    assert answer.status_code == 404


def test_an_old_signature_is_worth_nothing(sent: Delivery, browse: Browse) -> None:
    raw = report(id_of(sent))
    old = sign(settings.BOUNCE_SECRET, raw, clock.real() - timedelta(minutes=6))
    answer = browse(None).post("/mail/bounces/", raw, content_type="message/rfc822", headers={HEADER: old})
    assert answer.status_code == 404


def test_a_bounce_that_overtakes_the_worker_is_marked_too(world: World, browse: Browse) -> None:
    """The server took the mail, the worker died before it could say so."""
    told = tell(world, world.buyer_user)
    drain()
    sent = delivery(told)
    Delivery.rows.filter(pk=sent.pk).update(status="queued", sent_at=None)
    post(browse(None), report(id_of(sent)))
    apply()
    assert drain() == 0
    assert delivery(told).status == "bounced"


class Door(BaseHTTPRequestHandler):
    """Hands what the script sends to the product, in the test's own transaction."""

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        heads = {HEADER: self.headers[HEADER]}
        answer = Client().post(self.path, raw, content_type=self.headers["Content-Type"], headers=heads)
        self.send_response(answer.status_code)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Says nothing."""


def test_the_pipe_of_the_mail_server_reaches_the_door(sent: Delivery) -> None:
    """The script that a mail server runs, as it stands in `deploy/`."""
    script = settings.BASE_DIR / "deploy" / "report_bounce.py"
    command = [sys.executable, str(script)]
    env = {"PATH": "", "BASE_URL": "http://127.0.0.1:1", "BOUNCE_SECRET": settings.BOUNCE_SECRET}
    away = subprocess.run(command, input=b"", env=env, capture_output=True)
    assert away.returncode == 75
    with HTTPServer(("127.0.0.1", 0), Door) as server:
        env["BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
        pipe = subprocess.PIPE
        script_runs = subprocess.Popen(command, stdin=pipe, stderr=pipe, env=env)
        assert script_runs.stdin
        script_runs.stdin.write(report(id_of(sent)))
        script_runs.stdin.close()
        server.handle_request()
        script_runs.stdin = None
        assert (script_runs.communicate()[1], script_runs.returncode) == (b"", 0)
    assert Bounce.rows.get().mail_id == sent.mail_id
