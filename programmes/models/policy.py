"""Facts of countries and regions, and the dated, versioned policies of services. Source: PHS-1 to PHS-3."""

from datetime import date
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.trail import tracked
from programmes.models.programme import CountryProgramme
from programmes.models.validity import ends_after_it_began, once_at_a_time
from programmes.policy import FactValue, Subject
from programmes.services import PRIORITIES, Modality, Service


class Region(models.Model):
    """A part of a country for which facts can differ from the country's."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.CASCADE, related_name="+")
    name = models.CharField(_("region"), max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="region_named_once")]

    def __str__(self) -> str:
        return self.name


BELONGS = Q(subject="production", value__in=["suspended", "partly", "fully"]) | Q(
    subject="visits", value__in=["suspended", "possible"]
)


class Fact(models.Model):
    """A dated fact; `valid_until` is the first local day on which it no longer holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subject = models.CharField(
        _("fact"), max_length=12, choices=[(each.value, each.value) for each in Subject]
    )
    value = models.CharField(
        _("value"), max_length=12, choices=[(each.value, each.value) for each in FactValue]
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    decision = models.TextField(_("decision"))  # who, when, consulted whom
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def constraints(name: str, *scope: str) -> list[models.BaseConstraint]:
        """What holds for every table of facts; a model lists it in its own Meta."""
        return [
            models.CheckConstraint(condition=BELONGS, name=f"{name}_value_of_its_subject"),
            ends_after_it_began(f"{name}_ends_after_it_began"),
            once_at_a_time(f"{name}_once_at_a_time", *scope, "subject"),
        ]


class ProgrammeFactRows(models.QuerySet["ProgrammeFact"]):
    def on(self, day: date) -> "ProgrammeFactRows":
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gt=day))


@tracked()
class ProgrammeFact(Fact):
    """A fact of a whole country, or of one of its regions."""

    programme = models.ForeignKey(CountryProgramme, models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProgrammeFactRows.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        constraints = Fact.constraints("programme_fact", "programme", "region")

    def __str__(self) -> str:
        return f"{self.subject}: {self.value}"


@tracked()
class Policy(models.Model):
    """A version of what the programme offers, with its decision. `replaces` is the version before it.

    A country's own policy goes before the common one, as a whole, while it holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=40, unique=True)  # such as adapted-services-2020
    country = models.CharField(
        _("country"), max_length=2, blank=True, default="", db_default=""
    )  # ISO 3166; empty: the common one
    name = models.CharField(_("policy"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200)
    consulted = models.TextField(_("consulted"), blank=True)
    source = models.CharField(_("source"), max_length=200)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")

    class Meta:
        ordering = ["-valid_from"]
        verbose_name_plural = "policies"
        constraints = [
            ends_after_it_began("policy_ends_after_it_began"),
            once_at_a_time("policy_of_one_scope_once", "country"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ServicePolicy(models.Model):
    """One row of a policy: a service or kind of report, where, in which phases, since when, for whom.

    An unconfirmed row is expected, never a yes; an imprecise start lies in `starts_on` up to, not
    including, `starts_by`, and is a yes from `starts_by` on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="services")
    code = models.CharField(_("row"), max_length=12)  # as its source numbers it
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166; empty: every country
    phases = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("phases"))
    service = models.CharField(
        _("service"), max_length=40, choices=[(each.value, each.value) for each in Service]
    )
    modalities = ArrayField(
        models.CharField(max_length=12, choices=[(each.value, each.value) for each in Modality]),
        default=list,
        blank=True,
    )
    audience = models.CharField(_("audience"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    starts_by = models.DateField(_("surely from"), null=True, blank=True)
    when = models.CharField(_("date as the source says it"), max_length=40, blank=True)
    confirmed = models.BooleanField(_("confirmed"), default=True)
    pilot = models.BooleanField(_("pilot"), default=False)
    targets = models.CharField(
        _("for factories of priority"), max_length=8, choices=list(PRIORITIES.items()), blank=True
    )
    partner = models.CharField(_("with"), max_length=200, blank=True)
    condition = models.CharField(_("condition"), max_length=300, blank=True)
    allowed = models.BooleanField(default=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200)
    certain = models.BooleanField(default=True)  # else our reading of the source

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "code"], name="service_policy_once"),
            models.CheckConstraint(
                condition=Q(starts_by=None) | Q(starts_on__isnull=False, starts_by__gt=F("starts_on")),
                name="service_policy_start_in_order",
            ),
            models.CheckConstraint(condition=Q(phases__len__gt=0), name="service_policy_of_a_phase"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.service}"
