"""A factory's engagement year, and the advisor who accompanies it."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected
from factories.models.factory import Factory, OfFactory
from factories.models.visibility import Level
from programmes.rules import Standing

STANDINGS = [
    (Standing.HIGH_PERFORMER.value, _("high performer")),
    (Standing.ORDINARY.value, _("ordinary standing")),
    (Standing.NEEDS_SUPPORT.value, _("needs more support")),
]


class CycleRows(OfFactory["Cycle"]):
    def of(self, factory: Factory) -> Self:
        return self.filter(factory=factory).order_by("-number")

    def begun(self) -> Self:
        """Open, and with its first visit held."""
        return self.filter(closed_at=None, day_zero__isnull=False)

    def over(self, on: date) -> Self:
        """Open, though its last day has come; the factory has not re-registered."""
        return self.filter(closed_at=None, ends_on__lte=on)

    def unplanned(self) -> Self:
        """Begun, and its year's visits are not planned, or have to be planned anew."""
        return self.begun().filter(year_planned_at=None)


@tracked()
class Cycle(Protected):
    """Twelve months from the first advisory visit (ENG-2). Opened by registration, it has no
    day zero yet; the first visit gives it one, and with it its end."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    opened_at = models.DateTimeField()
    day_zero = models.DateField(_("first advisory visit"), null=True, blank=True)
    initial_advisory_until = models.DateField(null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # How the factory is differentiated in this year (ENG-4), decided by a person with a reason.
    standing = models.CharField(_("standing"), max_length=20, choices=STANDINGS, blank=True)
    standing_because = models.TextField(_("why"), blank=True)
    over_told_at = models.DateTimeField(null=True, blank=True)  # that it is over
    year_planned_at = models.DateTimeField(null=True, blank=True)  # its visits were laid; empty: to be done

    rows = CycleRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["factory", "number"], name="cycle_once"),
            models.UniqueConstraint(fields=["factory"], condition=Q(closed_at=None), name="cycle_one_open"),
            models.CheckConstraint(
                condition=Q(day_zero=None, ends_on=None) | Q(ends_on__gt=F("day_zero")),
                name="cycle_ends_after_day_zero",
            ),
            models.CheckConstraint(
                condition=Q(standing="") | ~Q(standing_because=""), name="cycle_standing_with_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["factory"],
                condition=Q(closed_at=None, year_planned_at=None, day_zero__isnull=False),
                name="cycle_unplanned",
            )
        ]

    def __str__(self) -> str:
        return f"{self.factory_id} · {self.number}"


class AdvisorAssignmentRows(OfFactory["AdvisorAssignment"]):
    levels = (Level.OWN, Level.STAFF, Level.GRANT, Level.REPORTS)  # a buyer knows the name (WHO-10)

    def current(self) -> Self:
        return self.filter(ended_at=None)


@tracked()
class AdvisorAssignment(Protected):
    """Who advises a factory, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    advisor = models.ForeignKey(User, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(  # whom the clocks call next, and while the advisor is away
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy")
    )
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    rows = AdvisorAssignmentRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["factory"], condition=Q(ended_at=None), name="one_advisor_at_a_time"
            )
        ]
