"""Agreements with national constituents: what an agreement opens, to whom, from when until when (WHO-11).

Nothing is open unless a row says so. What no agreement opens has no word here: the planned assessments of
others, zero tolerance files, interviews, notes of staff, comments, persons.
"""

from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import STAFF, Organisation, Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from factories.models.factory import Factory
from factories.models.visibility import Level
from programmes.models import CountryProgramme
from programmes.models.validity import once_at_a_time

APPROVED = Q(approved_at__isnull=False)


class Opens(models.TextChoices):
    """What an agreement may open: a closed set. Reports and assessments want the list of factories too."""

    FACTORIES = "factories", _("the list of factories")
    COMPLIANCE = "compliance", _("compliance of the country, by cluster")
    ASSESSMENT_REPORTS = "assessment_reports", _("released assessment reports")
    PROGRESS_REPORTS = "progress_reports", _("released progress reports")
    ACTIVITIES = "activities", _("visits that we deliver together")
    ASSESSMENTS = "assessments", _("assessments that its people are named for")


EXPLAINED: dict[Opens, Promise] = {  # as the factories that are read about are told
    Opens.FACTORIES: _("Name, code, place, products and status of each registered factory."),
    Opens.COMPLIANCE: _("Numbers for the whole country, never of a single factory, nor of a few."),
    Opens.ASSESSMENT_REPORTS: _("Each assessment report from its release on, as buyers read it."),
    Opens.PROGRESS_REPORTS: _("Each progress report from its release on, as buyers read it."),
    Opens.ACTIVITIES: _("Day, form and topics of a visit, how many people were met, and its own part in it."),
    Opens.ASSESSMENTS: _(
        "Who of it is named accompanies an assessment; never its answers, interviews or drafts."
    ),
}
OF_REPORTS = (Opens.ASSESSMENT_REPORTS, Opens.PROGRESS_REPORTS)
OF_FACTORIES = (*OF_REPORTS, Opens.ASSESSMENTS)  # what is said of a single factory: never without their list


class SpeaksFor(models.TextChoices):
    """For whom the organisation speaks, as in the ILO."""

    GOVERNMENT = "government", _("government")
    EMPLOYERS = "employers", _("employers")
    WORKERS = "workers", _("workers")


class AgreementRows(Rows["Agreement"]):
    def visible_to(self, user: User) -> Self:
        """The country's staff; approved, those whom it lets read, and the factories that they read about."""
        staff = Q(programme__in=CountryProgramme.objects.of_staff(user, *STAFF))
        concerned = Q(programme__in=Factory.rows.visible_at(user, Level.OWN).values("programme"))
        return self.filter(staff | (APPROVED & (Q(organisation__in=constituents_of(user)) | concerned)))

    def approved(self) -> Self:
        return self.filter(APPROVED)

    def opening(self, kind: Opens) -> Self:
        return self.filter(opens__contains=[kind.value])

    def holding(self, on: date) -> Self:
        """Approved, and in force on that local day."""
        return self.approved().filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


def constituents_of(user: User) -> list[UUID]:
    """The organisations for which the person reads as a constituent."""
    return [held.organisation_id for held in user.roles if held.role == Role.CONSTITUENT]


def holding_for(user: User, programme: UUID, on: date) -> "models.QuerySet[Any, Any]":
    """The agreements by which the person reads of this programme on that local day, of one organisation or several."""
    rows = Agreement.rows.holding(on).filter(programme=programme, organisation__in=constituents_of(user))
    return rows.select_related("organisation")


def with_agreement(factory: Factory, on: date) -> "models.QuerySet[Organisation]":
    """The constituents that can be named as partners at this factory on that local day, by name."""
    holding = Agreement.rows.holding(on).filter(programme=factory.programme_id)
    return Organisation.objects.filter(pk__in=holding.values("organisation")).order_by("name")


@tracked()
class Agreement(Protected):
    """A country programme's agreement with one constituent, in force from a local day on.

    `valid_until` is the first day on which it opens nothing any more. A draft until a country manager approves it;
    then its words stay, and it can only be ended. Two approved ones of the same two never hold on one day.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    speaks_for = models.CharField(_("speaks for"), max_length=12, choices=SpeaksFor)
    opens = ArrayField(models.CharField(max_length=20, choices=Opens), verbose_name=_("what it opens"))
    source = models.CharField(_("document"), max_length=300)
    signed_on = models.DateField(_("signed on"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    alone_because = models.TextField(blank=True)  # why one person drafted and approved (WHO-15)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # when somebody ended it before its day
    ended_reason = models.TextField(_("why it ended early"), blank=True)

    rows = AgreementRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-valid_from", "-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from"))
                | Q(ended_at__isnull=False, valid_until=F("valid_from")),  # ended before it began
                name="agreement_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(opens__contained_by=Opens.values, opens__len__gt=0),
                name="agreement_opens_what_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(opens__overlap=[each.value for each in OF_FACTORIES])
                | Q(opens__contains=[Opens.FACTORIES.value]),
                name="agreement_with_the_list_of_factories",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | (~Q(ended_reason="") & APPROVED & Q(valid_until__isnull=False)),
                name="agreement_ended_with_a_reason",
            ),
            once_at_a_time("agreement_once_at_a_time", "programme", "organisation", condition=APPROVED),
        ]
        indexes = [models.Index(fields=["organisation"], name="agreement_of_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.programme}"

    @property
    def is_draft(self) -> bool:
        return self.approved_at is None

    @property
    def last_day(self) -> date | None:
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    @property
    def opened(self) -> list[tuple[Opens, Promise]]:
        """What it opens, in the order of the closed set, each in plain words."""
        return [(kind, EXPLAINED[kind]) for kind in Opens if kind.value in self.opens]

    def state(self, on: date) -> str:
        """As its badge says it on that local day."""
        if self.is_draft:
            return "draft"
        if self.valid_until is not None and self.valid_until <= on:
            return "ended"
        return "active" if self.valid_from <= on else "scheduled"


class Agreed(models.Model):
    """The SQL view of what agreements open today, to whom; laid by `factories/policies.py`.

    “Today” is the local day of the programme at the moment of the request.
    """

    pk = models.CompositePrimaryKey("user_id", "agreement_id")
    user_id = models.UUIDField()
    agreement_id = models.UUIDField()
    organisation_id = models.UUIDField()
    programme_id = models.UUIDField()
    opens = ArrayField(models.CharField(max_length=20))

    class Meta:
        managed = False
        db_table = "agreed"


def agreed(user: User, kind: Opens) -> "models.QuerySet[Any, Any]":
    """The ids of the programmes of which the person may read this today, as a subquery."""
    if not user.is_(Role.CONSTITUENT):
        return CountryProgramme.objects.none().values("pk")
    return Agreed.objects.filter(user_id=user.pk, opens__contains=[kind.value]).values("programme_id")
