"""The ledger of delivery: one row for each message and channel, and what became of it."""

from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import Organisation, Role, User
from accounts.visibility import Protected, Rows
from factories.models.factory import Factory
from factories.models.outbox import Family, Message
from factories.models.visibility import FactoryVisibility, Level, seen_by
from factories.models.webhooks import Webhook

# about an account, not a factory; other messages without a factory are the addressee's alone,
# because what fails may tell of a secret (an assessor hears of new work)
ACCOUNT_KINDS = ("invitation", "password_link")

# who deals with what could not be delivered in a country
DEALERS = (Role.TEAM_LEADER, Role.COUNTRY_MANAGER, Role.ADMINISTRATOR, Role.HEAD_OFFICE)


class DeliveryRows(Rows["Delivery"]):
    def visible_to(self, user: User) -> Self:
        """One's own once they are out, while one still sees the factory; a buyer's own webhooks;
        and for the country's staff what they must know or deal with.

        Until it is sent a delivery is nobody's: the check at sending may withhold it.
        """
        out = Q(status__in=Delivery.OUT, to=user)
        still_seen = Q(factory=None) | Q(factory_id__in=seen_by(user, *Level))
        theirs = Q(webhook_id__in=Webhook.rows.visible_to(user).values("pk"))
        return self.filter((out & still_seen) | theirs | self._of_staff(user))

    def _of_staff(self, user: User) -> Q:
        """Statutory notices of one's factories; what went wrong, for those who deal with it."""
        told = Q(statutory=True, factory_id__in=seen_by(user, Level.STAFF))
        wrong = Q(status__in=Delivery.WRONG, factory_id__in=dealt_with_by(user))
        account = Q(status__in=Delivery.WRONG, factory=None, kind__in=ACCOUNT_KINDS)
        if not user.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE):
            account = Q(pk__in=[])
        return told | wrong | account

    def inbox_of(self, user: User) -> Self:
        """What stands in one's inbox, newest first."""
        mine = self.visible_to(user).filter(to=user, channel=Delivery.Channel.INBOX)
        return mine.order_by("-told_at", "pk")

    def due(self, at: datetime, now: datetime) -> Self:
        """Waiting ones whose moment has come: a digest's in domain time, a new try's in real time."""
        digest = Q(digest_at=None) | Q(digest_at__lte=at)
        return self.filter(digest, status=Delivery.Status.QUEUED, not_before__lte=now)

    def to_deal_with(self) -> Self:
        """What stands on the staff page until somebody deals with it.

        A statutory notice stands there already while it is tried again: a telephone call is faster.
        """
        wrong = Q(status__in=[Delivery.Status.FAILED, Delivery.Status.BOUNCED])
        withheld = Q(status=Delivery.Status.WITHHELD, statutory=True)
        tried = Q(status=Delivery.Status.QUEUED, statutory=True, tried_since__isnull=False)
        return self.filter(wrong | withheld | tried, settled_at=None, to__is_machine=False)


def dealt_with_by(user: User) -> "models.QuerySet[FactoryVisibility, UUID]":
    """The ids of the factories of whose country the person is such staff, as a subquery."""
    seen = FactoryVisibility.objects.filter(user_id=user.pk, level=Level.STAFF, reason__in=DEALERS)
    return seen.values_list("factory_id", flat=True)


class Delivery(Living, Protected):
    """One message on its way by one channel. Its id stays the same however often it is tried:
    it is the Message-ID of the mail and the id of the webhook's delivery.

    Tries, claims and back-off run on real time; `told_at`, `sent_at`, `read_at` and `stopped_at` are
    moments of the domain. At sending, access is judged again: who may no longer know is not told.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("Mail")
        INBOX = "inbox", _("Inbox")
        WEBHOOK = "webhook", _("Webhook")

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENT = "sent", _("sent")
        READ = "read", _("read")
        BOUNCED = "bounced", _("came back")
        FAILED = "failed", _("failed")
        WITHHELD = "withheld", _("not sent: no longer entitled")

    class Reason(models.TextChoices):
        """Why it was withheld."""

        NONE = "", ""
        CLOSED = "closed", _("The account is closed.")
        RELATIONSHIP = "relationship", _("The factory's confirmed relationship with the buyer has ended.")
        FORM = "form", _("Not told: the access form is not signed.")
        PAYMENT = "payment", _("Not told: the registration is not paid.")
        SIGHT = "sight", _("The person may not see this any more.")

    OUT = (Status.SENT, Status.READ, Status.BOUNCED, Status.FAILED)
    WRONG = (Status.FAILED, Status.BOUNCED, Status.WITHHELD)
    TRANSITIONS = {
        Status.QUEUED: {Status.SENT, Status.BOUNCED, Status.FAILED, Status.WITHHELD},
        Status.SENT: {Status.READ, Status.BOUNCED, Status.QUEUED},  # queued again: a webhook's replay
        Status.FAILED: {Status.QUEUED},
        Status.BOUNCED: {Status.QUEUED},
        Status.WITHHELD: {Status.QUEUED},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    webhook = models.ForeignKey(Webhook, models.CASCADE, null=True, blank=True, related_name="+")
    address = models.EmailField(blank=True)  # another one than the person's own, as staff said

    # of the message, so that a row says by itself who may see it
    to = models.ForeignKey(User, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    told_at = models.DateTimeField()
    statutory = models.BooleanField(default=False)

    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    mail_id = models.UUIDField(default=uuid4)  # the Message-ID; a digest's is shared
    digest_at = models.DateTimeField(null=True, blank=True)  # the morning it waits for
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_since = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField()
    sent_to = models.CharField(max_length=500, blank=True)  # the address it went to
    answer = models.CharField(max_length=200, blank=True)  # what a buyer's system said
    error = models.TextField(blank=True)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.NONE, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)  # came back, failed or was withheld
    settled_at = models.DateTimeField(null=True, blank=True)  # a person dealt with it

    rows = DeliveryRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["message", "channel", "webhook", "address"],
                name="delivery_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sent", "read"]) | Q(sent_at__isnull=False),
                name="delivery_sent_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(status="read", read_at__isnull=False)
                | (~Q(status="read") & Q(read_at__isnull=True)),
                name="delivery_read_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["bounced", "failed", "withheld"]) | Q(stopped_at__isnull=False),
                name="delivery_stopped_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(channel="webhook", webhook__isnull=False)
                | (~Q(channel="webhook") & Q(webhook__isnull=True)),
                name="delivery_webhook_has_its_receiver",
            ),
            models.CheckConstraint(
                condition=Q(statutory=False) | Q(digest_at=None), name="delivery_statutory_at_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "-statutory", "not_before"],
                condition=Q(status="queued"),
                name="delivery_queued",
            ),
            models.Index(
                fields=["digest_at"],
                condition=Q(status="queued", digest_at__isnull=False),
                name="delivery_digests",
            ),
            models.Index(fields=["to", "-told_at"], condition=Q(channel="inbox"), name="delivery_inbox"),
            models.Index(fields=["to"], condition=Q(channel="inbox", status="sent"), name="delivery_unread"),
            models.Index(
                fields=["factory"],
                condition=Q(status__in=["failed", "bounced", "withheld"], settled_at=None),
                name="delivery_wrong",
            ),
            models.Index(fields=["mail_id"], condition=Q(channel="mail"), name="delivery_mail"),
        ]


class RemedyRows(Rows["Remedy"]):
    def visible_to(self, user: User) -> Self:
        wrong = Delivery.rows.filter(factory_id__in=dealt_with_by(user))
        if user.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE):
            wrong = wrong | Delivery.rows.filter(factory=None, kind__in=ACCOUNT_KINDS)
        return self.filter(delivery__in=wrong.values("pk"))


class Remedy(Protected):
    """What a person did about a delivery that went wrong. Never changed; the last one counts."""

    class How(models.TextChoices):
        AGAIN = "again", _("Sent again to the same address")
        OTHER_ADDRESS = "other_address", _("Sent to another address")
        PHONE = "phone", _("Told by telephone")
        IN_PERSON = "in_person", _("Told in person")
        NOT_NEEDED = "not_needed", _("Need not be told")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="+")
    how = models.CharField(max_length=16, choices=How)
    address = models.EmailField(blank=True)
    words = models.TextField(blank=True)  # why, whom one spoke with
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    rows = RemedyRows.as_manager()


class BounceRows(Rows["Bounce"]):
    def visible_to(self, user: User) -> Self:
        """Facts on their way to the worker; people see what became of the delivery."""
        return self.none()


class Bounce(Protected):
    """A mail that came back, as the mail server told it: written by its door, read by the worker."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    mail_id = models.UUIDField()
    sha256 = models.CharField(max_length=64, unique=True)  # of the report: told twice, kept once
    code = models.CharField(max_length=12, blank=True)  # such as 5.1.1 (RFC 3463)
    words = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    rows = BounceRows.as_manager()

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["received_at"], condition=Q(applied_at=None), name="bounce_waiting"),
        ]


class WishesRows(Rows["Wishes"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)


class Wishes(Protected):
    """How a person wants to be told: at once, unless a family of kinds stands in one of these lists.

    Statutory notices, and mails about the account, go out at once whatever stands here.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    daily = ArrayField(models.CharField(max_length=12, choices=Family), default=list, blank=True)
    inbox_only = ArrayField(models.CharField(max_length=12, choices=Family), default=list, blank=True)
    zone = models.CharField(max_length=40, blank=True)  # of the morning; empty: that of the programme

    rows = WishesRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(daily__overlap=models.F("inbox_only")), name="wishes_one_manner_a_family"
            ),
        ]
