"""The dated rows of the calendar."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.trail import tracked
from programmes import calendar
from programmes.models.programme import CountryProgramme
from programmes.rules import RULES, Kind


class CalendarRuleRows(models.QuerySet["CalendarRule"]):
    def for_programme(self, programme: CountryProgramme) -> "CalendarRuleRows":
        """The common rows and the country's own; `calendar.in_force` chooses among them."""
        return self.filter(Q(programme=programme) | Q(programme=None))

    def in_force(self, kind: Kind, programme: CountryProgramme, on: date) -> "CalendarRule | None":
        row = calendar.in_force(self.for_programme(programme).filter(kind=kind), kind, on)
        return row if isinstance(row, CalendarRule) else None


@tracked()
class CalendarRule(models.Model):
    """How long a kind of rule is, in which country, from when to when, by which source.

    `amount` counts the unit of the kind (`programmes/rules.py`); empty means switched off.
    `valid_until` is the first day on which the row no longer holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(_("rule"), max_length=40, choices=[(kind.value, kind.value) for kind in Kind])
    amount = models.PositiveIntegerField(_("length"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    objects = CalendarRuleRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "valid_from"], nulls_distinct=False, name="rule_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="rule_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        length = "off" if self.amount is None else f"{self.amount} {RULES[Kind(self.kind)].unit}"
        return f"{self.kind} = {length}"

    @property
    def for_country(self) -> bool:
        return self.programme_id is not None
