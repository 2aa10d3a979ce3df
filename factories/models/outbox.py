"""The outbox: what is to be told to whom, written in the transaction that made it true."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.visibility import Protected, Rows
from factories.models.factory import Factory
from factories.models.visibility import Level, seen_by

# about an account, not a factory; other messages without a factory are the addressee's alone,
# because what fails may tell of a secret (an assessor hears of new work)
ACCOUNT_KINDS = ("invitation", "password_link")


class MessageRows(Rows["Message"]):
    def visible_to(self, user: User) -> Self:
        """What was sent to one, while one still sees the factory; failed ones also for its staff.

        Until it is sent a message is nobody's: the check at sending may withhold it.
        """
        told = Q(status__in=[Message.Status.SENT, Message.Status.FAILED])
        still_seen = Q(factory=None) | Q(factory_id__in=seen_by(user, *Level))
        failed = Q(status=Message.Status.FAILED, factory_id__in=seen_by(user, Level.STAFF))
        account = Q(status=Message.Status.FAILED, factory=None, kind__in=ACCOUNT_KINDS)
        if not user.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE):
            account = Q(pk__in=[])
        return self.filter((Q(to=user) & told & still_seen) | failed | account)

    def inbox_of(self, user: User) -> Self:
        """One's own, newest first."""
        return self.visible_to(user).filter(to=user).order_by("-queued_at", "pk")

    def due(self, now: datetime) -> Self:
        """Waiting ones, and failed ones that a person sends again (`attempts` is 0)."""
        waiting = Q(status=Message.Status.QUEUED)
        again = Q(status=Message.Status.FAILED, attempts=0)
        return self.filter(waiting | again, not_before__lte=now)


class Message(Protected):
    """One message to one person. `key` is unique: telling twice writes one row.

    Claims, attempts and back-off run on real time. At sending, access is checked again: a
    person who may no longer know is not told (`withheld`). The words come from the template
    `templates/mail/<kind>.txt` at the moment of sending; nothing secret stands in `facts`.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENT = "sent", _("sent")
        WITHHELD = "withheld", _("not sent: no longer entitled")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)  # such as report:42:released:user:7
    kind = models.CharField(max_length=40)  # names the mail template
    to = models.ForeignKey(User, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, null=True, blank=True, related_name="+")
    subject_id = models.UUIDField(null=True, blank=True)  # the row it is about
    facts = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()  # real time
    queued_at = models.DateTimeField()  # domain time
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    rows = MessageRows.as_manager()

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["not_before"], condition=Q(status="queued"), name="message_queued"),
            models.Index(
                fields=["not_before"], condition=Q(status="failed", attempts=0), name="message_again"
            ),
            models.Index(fields=["to", "-queued_at"], name="message_inbox"),
        ]
