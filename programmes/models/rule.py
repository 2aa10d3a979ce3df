"""The dated rows of the calendar."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.trail import tracked
from programmes import calendar
from programmes.models.programme import CountryProgramme
from programmes.models.validity import ends_after_it_began, once_at_a_time
from programmes.rules import REQUIRED, RULES, Kind, Standing

KINDS = [(kind.value, kind.value) for kind in Kind]


class CalendarRuleRows(models.QuerySet["CalendarRule"]):
    def for_programme(self, programme: CountryProgramme) -> "CalendarRuleRows":
        """The common rows and the country's own; `calendar.in_force` chooses among them."""
        return self.filter(Q(programme=programme) | Q(programme=None))

    def in_force(
        self, kind: Kind, programme: CountryProgramme, on: date, *, year: int = 0, standing: str = ""
    ) -> "CalendarRule | None":
        rows = self.for_programme(programme).filter(kind=kind)
        row = calendar.in_force(rows, kind, on, year=year, standing=standing)
        return row if isinstance(row, CalendarRule) else None


@tracked()
class CalendarRule(models.Model):
    """How long a kind of rule is, in which country, from when to when, by which source.

    `amount` counts the unit of the kind (`programmes/rules.py`); empty means switched off.
    `valid_until` is the first day on which the row no longer holds. `from_year` (0: any) and
    `standing` (empty: any) narrow the row to factories in that year of theirs or later, of that
    standing. Rows of one scope never overlap: the database sees to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(_("rule"), max_length=40, choices=KINDS)
    amount = models.PositiveIntegerField(_("length"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    from_year = models.PositiveSmallIntegerField(_("from year"), default=0, db_default=0)
    standing = models.CharField(_("standing"), max_length=20, default="", db_default="", blank=True)

    objects = CalendarRuleRows.as_manager()

    class Meta:
        constraints = [
            ends_after_it_began("rule_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | ~Q(kind__in=REQUIRED), name="rule_has_its_length"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["", *(each.value for each in Standing)]),
                name="rule_of_a_known_standing",
            ),
            once_at_a_time("rule_of_one_scope_once", "programme", "kind", "standing", "from_year"),
        ]

    def __str__(self) -> str:
        length = "off" if self.amount is None else f"{self.amount} {RULES[Kind(self.kind)].unit}"
        return f"{self.kind} = {length}"

    @property
    def for_country(self) -> bool:
        return self.programme_id is not None

    @property
    def scope(self) -> tuple[object, ...]:
        """Rows of the same scope follow each other; they never hold together."""
        return (self.programme_id, self.kind, self.standing, self.from_year)
