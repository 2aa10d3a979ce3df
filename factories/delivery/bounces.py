"""Mails that came back: reports of delivery (RFC 3464) as the mail server posts them.

The door parses a report and keeps its facts (`Bounce`); the worker marks the deliveries. Neither
keeps the mail itself, which a report quotes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.lifecycle import advance_all
from factories.models import Bounce, Delivery

LARGEST_REPORT = 1024 * 1024
BATCH = 100
Status = Delivery.Status


@dataclass(frozen=True)
class Report:
    """What a report of delivery says of one of our mails that could not be delivered."""

    mail_id: UUID
    code: str
    words: str


def read(raw: bytes) -> Report | None:
    """None when it is no report that one of our mails failed for good: a delay, an answer on holiday."""
    mail = message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    failed = next((each for each in _recipients(mail) if _field(each, "Action").lower() == "failed"), None)
    mail_id = _ours(_original_id(mail))
    if failed is None or mail_id is None:
        return None
    return Report(mail_id, _field(failed, "Status")[:12], _field(failed, "Diagnostic-Code")[:500])


def _recipients(mail: Message) -> Iterator[Message]:
    """The blocks about single recipients; the first block is about the mail as a whole."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            yield from (each for each in blocks if isinstance(each, Message) and each["Action"])


def _original_id(mail: Message) -> str:
    """The Message-ID in what the report quotes, whole or heads alone."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            quoted = part.get_payload()
            return _field(quoted[0], "Message-ID") if isinstance(quoted, list) and quoted else ""
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            heads = message_from_bytes(payload if isinstance(payload, bytes) else b"")
            return _field(heads, "Message-ID")
    return ""


def _field(block: object, name: str) -> str:
    found = block[name] if isinstance(block, Message) else None
    return " ".join(str(found or "").split())


def _ours(message_id: str) -> UUID | None:
    name, _at, domain = message_id.strip(" <>").rpartition("@")
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if domain != address.rpartition("@")[2]:
        return None
    try:
        return UUID(name)
    except ValueError:
        return None


def keep(raw: bytes, at: datetime) -> bool:
    """Writes down what a report says; whether it said something. Told twice it is kept once."""
    report = read(raw)
    if report is None:
        return False
    kept = Bounce(
        mail_id=report.mail_id,
        sha256=sha256(raw).hexdigest(),
        code=report.code,
        words=report.words,
        received_at=at,
    )
    Bounce.rows.bulk_create([kept], ignore_conflicts=True)  # the door may not read what it writes
    return True


def apply_bounces(batch: int = BATCH) -> int:
    """Marks the deliveries of the mails that came back; a digest's mail carried several."""
    with transaction.atomic():
        waiting = Bounce.rows.filter(applied_at=None).order_by("received_at", "pk")
        found = list(waiting.select_for_update(skip_locked=True)[:batch])
        for bounce in found:
            _apply(bounce)
            Bounce.rows.filter(pk=bounce.pk).update(applied_at=bounce.received_at)
    return len(found)


def _apply(bounce: Bounce) -> None:
    mine = Delivery.rows.filter(mail_id=bounce.mail_id, channel=Delivery.Channel.MAIL)
    said = {"stopped_at": bounce.received_at, "error": f"{bounce.code} {bounce.words}".strip()}
    for status in (Status.SENT, Status.QUEUED):  # queued: the worker died before it could say “sent”
        advance_all(mine, status, Status.BOUNCED, **said)
