"""Self-diagnosis: the factory says where it stands. Never a finding, in no rate (IP-2)."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected
from factories.models import Cycle, Factory
from factories.models.factory import OfFactory
from programmes.models import CompliancePoint


class SelfDiagnosisRows(OfFactory["SelfDiagnosis"]):
    """The database hides these from the team of an assessment that is not finalised (WHO-2);
    `assessments` declares that policy, because this floor knows of no assessment."""


@tracked()
class SelfDiagnosis(Living, Protected):
    """One factory's self-diagnosis of one cycle."""

    class Status(models.TextChoices):
        OPEN = "open", _("in progress")
        COMPLETE = "complete", _("complete")

    TRANSITIONS = {Status.OPEN: {Status.COMPLETE}, Status.COMPLETE: {Status.OPEN}}

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    started_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)  # an aim: the end of initial advisory
    completed_at = models.DateTimeField(null=True, blank=True)

    rows = SelfDiagnosisRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="complete") | Q(completed_at__isnull=False),
                name="self_diagnosis_complete_at",
            )
        ]


class Stance(models.TextChoices):
    IN_LINE = "in_line", _("in line")
    GAP = "gap", _("needs work")
    UNSURE = "unsure", _("not sure")
    NOT_APPLICABLE = "not_applicable", _("does not apply")


class SelfDiagnosisAnswerRows(OfFactory["SelfDiagnosisAnswer"]):
    def gaps(self) -> Self:
        return self.filter(stance=Stance.GAP)


@tracked()
class SelfDiagnosisAnswer(Protected):
    """Where the factory says it stands on one compliance point, in its own words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    self_diagnosis = models.ForeignKey(SelfDiagnosis, models.CASCADE, related_name="+")
    point = models.ForeignKey(CompliancePoint, models.PROTECT, related_name="+")
    stance = models.CharField(_("where we stand"), max_length=16, choices=Stance)
    words = models.TextField(_("in our words"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    rows = SelfDiagnosisAnswerRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["self_diagnosis", "point"], name="self_diagnosis_point_once")
        ]
