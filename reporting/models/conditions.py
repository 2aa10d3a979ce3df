"""Conditions in a country, told to everybody: the update on its way, and the frozen copy that is out (PHS-5)."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import STAFF, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from programmes.models import CountryProgramme


class ConditionsUpdateRows(Rows["ConditionsUpdate"]):
    def visible_to(self, user: User) -> Self:
        """The country's staff; what is published everybody reads in the frozen copy."""
        return self.filter(programme__in=CountryProgramme.objects.of_staff(user, *STAFF))

    def due(self, at: object) -> Self:
        return self.filter(status=ConditionsUpdate.Status.APPROVED, publish_at__lte=at)


@tracked()
class ConditionsUpdate(Living, Protected):
    """Written by an administrator or prepared by the worker when a fact changed, approved by the
    country manager (WHO-15), published by the worker at its moment.

    `titles` and `words` are by language. `payload` is frozen when approval is asked for, so that what
    was approved is what everybody reads; it speaks of the country and its regions on the local day `on`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ASKED = "asked", _("waits for approval")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        THROWN_AWAY = "thrown_away", _("thrown away")

    TRANSITIONS = {
        Status.DRAFT: {Status.ASKED, Status.THROWN_AWAY},
        Status.ASKED: {Status.APPROVED, Status.DRAFT, Status.THROWN_AWAY},
        Status.APPROVED: {Status.PUBLISHED, Status.DRAFT, Status.THROWN_AWAY},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    on = models.DateField(_("conditions on"))
    titles = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    payload = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    because = models.UUIDField(null=True, blank=True, unique=True)  # the applied draft that asks for it
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )  # None: the worker
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    alone_because = models.TextField(blank=True)  # why one person wrote and approved (WHO-15)
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    rows = ConditionsUpdateRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["asked", "approved", "published"]) | ~Q(payload=""),
                name="conditions_frozen_before_approval",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "published"])
                | Q(approved_by__isnull=False, approved_at__isnull=False, publish_at__isnull=False),
                name="conditions_approved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"], condition=Q(status="approved"), name="conditions_to_be_published"
            )
        ]

    def __str__(self) -> str:
        return str(next((title for title in self.titles.values() if title), self.on))


class PublishedConditions(models.Model):
    """What is out: written once by the worker, never changed, read by everybody; the only table
    that the public pages and feeds ask."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    country = models.CharField(max_length=2)  # ISO 3166
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=40)
    number = models.PositiveIntegerField()  # counted within the country
    on = models.DateField()
    titles = models.JSONField()
    words = models.JSONField()
    payload = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    objects: models.Manager["PublishedConditions"] = models.Manager()

    class Meta:
        ordering = ["-published_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], name="published_conditions_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.number}"
