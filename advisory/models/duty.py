"""What is owed because of an incident: the row that will meet the obligation, and who was reminded of it."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from advisory.models.incident import Incident
from factories.models import Buyer, Factory
from factories.models.factory import OfFactory
from factories.models.visibility import Level, seen_by
from programmes.dated import Dated


class DutyRows(OfFactory["Duty"]):
    def open(self) -> Self:
        return self.filter(done_at=None, waived_at=None)

    def timed(self) -> Self:
        """Those on which a clock runs; the others are met by what comes next."""
        return self.filter(due_at__isnull=False)

    def ringing(self, at: datetime) -> Self:
        """Those at which something happens by then: a reminder, an escalation, the lapse."""
        return self.filter(next_at__lte=at)


@tracked(by_statement=True)
class Duty(Dated, Protected):
    """One thing owed because of an incident, to one buyer where it is owed to buyers. Source: NTF-1, NTF-2, NTF-5.

    `next_at` is the next moment at which the clock has something to do with it; empty once it ended or
    nothing is left to do. `lapsed_at` stays for ever: a duty met late reads both.
    """

    class Kind(models.TextChoices):
        INFORM_BUYER = "inform_buyer", _("the buyer is informed")
        FACTORY_TELLS = "factory_tells", _("the factory tells the buyer of the strike")
        ASSESS_STRIKE = "assess_strike", _("the buyer gets our assessment of the situation")
        FOLLOW_UP_VISIT = "follow_up_visit", _("the next visit follows up")
        NEXT_REPORT = "next_report", _("the next progress report says it")

    class MetBy(models.TextChoices):
        FACTORY = "factory", _("the factory told the buyer")
        NOTICE = "notice", _("our notice")
        VISIT = "visit", _("a visit")
        REPORT = "report", _("a progress report")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+", related_query_name="duty")
    kind = models.CharField(max_length=16, choices=Kind)
    buyer = models.ForeignKey(Buyer, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    met_by = models.CharField(max_length=10, choices=MetBy, blank=True)
    proof = models.TextField(_("how it can be proven"), blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    rows = DutyRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["due_at"]
        constraints = [
            *Dated.constraints("duty"),
            models.UniqueConstraint(
                fields=["incident", "kind", "buyer"],
                condition=Q(waived_at=None),
                nulls_distinct=False,
                name="duty_owed_once",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, met_by="") | (Q(done_at__isnull=False) & ~Q(met_by="")),
                name="duty_met_by_something",
            ),
            models.CheckConstraint(
                condition=Q(next_at=None) | Q(done_at=None, waived_at=None), name="duty_ended_rings_no_more"
            ),
        ]
        indexes = [
            Dated.index("duty"),
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="duty_ringing"),
            models.Index(fields=["incident"], name="duty_by_incident"),
            models.Index(fields=["factory", "due_at"], name="duty_by_factory"),
        ]

    @property
    def is_late(self) -> bool:
        """Met late, or lapsed and still open."""
        return self.lapsed_at is not None


class EscalationRows(Rows["Escalation"]):
    def visible_to(self, user: User) -> Self:
        """Who was rung is known to the country's staff, and to the person."""
        return self.filter(Q(factory_id__in=seen_by(user, Level.STAFF)) | Q(to=user))


class Escalation(Protected):
    """One person was reminded of a duty, on one rung of its ladder; each once."""

    class Rung(models.TextChoices):
        OPENED = "opened", _("told at once")
        RESPONSIBLE = "responsible", _("reminded")
        DEPUTY = "deputy", _("the deputy was called")
        LEADER = "leader", _("the team leaders were called")
        MANAGER = "manager", _("the country manager was called")
        LAPSED = "lapsed", _("it lapsed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="+", related_query_name="escalation")
    rung = models.CharField(max_length=12, choices=Rung)
    to = models.ForeignKey(User, models.PROTECT, related_name="+")
    rung_at = models.DateTimeField()

    rows = EscalationRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["rung_at"]
        constraints = [models.UniqueConstraint(fields=["duty", "rung", "to"], name="escalation_once")]
