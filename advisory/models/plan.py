"""The one live improvement plan of a factory (IP-1 to IP-3)."""

from datetime import date
from hashlib import sha256
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected
from advisory.models.committee import Decision
from factories.models import Factory, StoredFile
from factories.models.factory import OfFactory
from programmes.models import CompliancePoint


class PlanRows(OfFactory["ImprovementPlan"]):
    pass


class ImprovementPlan(Protected):
    """One per factory, for ever: cycles come and go, the plan goes on."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.OneToOneField(Factory, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    items_so_far = models.PositiveIntegerField(default=0)  # the last item number given

    rows = PlanRows.as_manager()

    class Meta(Protected.Meta):
        pass


class PlanItemRows(OfFactory["PlanItem"]):
    def open(self) -> Self:
        return self.exclude(status__in=[PlanItem.Status.VERIFIED, PlanItem.Status.DROPPED])

    def overdue(self, today: date) -> Self:
        return self.open().exclude(status=PlanItem.Status.DONE).filter(due_on__lt=today)

    def to_check(self) -> Self:
        return self.filter(status=PlanItem.Status.DONE)


@tracked()
class PlanItem(Living, Protected):
    """One thing to improve: where it comes from, why it is so, who does what until when.

    The factory says it is done; the advisor verifies, or sends it back with a reason. An item
    that comes back later is a new one that points at the old (`recurs`).
    """

    class Origin(models.TextChoices):
        SELF_DIAGNOSIS = "self_diagnosis", _("self-diagnosis")
        FINDING = "finding", _("finding of an assessment")
        BUYER_PRIORITY = "buyer_priority", _("buyer's priority, accepted by the PICC")
        INCIDENT = "incident", _("incident")
        PICC = "picc", _("decided by the PICC")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("factory says done")
        VERIFIED = "verified", _("verified")
        DROPPED = "dropped", _("dropped")

    TRANSITIONS = {
        Status.OPEN: {Status.IN_PROGRESS, Status.DONE, Status.DROPPED},
        Status.IN_PROGRESS: {Status.DONE, Status.OPEN, Status.DROPPED},
        Status.DONE: {Status.VERIFIED, Status.IN_PROGRESS},
    }

    class Verification(models.TextChoices):
        ON_SITE = "on_site", _("seen on site")
        DOCUMENTS = "documents", _("documents or photos")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()  # shown as IP-014, counted within the factory
    origin = models.CharField(_("comes from"), max_length=20, choices=Origin)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    recurs = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    point = models.ForeignKey(CompliancePoint, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("what is to improve"), max_length=300)
    words = models.TextField(_("in more words"), blank=True)
    public_issue = models.BooleanField(default=False)
    root_cause = models.TextField(_("root cause"), blank=True)
    owner = models.CharField(_("who sees to it"), max_length=120, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verification = models.CharField(max_length=12, choices=Verification, blank=True)

    rows = PlanItemRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["factory", "number"], name="plan_item_number_once"),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="plan_item_verified_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["factory", "due_on"],
                condition=Q(status__in=["open", "in_progress", "done"]),
                name="plan_item_open",
            )
        ]

    @property
    def code(self) -> str:
        return f"IP-{self.number:03d}"

    @property
    def is_open(self) -> bool:
        return self.status not in (self.Status.VERIFIED, self.Status.DROPPED)

    @property
    def version(self) -> str:
        """Names what the item says now; an update based on another version is refused."""
        said = [self.status, self.root_cause, self.owner, str(self.due_on or "")]
        return sha256("\x1f".join(said).encode()).hexdigest()[:16]


class PlanActionRows(OfFactory["PlanAction"]):
    pass


@tracked()
class PlanAction(Protected):
    """A step towards an item, with its owner and date."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="+", related_query_name="action")
    words = models.TextField(_("step"))
    owner = models.CharField(_("who"), max_length=120, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    rows = PlanActionRows.as_manager()

    class Meta(Protected.Meta):
        pass


class EvidenceRows(OfFactory["Evidence"]):
    pass


@tracked()
class Evidence(Protected):
    """A photo or document that shows an item's progress."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="+", related_query_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    words = models.CharField(_("what it shows"), max_length=300, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    rows = EvidenceRows.as_manager()

    class Meta(Protected.Meta):
        pass

    @property
    def icon(self) -> str:
        return "camera" if self.file.content_type.startswith("image/") else "document"


class PlanCommentRows(OfFactory["PlanComment"]):
    pass


class PlanComment(Protected):
    """What was said about an item; nothing said earlier is lost, so it is never edited."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="+", related_query_name="comment")
    words = models.TextField(_("comment"))
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    rows = PlanCommentRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["said_at"]
