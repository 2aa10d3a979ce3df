"""A factory's engagement year, and the advisor who accompanies it."""

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


class CycleRows(OfFactory["Cycle"]):
    def of(self, factory: Factory) -> Self:
        return self.filter(factory=factory).order_by("-number")


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

    rows = CycleRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["factory", "number"], name="cycle_once"),
            models.UniqueConstraint(fields=["factory"], condition=Q(closed_at=None), name="cycle_one_open"),
            models.CheckConstraint(
                condition=Q(day_zero=None, ends_on=None) | Q(ends_on__gt=F("day_zero")),
                name="cycle_ends_after_day_zero",
            ),
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
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    rows = AdvisorAssignmentRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["factory"], condition=Q(ended_at=None), name="one_advisor_at_a_time"
            )
        ]
