"""Country programmes, their dated calendar, and the taxonomy of compliance."""

from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role, User
from accounts.trail import tracked
from programmes import calendar
from programmes.rules import RULES, Kind


class CountryProgrammeRows(models.QuerySet["CountryProgramme"]):
    def of_staff(self, user: User, *roles: Role) -> "CountryProgrammeRows":
        """Those in which the person holds one of these roles today; head office belongs to all."""
        held = [membership for membership in user.roles if membership.role in roles]
        if any(membership.role == Role.HEAD_OFFICE for membership in held):
            return self.all()
        return self.filter(organisation__in={membership.organisation_id for membership in held})


@tracked()
class CountryProgramme(models.Model):
    """One country's programme: the tenant that staff belong to and factories register with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(_("code"), max_length=2, unique=True)  # ISO 3166
    name = models.CharField(_("country"), max_length=80)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="programme")
    zone = models.CharField(_("time zone"), max_length=40)  # IANA name; see `tz`
    languages = ArrayField(models.CharField(max_length=8), default=list)
    weekend = ArrayField(models.SmallIntegerField(), default=list)  # ISO weekdays, 1 is Monday

    objects = CountryProgrammeRows.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


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


class Cluster(models.Model):
    """One of the eight clusters of the compliance assessment tool, or a block of facts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    international = models.BooleanField(default=False)  # core labour standards; else national law
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class CompliancePoint(models.Model):
    """What findings, plan items and self-diagnosis are about; the same in every country."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="points")
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    facts = models.BooleanField(default=False)  # a block of fact-gathering questions alone: never a finding
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["cluster__order", "order"]

    def __str__(self) -> str:
        return self.name
