"""What is left of two years of letters: some unread, one that came back, one that failed, a webhook at rest."""

from datetime import datetime
from uuid import uuid4

from accounts.models import Membership, Role
from betterwork.demo.places import STORY, Place
from factories.actions.webhooks import register_webhook, switch_off
from factories.models import Delivery, Webhook

UNREAD = 4
Channel, Status = Delivery.Channel, Delivery.Status


def lay(places: list[Place], now: datetime) -> None:
    story = next(place for place in places if place.factory.name == STORY)
    _unread(story)
    _gone_wrong(story)
    _webhook(story, now)


def _unread(story: Place) -> None:
    """The newest of everybody at the story's factory, its buyers among them."""
    inbox = Delivery.rows.filter(factory=story.factory, channel=Channel.INBOX, status=Status.READ)
    for person in set(inbox.values_list("to", flat=True)):
        newest = inbox.filter(to=person).order_by("-told_at").values_list("pk", flat=True)[:UNREAD]
        Delivery.rows.filter(pk__in=list(newest)).update(status=Status.SENT, read_at=None)


def _gone_wrong(story: Place) -> None:
    mails = Delivery.rows.filter(factory=story.factory, channel=Channel.MAIL, status=Status.SENT)
    errors = {
        Status.BOUNCED: "5.1.1 smtp; 550 5.1.1 User unknown",
        Status.FAILED: "TimeoutError: timed out",
    }
    newest = mails.exclude(to=story.manager).select_related("to").order_by("-told_at")[: len(errors)]
    for delivery, (status, error) in zip(list(newest), errors.items(), strict=False):
        gone = {"stopped_at": delivery.told_at, "error": error, "attempts": 9}
        Delivery.rows.filter(pk=delivery.pk).update(status=status, **gone)


def _webhook(story: Place, now: datetime) -> None:
    """Switched off, so that a demo posts nothing to anybody."""
    buyer = story.buyers[0][0]
    held = Membership.objects.current().filter(organisation=buyer.organisation, role=Role.BUYER_USER)
    person = held.select_related("user")[0].user
    pk, url = uuid4(), "https://systems.example.com/betterwork"
    register_webhook(
        pk=pk, organisation=buyer.organisation, name="Sourcing system", url=url, by=person, at=now
    )
    switch_off(webhook=Webhook.rows.get(pk=pk), by=person, at=now)
