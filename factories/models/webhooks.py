"""Where a buyer's own systems want to be told."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import Membership, Organisation, Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows


class WebhookRows(Rows["Webhook"]):
    def visible_to(self, user: User) -> Self:
        """The organisation's own, for its buyer users."""
        mine = Membership.objects.current().filter(user=user, role=Role.BUYER_USER)
        return self.filter(organisation_id__in=mine.values("organisation"))

    def standing(self) -> Self:
        return self.filter(status=Webhook.Status.ON)


@tracked(exclude=["secret", "failing_since", "worked_at"])
class Webhook(Living, Protected):
    """An address of a buyer's system, and the secret that signs what is posted to it.

    Behind it stands a person of its own (`user.is_machine`) with the buyer's role: what tells a
    buyer's people tells the webhook too, and both walls judge it like one of them. The secret is
    shown once and kept encrypted, because it must sign.
    """

    class Status(models.TextChoices):
        ON = "on", _("works")
        OFF = "off", _("switched off")
        DISABLED = "disabled", _("disabled: it failed for days")

    TRANSITIONS = {
        Status.ON: {Status.OFF, Status.DISABLED},
        Status.OFF: {Status.ON},
        Status.DISABLED: {Status.ON, Status.OFF},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    name = models.CharField(_("what it is for"), max_length=80)
    url = models.CharField(max_length=500)
    secret = models.TextField()  # encrypted
    status = models.CharField(max_length=10, choices=Status, default=Status.ON)
    failing_since = models.DateTimeField(null=True, blank=True)  # real time
    worked_at = models.DateTimeField(null=True, blank=True)  # real time
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    rows = WebhookRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "url"], condition=~Q(status="off"), name="webhook_once"
            ),
        ]

    def failing_for_days(self, now: datetime, days: int) -> bool:
        return self.failing_since is not None and (now - self.failing_since).days >= days
