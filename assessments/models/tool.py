"""The compliance assessment tool: versions per country, questions that last across them (ASM-1)."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.trail import tracked
from programmes.models import CompliancePoint, CountryProgramme


class Tool(models.Model):
    """One country's tool."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.OneToOneField(CountryProgramme, models.PROTECT, related_name="tool")

    def __str__(self) -> str:
        return str(self.programme)


class ToolVersionRows(models.QuerySet["ToolVersion"]):
    def in_force(self, programme: CountryProgramme, on: date) -> "ToolVersion | None":
        holding = self.filter(tool__programme=programme, valid_from__lte=on, published_at__isnull=False)
        return holding.order_by("-valid_from", "-number").first()


@tracked()
class ToolVersion(models.Model):
    """A published version never changes: an assessment is bound to the one it began with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tool = models.ForeignKey(Tool, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ToolVersionRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tool", "number"], name="tool_version_once")]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question's identity, across versions and wordings of one country's tool."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tool = models.ForeignKey(Tool, models.PROTECT, related_name="questions")
    key = models.CharField(max_length=60)  # stable within the tool

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tool", "key"], name="question_key_once")]


class QuestionText(models.Model):
    """A question as one version of the tool asks it.

    `noncompliant_answer` is the polarity: “Are the exits locked?” is non-compliant when yes,
    “Is there a fire alarm?” when no. Empty: a fact-gathering question, in no rate.
    """

    class NoncompliantAnswer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        NEITHER = "", _("fact-gathering")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(ToolVersion, models.PROTECT, related_name="questions")
    question = models.ForeignKey(Question, models.PROTECT, related_name="texts")
    point = models.ForeignKey(CompliancePoint, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)  # as printed, such as 7.1.4.2
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    noncompliant_answer = models.CharField(
        max_length=3, choices=NoncompliantAnswer, default=NoncompliantAnswer.NEITHER, blank=True
    )
    public = models.BooleanField(default=False)  # a publicly reported issue of this version
    focused = models.BooleanField(default=False)  # asked in a focused assessment too (ASM-4)
    legal_reference = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "question"], name="question_text_once"),
            models.CheckConstraint(
                condition=Q(public=False) | ~Q(noncompliant_answer=""), name="question_public_is_compliance"
            ),
        ]

    @property
    def is_fact(self) -> bool:
        return self.noncompliant_answer == ""
