"""A buyer's own corrective action plan: no second plan, its points are mapped onto plan items (IP-4)."""

from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from advisory.models.plan import PlanItem
from factories.models import Buyer, Factory
from factories.models.buyers import OfBuyerAndFactory, buyers_of
from factories.models.visibility import Level, seen_by
from programmes.models import CompliancePoint

INSIDE = (Level.OWN, Level.STAFF, Level.GRANT)


class CorrectivePlanRows(Rows["CorrectivePlan"]):
    def visible_to(self, user: User) -> Self:
        """Both sides and staff; until it is taken in, only the side that sent the file."""
        taken = ~Q(status=CorrectivePlan.Status.DRAFT)
        inside = Q(factory_id__in=seen_by(user, *INSIDE)) & (taken | Q(on_behalf=True))
        return self.filter(inside | (Q(buyer_id__in=buyers_of(user)) & (taken | Q(on_behalf=False))))

    def taken_in(self) -> Self:
        return self.filter(status=CorrectivePlan.Status.TAKEN_IN)


@tracked(exclude=["lines"])
class CorrectivePlan(Living, Protected):
    """A file that a buyer sent, or the factory for it (`on_behalf`). `lines` are the cells as they were
    read, `columns` which of them is what: both serve the dry run, and `lines` go when the plan is taken in.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("not taken in yet")
        TAKEN_IN = "taken_in", _("taken in")
        WITHDRAWN = "withdrawn", _("withdrawn")

    TRANSITIONS = {
        Status.DRAFT: {Status.TAKEN_IN, Status.WITHDRAWN},
        Status.TAKEN_IN: {Status.WITHDRAWN},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    on_behalf = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    header_line = models.PositiveIntegerField(default=0)  # in the file; 0: it has none
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # what a cell is: index of the column as text -> field
    lines = models.JSONField(default=list)  # [number in the file, [cell, …]]
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_in_at = models.DateTimeField(null=True, blank=True)
    left_out = models.PositiveIntegerField(default=0)  # rows that were not taken in
    answered_at = models.DateTimeField(null=True, blank=True)  # every point covered, left, or at the PICC
    untold = models.BooleanField(default=False)

    rows = CorrectivePlanRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="taken_in") | Q(taken_in_at__isnull=False, lines=[]),
                name="corrective_plan_taken_in_at_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["uploaded_at"], condition=Q(untold=True), name="corrective_plan_untold"),
            models.Index(fields=["factory", "-uploaded_at"], name="corrective_plan_by_factory"),
        ]


class CorrectivePointRows(OfBuyerAndFactory["CorrectivePoint"]):
    def unanswered(self, plan: CorrectivePlan) -> Self:
        """Those of a plan that neither an item nor the PICC nor a reason answers."""
        went = ["raised", "on_agenda", "accepted", "declined", "not_taken_up"]
        at_picc = self.filter(plan=plan, priority__status__in=went)
        covered = Coverage.rows.filter(point__plan=plan).values("point")
        mine = self.filter(plan=plan, left_because="")
        return mine.exclude(pk__in=covered).exclude(pk__in=at_picc.values("pk"))


@tracked()
class CorrectivePoint(Protected):
    """One point of a buyer's plan, in the buyer's own words. What answers it: plan items (`Coverage`),
    the PICC (`BuyerPriority.answers`), or the reason why it is left."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    plan = models.ForeignKey(
        CorrectivePlan, models.CASCADE, related_name="+", related_query_name="corrective_point"
    )
    line = models.PositiveIntegerField()  # in the file
    issue = models.TextField(_("issue"))
    requirement = models.TextField(_("requirement"), blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    said_status = models.CharField(_("status in the buyer's plan"), max_length=80, blank=True)
    responsible = models.CharField(_("responsible"), max_length=120, blank=True)
    point = models.ForeignKey(CompliancePoint, models.PROTECT, null=True, blank=True, related_name="+")
    left_because = models.TextField(_("why it is left"), blank=True)
    left_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    rows = CorrectivePointRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "line"], name="corrective_point_once"),
            models.CheckConstraint(
                condition=Q(left_because="") | Q(left_by__isnull=False, left_at__isnull=False),
                name="corrective_point_left_by_somebody",
            ),
        ]


class CoverageRows(Rows["Coverage"]):
    def visible_to(self, user: User) -> Self:
        """Inside alone: what the buyer may read of the item stands in `BuyersItem`."""
        return self.filter(factory_id__in=seen_by(user, *INSIDE))


@tracked()
class Coverage(Protected):
    """A person said that this plan item covers that point."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    point = models.ForeignKey(
        CorrectivePoint, models.CASCADE, related_name="+", related_query_name="coverage"
    )
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    rows = CoverageRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["point", "item"], name="coverage_once")]


class PlanDownloadRows(OfBuyerAndFactory["PlanDownload"]):
    pass


class PlanDownload(Protected):
    """Who took away a mapped plan, when, in what form."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    plan = models.ForeignKey(CorrectivePlan, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    format = models.CharField(max_length=4)
    at = models.DateTimeField()

    rows = PlanDownloadRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-at"]


class BuyersItem(models.Model):
    """The SQL view of what a buyer may read of a plan item that answers to it: number, status and due
    date; the title only where it came from this buyer's own wish or point.

    It is bound to the person of the transaction and empty while one of the three conditions is missing
    (`advisory/policies.py`). `subject` is the corrective point or the priority.
    """

    id = models.UUIDField(primary_key=True)
    buyer_id = models.UUIDField()
    factory_id = models.UUIDField()
    subject_id = models.UUIDField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=PlanItem.Status)
    due_on = models.DateField(null=True)

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        managed = False
        db_table = "buyers_item"

    @property
    def code(self) -> str:
        return f"IP-{self.number:03d}"
