"""Advisory visits, and what staff note for themselves (ADV-1)."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import Organisation, Role, User
from accounts.trail import tracked
from accounts.visibility import Protected
from advisory.models.incident import Incident
from advisory.models.plan import PlanItem
from factories.models import Cycle, Factory
from factories.models.factory import OfFactory
from factories.models.visibility import Level, seen_by
from programmes.models import CalendarRule


class Modality(models.TextChoices):
    ON_SITE = "on_site", _("on-site")
    VIRTUAL = "virtual", _("virtual")
    HYBRID = "hybrid", _("hybrid")


class VisitRows(OfFactory["Visit"]):
    def planned(self) -> Self:
        return self.filter(status=Visit.Status.PLANNED)

    def held(self) -> Self:
        return self.filter(status=Visit.Status.HELD)

    def between(self, first: date, last: date) -> Self:
        return self.filter(on__gte=first, on__lte=last)


@tracked(by_statement=True)
class Visit(Living, Protected):
    """One advisory visit: planned, then logged by the advisor. `on` is a local date.

    People met are counted by side and sex; their names are never kept. `client_id` is made by
    the browser, so that a log sent twice, or from two connections, is one row.

    A change of conditions may touch hundreds of thousands of visits at once: pages of the table are left half
    empty (a migration sees to it), so that a changed row stays on its page and no index is written, and a key has no
    index of its own where one below begins with it.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    TRANSITIONS = {Status.PLANNED: {Status.HELD, Status.CANCELLED}}

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client_id = models.UUIDField(unique=True, null=True, blank=True)
    factory = models.ForeignKey(Factory, models.CASCADE, db_index=False, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, db_index=False, related_name="+")
    advisor = models.ForeignKey(User, models.PROTECT, db_index=False, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    on = models.DateField(_("date"))
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)
    modality = models.CharField(_("how"), max_length=8, choices=Modality, default=Modality.ON_SITE)
    # What the advisor planned, where phase or policy made the visit take another form or wait, and why (ADV-2).
    wished = models.CharField(max_length=8, choices=Modality, blank=True)
    suspended = models.BooleanField(default=False)
    changed_why = models.TextField(blank=True)
    # Which of the year's visits it is, where the year's plan made it: about when, by which rules (ENG-5, ENG-6).
    # A person who chooses another day fixes it: the plan never moves it again.
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    aim = models.DateField(null=True, blank=True)
    rule = models.ForeignKey(
        CalendarRule, models.PROTECT, db_index=False, null=True, blank=True, related_name="+"
    )
    share = models.ForeignKey(
        CalendarRule, models.PROTECT, db_index=False, null=True, blank=True, related_name="+"
    )
    fixed = models.BooleanField(default=False)
    agenda = models.TextField(_("what is planned"), blank=True)
    managers_women = models.PositiveSmallIntegerField(_("managers, women"), default=0)
    managers_men = models.PositiveSmallIntegerField(_("managers, men"), default=0)
    workers_women = models.PositiveSmallIntegerField(_("workers, women"), default=0)
    workers_men = models.PositiveSmallIntegerField(_("workers, men"), default=0)
    topics = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    picc_facilitated = models.BooleanField(_("a PICC meeting was facilitated"), default=False)
    notes = models.TextField(_("notes for the factory"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    # A constituent or partner with whom, or by whom, it was delivered, and who did what (ENG-8).
    partner = models.CharField(_("delivered with"), max_length=160, blank=True)
    partner_part = models.TextField(_("what they did"), blank=True)
    # Where the partner is a national constituent with an agreement: it reads the visit's public part (WHO-11).
    constituent = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, null=True, blank=True, related_name="+"
    )
    logged_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)

    rows = VisitRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-on"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="held") | Q(logged_at__isnull=False), name="visit_held_is_logged"
            ),
            models.CheckConstraint(
                condition=Q(partner_part="") | ~Q(partner=""), name="visit_part_of_a_partner"
            ),
            models.UniqueConstraint(fields=["cycle", "slot"], name="visit_of_a_number_once"),
            models.CheckConstraint(
                condition=Q(slot=None, aim=None, rule=None)
                | Q(slot__isnull=False, aim__isnull=False, rule__isnull=False),
                name="visit_of_the_year_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["advisor", "on"], name="visit_by_advisor"),
            models.Index(fields=["factory", "-on"], name="visit_by_factory"),
            models.Index(
                fields=["constituent", "-on"],
                condition=Q(constituent__isnull=False),
                name="visit_by_constituent",
            ),
        ]

    @property
    def people(self) -> int:
        return self.managers_women + self.managers_men + self.workers_women + self.workers_men

    @property
    def women(self) -> int:
        return self.managers_women + self.workers_women


class VisitItemRows(OfFactory["VisitItem"]):
    pass


class VisitItem(Protected):
    """A plan item that was discussed at a visit."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+", related_query_name="visit_item")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="+")

    rows = VisitItemRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["visit", "item"], name="visit_item_once")]


class StaffNoteRows(OfFactory["StaffNote"]):
    def visible_to(self, user: User) -> Self:
        """Staff of the country, and an advisor who was given the factory for a time."""
        levels = (Level.STAFF, Level.GRANT) if user.is_(Role.ADVISOR) else (Level.STAFF,)
        return self.filter(factory_id__in=seen_by(user, *levels))


@tracked()
class StaffNote(Protected):
    """What staff note for staff alone; the factory and buyers never see it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True, blank=True, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.TextField(_("note for staff"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = StaffNoteRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-written_at"]


class SharedVisit(models.Model):
    """The SQL view of a visit that a constituent delivers with us: its public part alone (ENG-8, WHO-11).

    It is bound to the person of the transaction and empty on the day on which no agreement opens activities any
    more (`advisory/policies.py`). Notes, next steps, agenda and plan items were written for others and are not in it.
    """

    id = models.UUIDField(primary_key=True)
    factory_name = models.CharField(max_length=200)
    factory_code = models.CharField(max_length=12)
    city = models.CharField(max_length=120)
    country = models.CharField(max_length=80)
    zone = models.CharField(max_length=40)
    constituent_id = models.UUIDField()
    status = models.CharField(max_length=10, choices=Visit.Status)
    on = models.DateField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    modality = models.CharField(max_length=8, choices=Modality)
    suspended = models.BooleanField()
    topics = ArrayField(models.CharField(max_length=40))
    picc_facilitated = models.BooleanField()
    managers_women = models.PositiveSmallIntegerField()
    managers_men = models.PositiveSmallIntegerField()
    workers_women = models.PositiveSmallIntegerField()
    workers_men = models.PositiveSmallIntegerField()
    partner_part = models.TextField()

    objects: models.Manager["SharedVisit"] = models.Manager()

    class Meta:
        managed = False
        db_table = "shared_visit"
