"""What holds for one factory alone: its own facts, and the exceptions that were named for it."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PLANNERS, User
from accounts.trail import tracked
from accounts.visibility import Protected
from factories.models.factory import Factory, OfFactory
from factories.models.visibility import Level
from programmes.models import CountryProgramme, Fact
from programmes.models.validity import ends_after_it_began, once_at_a_time
from programmes.services import PRIORITIES, Modality, Service


class FactoryFactRows(OfFactory["FactoryFact"]):
    pass


@tracked()
class FactoryFact(Fact, Protected):
    """Production or visits at one factory, where they differ from its country's. Source: PHS-1."""

    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")

    rows = FactoryFactRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-valid_from"]
        constraints = Fact.constraints("factory_fact", "factory")

    def __str__(self) -> str:
        return f"{self.subject}: {self.value}"


class ServiceExceptionRows(OfFactory["ServiceException"]):
    pass


@tracked()
class ServiceException(Protected):
    """A named way past the policy for one factory: a critical issue, with approval. Source: PHS-2."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    service = models.CharField(
        _("service"), max_length=40, choices=[(each.value, each.value) for each in Service]
    )
    modality = models.CharField(
        _("form"), max_length=12, choices=[(each.value, each.value) for each in Modality]
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    reason = models.TextField(_("reason"))
    clearance = models.TextField(_("who cleared the visit"))  # law and UN policy, named
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    rows = ServiceExceptionRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="exception_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(clearance=""), name="exception_with_reason_and_clearance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.modality}"


DESIGNATES = (
    Q(kind="priority", value__in=[*PRIORITIES])
    | (Q(kind="pilot") & ~Q(value=""))
    | Q(kind__in=["egregious", "strike"], value="")
)


class DesignationRows(OfFactory["Designation"]):
    levels = (Level.STAFF,)

    def visible_to(self, user: User) -> Self:
        """The country's staff; the priority for assessment, from which a date can be guessed, planners alone."""
        plans = CountryProgramme.objects.of_staff(user, *PLANNERS)
        seen = super().visible_to(user)
        return seen.filter(~Q(kind=Designation.Kind.PRIORITY) | Q(factory__programme__in=plans))


@tracked()
class Designation(Protected):
    """What a row of a policy, or the ordinary rule, asks of single factories, from a local day on (PHS-2, ENG-7).

    `value`: of a priority “high” or “lower”; of a pilot the code of the policy's row; else empty.
    """

    class Kind(models.TextChoices):
        PRIORITY = "priority", _("priority for assessment")
        PILOT = "pilot", _("takes part in a pilot")
        EGREGIOUS = "egregious", _("egregious issue")
        STRIKE = "strike", _("a strike of category B goes on")  # the clock alone names it

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    kind = models.CharField(_("designation"), max_length=12, choices=Kind)
    value = models.CharField(_("which"), max_length=20, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    rows = DesignationRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-valid_from"]
        constraints = [
            ends_after_it_began("designation_ends_after_it_began"),
            models.CheckConstraint(condition=DESIGNATES, name="designation_of_a_known_value"),
            models.CheckConstraint(condition=~Q(reason=""), name="designation_with_reason"),
            once_at_a_time("designation_once_at_a_time", "factory", "kind", condition=~Q(kind="pilot")),
            once_at_a_time("designation_pilot_once", "factory", "value", condition=Q(kind="pilot")),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"
