"""Incidents and strikes at a factory: what is known of them, and whom we asked. Source: NTF-1, NTF-2."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected
from factories.models import Factory
from factories.models.factory import OfFactory
from factories.models.visibility import Level


class IncidentRows(OfFactory["Incident"]):
    """Never a buyer's: buyers read notices alone, and only those that were sent to them."""

    def running(self) -> Self:
        return self.filter(status=Incident.Status.RUNNING)

    def strikes(self) -> Self:
        return self.filter(kind=Incident.Kind.STRIKE)

    def to_settle(self, at: datetime) -> Self:
        return self.filter(settle_at__lte=at)


@tracked()
class Incident(Living, Protected):
    """Something happened at a factory of which its buyers must hear. Source: advisory FAQ III.6 and III.7.

    All moments are instants. `known_at` is when any staff member learned of it, typed by that person,
    who may log it days later; `recorded_at` is when it came into the system. People are counted, never
    named. `settle_at` asks the worker to derive the duties anew at that moment; empty: nothing waits.
    """

    class Kind(models.TextChoices):
        FOOD_POISONING = "food_poisoning", _("food poisoning")
        MASS_FAINTING = "mass_fainting", _("mass fainting")
        ACCIDENT = "accident", _("accident")
        FIRE = "fire", _("fire")
        BUILDING = "building", _("building at risk")
        CHEMICAL = "chemical", _("chemical spill or exposure")
        VIOLENCE = "violence", _("violence or threat")
        STRIKE = "strike", _("strike or work stoppage")
        NON_COOPERATION = "non_cooperation", _("the factory does not cooperate or progress")
        OTHER = "other", _("something else")

    class Status(models.TextChoices):
        RUNNING = "running", _("going on")
        OVER = "over", _("over")
        MISTAKEN = "mistaken", _("recorded by mistake")

    TRANSITIONS = {
        Status.RUNNING: {Status.OVER, Status.MISTAKEN},
        Status.OVER: {Status.RUNNING, Status.MISTAKEN},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    status_reason = models.TextField(blank=True)
    began_at = models.DateTimeField(_("when it began"))
    ended_at = models.DateTimeField(_("when it ended"), null=True, blank=True)
    known_at = models.DateTimeField(_("when any of us learned of it"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_factory = models.BooleanField(default=False)  # its own people reported it
    what = models.TextField(_("what is known"))
    steps = models.TextField(_("what is being done"), blank=True)
    workers = models.PositiveIntegerField(_("workers affected"), null=True, blank=True)
    women = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    hurt = models.PositiveIntegerField(_("people hurt or ill"), null=True, blank=True)
    dead = models.PositiveIntegerField(_("people who died"), null=True, blank=True)
    # Of a strike:
    violence_at = models.DateTimeField(_("when violence was used"), null=True, blank=True)
    threatened = models.BooleanField(_("lives are under threat"), default=False)
    cause = models.TextField(_("reason for the strike"), blank=True)
    one_with = models.ForeignKey(  # the first of several factories that are on one strike
        "self", models.PROTECT, null=True, blank=True, related_name="+", related_query_name="joined"
    )
    joined_at = models.DateTimeField(null=True, blank=True)  # the worker's: when the second of them began
    settle_at = models.DateTimeField(null=True, blank=True)
    settle_error = models.TextField(blank=True)

    rows = IncidentRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-known_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="incident_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(known_at__gte=F("began_at")) & Q(recorded_at__gte=F("known_at")),
                name="incident_began_known_recorded",
            ),
            models.CheckConstraint(
                condition=Q(women=None) | Q(workers=None) | Q(women__lte=F("workers")),
                name="incident_women_among_workers",
            ),
            models.CheckConstraint(
                condition=~Q(status="over") | Q(ended_at__isnull=False), name="incident_over_has_ended"
            ),
            models.CheckConstraint(
                condition=~Q(status="mistaken") | ~Q(status_reason=""), name="incident_mistaken_says_why"
            ),
            models.CheckConstraint(
                condition=Q(kind="strike") | Q(violence_at=None, one_with=None, joined_at=None),
                name="incident_facts_of_a_strike",
            ),
        ]
        indexes = [
            models.Index(fields=["factory", "-began_at"], name="incident_by_factory"),
            models.Index(
                fields=["settle_at"], condition=Q(settle_at__isnull=False), name="incident_to_settle"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.factory_id}"

    @property
    def is_strike(self) -> bool:
        return self.kind == self.Kind.STRIKE


class Party(models.TextChoices):
    """Whom we ask before we say how a strike stands. Source: advisory FAQ III.7."""

    MANAGEMENT = "management", _("factory management")
    UNION = "union", _("a trade union")
    PICC_WORKERS = "picc_workers", _("worker members of the PICC")


class ConsultationRows(OfFactory["Consultation"]):
    levels = (Level.STAFF, Level.GRANT)  # what one side said is not for the other


@tracked()
class Consultation(Protected):
    """One party was asked about a strike, or could not be. No names of people, unions by name."""

    class Outcome(models.TextChoices):
        CONSULTED = "consulted", _("consulted")
        REFUSED = "refused", _("refused")
        UNREACHABLE = "unreachable", _("not reachable")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+")
    party = models.CharField(_("who"), max_length=16, choices=Party)
    union = models.CharField(_("which union"), max_length=160, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    consulted_at = models.DateTimeField(_("when"))
    words = models.TextField(_("what they said"), blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    rows = ConsultationRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["consulted_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(party="union") | ~Q(union=""), name="consultation_names_union"
            ),
        ]
