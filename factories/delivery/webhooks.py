"""The webhook channel: what is posted to a buyer's system, and what follows when it fails."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts import clock
from accounts.lifecycle import advance, advance_all
from accounts.models import Membership, Role, User
from accounts.vault import vault
from factories import outbox
from factories.delivery import outside, signing
from factories.models import BuyerLink, Delivery, Message, Webhook

FAILING_DAYS = 3
Status = Webhook.Status


class Answered(OSError):
    """The buyer's system answered, but did not take it."""


def post(letter: Sequence[Delivery]) -> tuple[str, str]:
    """Posts one delivery; raises OSError unless the answer is 2xx."""
    delivery = letter[0]
    webhook = delivery.webhook
    if webhook is None or webhook.status != Status.ON:
        raise Answered("The webhook is switched off.")
    body = json.dumps(content(delivery), separators=(",", ":")).encode()
    status = outside.post(webhook.url, body, headers(delivery, webhook, body, clock.real()))
    if 300 <= status < 400:
        raise Answered(f"HTTP {status}: redirects are not followed. Register the address it leads to.")
    if not 200 <= status < 300:
        raise Answered(f"HTTP {status}")
    return webhook.url, f"HTTP {status}"


def content(delivery: Delivery) -> Mapping[str, str]:
    """Nothing that is worth a secret: what kind of thing, when, and where to read it after sign-in."""
    message = delivery.message
    return {
        "id": str(delivery.pk),
        "kind": message.kind,
        "at": message.queued_at.astimezone(UTC).isoformat(),
        "about": settings.BASE_URL + outbox.kind_of(message).about(message),
    }


def headers(delivery: Delivery, webhook: Webhook, body: bytes, now: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "Better Work",
        "Betterwork-Delivery": str(delivery.pk),
        signing.HEADER: signing.sign(secret_of(webhook), body, now),
    }


def secret_of(webhook: Webhook) -> str:
    return vault("webhook").decrypt(webhook.secret.encode()).decode()


def note(pk: UUID, worked: bool, at: datetime, now: datetime) -> None:
    """Remembers since when it fails; after some days it is disabled, and people are told."""
    with transaction.atomic():
        webhook = Webhook.rows.select_for_update().get(pk=pk)
        if worked:
            Webhook.rows.filter(pk=pk).update(failing_since=None, worked_at=now)
        elif webhook.failing_since is None:
            Webhook.rows.filter(pk=pk).update(failing_since=now)
        elif webhook.status == Status.ON and webhook.failing_for_days(now, FAILING_DAYS):
            _disable(webhook, at)


def _disable(webhook: Webhook, at: datetime) -> None:
    advance(webhook, Status.DISABLED)
    waiting = Delivery.rows.filter(webhook=webhook)
    gone = {"stopped_at": at, "error": "The webhook was disabled."}
    advance_all(waiting, Delivery.Status.QUEUED, Delivery.Status.FAILED, **gone)
    outbox.enqueue_all(_tellings(webhook, at))


def _tellings(webhook: Webhook, at: datetime) -> Iterator[Message]:
    """The buyer's own people, and the administrators of the countries where it sources."""
    for person in _owners(webhook) | _administrators(webhook):
        yield outbox.message(
            key=f"webhook_disabled:{webhook.pk}:{webhook.failing_since}:{person.pk}",
            kind="webhook_disabled",
            to=person,
            at=at,
            subject_id=webhook.pk,
            facts={"name": webhook.name, "organisation": webhook.organisation.name, "days": FAILING_DAYS},
        )


def _owners(webhook: Webhook) -> set[User]:
    held = Membership.objects.current().filter(organisation=webhook.organisation_id, role=Role.BUYER_USER)
    return {each.user for each in held.filter(user__is_machine=False).select_related("user")}


def _administrators(webhook: Webhook) -> set[User]:
    links = BuyerLink.rows.filter(
        buyer__organisation=webhook.organisation_id, ended_at=None, confirmed_at__isnull=False
    )
    held = Membership.objects.current().filter(
        role=Role.ADMINISTRATOR, organisation__programme__in=links.values("factory__programme")
    )
    return {each.user for each in held.filter(user__is_machine=False).select_related("user")}
