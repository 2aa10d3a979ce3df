"""The unannounced assessment: secret until the team stands at the gate (ASM-2)."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import PLANNERS, Membership, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from advisory.models import PlanItem
from advisory.models.visit import Modality
from assessments.models.tool import QuestionText, ToolVersion
from factories.models import Cycle, Factory
from factories.models.factory import M
from factories.models.visibility import Level, seen_by
from programmes.models import CompliancePoint


def planned_for_by(user: User) -> "models.QuerySet[Membership]":
    """The person's planning roles (team leader, country manager)."""
    return Membership.objects.current().filter(user=user, role__in=PLANNERS)


class AssessmentRows(Rows["Assessment"]):
    def visible_to(self, user: User) -> Self:
        """The named team and the country's planners; others from the moment it began."""
        begun = Q(begun_at__isnull=False, factory_id__in=seen_by(user, Level.OWN, Level.STAFF))
        return self.filter(begun | known_to(user))

    def begun(self) -> Self:
        return self.filter(begun_at__isnull=False)

    def planned(self) -> Self:
        return self.filter(status=Assessment.Status.PLANNED)

    def of_team(self, user: User) -> Self:
        """Those whose team the person is on; alone it answers nothing about others' plans."""
        return self.filter(pk__in=TeamMember.rows.filter(user=user, left_at=None).values("assessment_id"))


def known_to(user: User) -> Q:
    """The condition “I am on its team, or I plan for this programme”."""
    known = Q(pk__in=[])
    if user.is_programme_staff:
        team = TeamMember.rows.filter(user=user, left_at=None).values("assessment_id")
        known |= Q(pk__in=team)
    if user.is_(*PLANNERS):
        programmes = planned_for_by(user).values("organisation__programme")
        known |= Q(factory__programme__in=programmes)
    return known


@tracked()
class Assessment(Living, Protected):
    """One assessment of one factory. Nothing hangs on its planned date; reports and duties
    hang on the begun one. It is bound to the tool version it began with.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        BEGUN = "begun", _("begun")
        SHARED = "shared", _("findings shared with the factory")
        FINALISED = "finalised", _("finalised")
        CANCELLED = "cancelled", _("cancelled")

    TRANSITIONS = {
        Status.PLANNED: {Status.BEGUN, Status.CANCELLED},
        Status.BEGUN: {Status.SHARED},
        Status.SHARED: {Status.FINALISED},
    }

    class Scope(models.TextChoices):
        FULL = "full", _("full tool")
        FOCUSED = "focused", _("focused tool")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    planned_on = models.DateField(_("first day"))
    days = models.PositiveSmallIntegerField(_("days"), default=2)
    modality = models.CharField(_("how"), max_length=8, choices=Modality, default=Modality.ON_SITE)
    scope = models.CharField(_("tool"), max_length=8, choices=Scope, default=Scope.FULL)
    announced = models.BooleanField(default=False)  # a virtual compliance check is, by appointment
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, blank=True, related_name="+")
    tool_version = models.ForeignKey(ToolVersion, models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(null=True, blank=True)
    last_day = models.DateField(_("last day of data collection"), null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    comments_until = models.DateTimeField(null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)

    rows = AssessmentRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "cancelled"])
                | Q(begun_at__isnull=False, cycle__isnull=False, tool_version__isnull=False),
                name="assessment_begun_is_bound",
            ),
            models.CheckConstraint(
                condition=~Q(status="finalised") | Q(shared_at__isnull=False, finalised_at__isnull=False),
                name="assessment_finalised_after_shared",
            ),
            models.CheckConstraint(
                condition=Q(shared_at=None) | Q(begun_at__isnull=False, shared_at__gte=F("begun_at")),
                name="assessment_shared_after_begun",
            ),
            models.UniqueConstraint(
                fields=["factory"], condition=Q(status="planned"), name="assessment_planned_once"
            ),
            models.CheckConstraint(
                condition=Q(announced=False) | Q(modality="virtual"), name="assessment_only_virtual_announced"
            ),
        ]
        indexes = [models.Index(fields=["factory", "-begun_at"], name="assessment_by_factory")]


class OfAssessment(Rows[M]):
    """What stands behind an assessment: team and planners at once, the rest by the row's kind."""

    def visible_to(self, user: User) -> Self:
        return self.filter(assessment__in=Assessment.rows.filter(known_to(user)))


class TeamMemberRows(OfAssessment["TeamMember"]):
    def visible_to(self, user: User) -> Self:
        """The team as it is; who was named earlier stays with planners, as earlier dates do."""
        programmes = planned_for_by(user).values("organisation__programme")
        named = Q(left_at=None) | Q(factory__programme__in=programmes)
        return self.filter(named, assessment__in=Assessment.rows.visible_to(user))

    def named(self) -> Self:
        return self.filter(left_at=None)


@tracked()
class TeamMember(Protected):
    """An assessor named for an assessment. Its existence is as secret as the assessment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+", related_query_name="team")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)

    rows = TeamMemberRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"], condition=Q(left_at=None), name="team_member_once"
            )
        ]


class AnswerRows(OfAssessment["Answer"]):
    def of(self, assessment: Assessment) -> Self:
        return self.filter(assessment=assessment)


@tracked()
class Answer(Protected):
    """The team's answer to one question. `version` grows with each change: the base of a merge."""

    class Value(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        NOT_APPLICABLE = "na", _("does not apply")
        FACT = "fact", _("recorded")  # the answer to a fact-gathering question stands in `words`

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    question = models.ForeignKey(QuestionText, models.PROTECT, related_name="+")
    value = models.CharField(_("answer"), max_length=4, choices=Value)
    words = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    rows = AnswerRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="answer_once")]


class FindingRows(OfAssessment["Finding"]):
    def visible_to(self, user: User) -> Self:
        """The team and planners; the factory and the country's staff once it was shared."""
        shared = Q(assessment__shared_at__isnull=False, factory_id__in=seen_by(user, Level.OWN, Level.STAFF))
        return self.filter(shared | Q(assessment__in=Assessment.rows.filter(known_to(user))))


@tracked()
class Finding(Protected):
    """A non-compliance. `sentence` is what outsiders read; `evidence` what the factory reads too;
    what workers said in interviews stands in `InterviewEvidence`, for staff alone (ASM-5).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    question = models.ForeignKey(QuestionText, models.PROTECT, related_name="+")
    point = models.ForeignKey(CompliancePoint, models.PROTECT, related_name="+")
    sentence = models.TextField(_("what readers of the report see"))
    evidence = models.TextField(_("evidence: documents and observation"), blank=True)
    legal_reference = models.CharField(_("legal reference"), max_length=300, blank=True)
    public = models.BooleanField(default=False)  # from the tool version, never typed
    plan_item = models.ForeignKey(PlanItem, models.SET_NULL, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = FindingRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="finding_once")]
        indexes = [models.Index(fields=["factory", "point"], name="finding_by_point")]


class InterviewEvidenceRows(OfAssessment["InterviewEvidence"]):
    pass


@tracked()
class InterviewEvidence(Protected):
    """What workers said. Never in a report, a mail or an export; team and planners alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    finding = models.OneToOneField(Finding, models.CASCADE, related_name="+")
    words = models.TextField(_("from worker interviews"))

    rows = InterviewEvidenceRows.as_manager()

    class Meta(Protected.Meta):
        pass
