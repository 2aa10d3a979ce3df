"""Changes of the conditions under which a programme works: drafted, previewed, approved, applied. Source: PHS-4."""

from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import STAFF, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from factories.models import Factory
from planning import proposals
from programmes.calendar import start_of_day
from programmes.models import CountryProgramme, Region
from programmes.models.validity import ends_after_it_began

UNDER_WAY = ["draft", "asked", "approved"]
BELONGS = Q(proposal__subject="production", proposal__value__in=["suspended", "partly", "fully"]) | Q(
    proposal__subject="visits", proposal__value__in=["suspended", "possible"]
)


class DraftRows(Rows["Draft"]):
    def visible_to(self, user: User) -> Self:
        """The country's staff. What it would do to planned assessments is for planners alone."""
        return self.filter(programme__in=CountryProgramme.objects.of_staff(user, *STAFF))

    def under_way(self) -> Self:
        return self.filter(status__in=UNDER_WAY)


@tracked()
class Draft(Living, Protected):
    """What would hold from a local day on: a fact of a country, a region of it or one factory, a row
    of the country's calendar, or its policy of services. `scope` names the thing; of two drafts under way of one
    thing at one place the second is refused.
    """

    class Kind(models.TextChoices):
        FACT = "fact", _("fact")
        RULE = "rule", _("rule of the calendar")
        POLICY = "policy", _("policy of services")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ASKED = "asked", _("waits for approval")
        APPROVED = "approved", _("approved")
        APPLIED = "applied", _("applied")
        THROWN_AWAY = "thrown_away", _("thrown away")

    TRANSITIONS = {
        Status.DRAFT: {Status.ASKED, Status.THROWN_AWAY},
        Status.ASKED: {Status.APPROVED, Status.DRAFT, Status.THROWN_AWAY},
        Status.APPROVED: {Status.APPLIED, Status.THROWN_AWAY},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    factory = models.ForeignKey(Factory, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FACT)
    scope = models.CharField(max_length=80)  # such as visits, cycle_length::0
    proposal = models.JSONField()  # see planning/proposals.py
    valid_from = models.DateField(_("from"))  # a local date of the programme
    valid_until = models.DateField(
        _("until"), null=True, blank=True
    )  # the first day on which it no longer holds
    decision = models.TextField(_("decision"))  # who decided, when, who was consulted, why
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    alone_because = models.TextField(blank=True)  # why one person drafted and approved (WHO-15)
    applied_at = models.DateTimeField(null=True, blank=True)
    changed = models.PositiveIntegerField(null=True, blank=True)  # planned and promised rows, when applied
    refusal = models.TextField(blank=True)  # why the worker could not apply it

    rows = DraftRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="fact") | BELONGS, name="draft_value_of_its_subject"),
            models.UniqueConstraint(
                fields=["programme", "region", "factory", "kind", "scope"],
                condition=Q(status__in=UNDER_WAY),
                nulls_distinct=False,
                name="draft_of_one_thing_once",
            ),
            ends_after_it_began("draft_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(region=None) | Q(factory=None), name="draft_of_a_region_or_a_factory"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "applied"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="draft_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.scope}"

    @property
    def proposed(self) -> Any:
        """`FactProposal`, `RuleProposal` or `PolicyProposal`, by its kind."""
        return proposals.read(self.kind, self.proposal)

    @property
    def place(self) -> str:
        """The country, its region, or the factory."""
        return str(self.factory or self.region or self.programme)

    @property
    def moment(self) -> datetime:
        """When it takes effect: the first moment of its local day."""
        return start_of_day(self.valid_from, self.programme.tz)
