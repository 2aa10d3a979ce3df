"""The outbox: what is to be told to whom, written in the transaction that made it true."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.visibility import Protected, Rows
from factories.models.factory import Factory


class Family(models.TextChoices):
    """Kinds that a person thinks of together: for the filters of the inbox and for one's own settings."""

    REPORTS = "reports", _("Reports")
    INCIDENTS = "incidents", _("Incidents and strikes")
    VISITS = "visits", _("Visits and the year's plan")
    PLAN = "plan", _("Improvement plan and PICC")
    ASSESSMENTS = "assessments", _("Assessments and findings")
    RULES = "rules", _("Rules, policies and conditions")
    PLACES = "places", _("Factories, buyers and people")
    OTHER = "other", _("Everything else")


class MessageRows(Rows["Message"]):
    def visible_to(self, user: User) -> Self:
        """A message shows to whom one of its deliveries shows."""
        from factories.models.delivery import Delivery

        return self.filter(pk__in=Delivery.rows.visible_to(user).values("message"))

    def waiting(self) -> Self:
        """Those whose deliveries are not laid yet, the oldest first."""
        return self.filter(laid_at=None).order_by("queued_at", "pk")


class Message(Protected):
    """One thing told to one person. `key` is unique: telling twice writes one row.

    The worker lays a `Delivery` for each channel by which the person is told; what became of it
    stands there. The words come from the template `templates/mail/<kind>.txt` at the moment of
    sending; nothing secret stands in `facts`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)  # such as report:42:released:user:7
    kind = models.CharField(max_length=40)  # names the mail template
    to = models.ForeignKey(User, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, null=True, blank=True, related_name="+")
    subject_id = models.UUIDField(null=True, blank=True)  # the row it is about
    facts = models.JSONField(default=dict)
    queued_at = models.DateTimeField()  # domain time
    laid_at = models.DateTimeField(null=True, blank=True)  # real time

    rows = MessageRows.as_manager()

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["queued_at"], condition=Q(laid_at=None), name="message_waiting"),
            models.Index(fields=["subject_id"], name="message_subject"),
        ]
