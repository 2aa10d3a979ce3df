"""From a message to its deliveries: which channels, at once or with the morning's digest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction

from accounts.models import Membership
from factories import outbox
from factories.delivery.mornings import Mornings
from factories.models import Delivery, Message, Webhook, Wishes

BATCH = 500
AT_ONCE = ("invitation", "password_link")  # somebody waits for these mails


def lay(at: datetime, now: datetime, batch: int = BATCH) -> int:
    """Makes the deliveries of the oldest messages that have none; returns how many it took.

    One transaction without network: a worker that dies here has done nothing.
    """
    with transaction.atomic():
        waiting = Message.rows.waiting().select_for_update(skip_locked=True, of=("self",))
        found = list(waiting.select_related("to", "factory__programme")[:batch])
        Delivery.rows.bulk_create(list(deliveries(found, at, now)), ignore_conflicts=True)
        Message.rows.filter(pk__in=[message.pk for message in found]).update(laid_at=now)
    return len(found)


def deliveries(messages: Sequence[Message], at: datetime, now: datetime) -> Iterator[Delivery]:
    plan = Plan.of(messages, at)
    for message in messages:
        for channel, webhook in plan.channels(message):
            yield plan.delivery(message, channel, webhook, now)


@dataclass(frozen=True)
class Plan:
    """What is known of all addressees of a batch, in four statements however many they are."""

    wishes: Mapping[UUID, Wishes]
    webhooks: Mapping[UUID, Webhook]
    offices: Mapping[UUID, UUID]
    mornings: Mornings
    at: datetime

    @classmethod
    def of(cls, messages: Sequence[Message], at: datetime) -> "Plan":
        people = {message.to_id for message in messages}
        wishes = {each.user_id: each for each in Wishes.rows.filter(user__in=people)}
        webhooks = {each.user_id: each for each in Webhook.rows.standing().filter(user__in=people)}
        held = Membership.objects.current().filter(user__in=people).order_by("since")  # the newest counts
        offices = dict(held.values_list("user_id", "organisation_id"))
        return cls(wishes, webhooks, offices, Mornings(wishes, held), at)

    def channels(self, message: Message) -> list[tuple[str, Webhook | None]]:
        """A person has a mailbox and an inbox; what stands behind a key to the API has neither."""
        if message.to.is_machine:
            webhook = self.webhooks.get(message.to_id)
            return [(Delivery.Channel.WEBHOOK, webhook)] if webhook else []
        if self._wants(message, "inbox_only"):
            return [(Delivery.Channel.INBOX, None)]
        return [(Delivery.Channel.INBOX, None), (Delivery.Channel.MAIL, None)]

    def delivery(self, message: Message, channel: str, webhook: Webhook | None, now: datetime) -> Delivery:
        made = uuid4()
        digest_at = None
        if channel == Delivery.Channel.MAIL and self._wants(message, "daily"):
            digest_at = self.mornings.after(message, self.at)
        return Delivery(
            pk=made,
            mail_id=digest_id(message.to_id, digest_at) if digest_at else made,
            digest_at=digest_at,
            channel=channel,
            webhook=webhook,
            organisation_id=self.offices.get(message.to_id),
            not_before=now,
            **copied(message),
        )

    def _wants(self, message: Message, manner: str) -> bool:
        kind, wishes = outbox.kind_of(message), self.wishes.get(message.to_id)
        if wishes is None or kind.statutory or message.kind in AT_ONCE:
            return False
        return kind.family in getattr(wishes, manner)


def copied(message: Message) -> dict[str, object]:
    """What a delivery repeats of its message, so that the row says by itself who may see it."""
    return {
        "message": message,
        "to": message.to,
        "factory": message.factory,
        "kind": message.kind,
        "told_at": message.queued_at,
        "statutory": outbox.kind_of(message).statutory,
    }


def digest_id(person: UUID, morning: datetime) -> UUID:
    """The Message-ID of a person's digest of a morning, whoever makes it and however often."""
    return uuid5(NAMESPACE_URL, f"digest:{person}:{morning.isoformat()}")
