"""What the API says of assessments, findings and answers, and what it takes."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from advisory.models.visit import Modality
from assessments.models import (
    Answer,
    Assessment,
    FactoryComment,
    Finding,
    QuestionText,
    TeamMember,
    ToolVersion,
)


class PlannedField(serializers.ReadOnlyField):
    """Told to the team and to planners alone; null for everybody else, for ever (ASM-2)."""

    def get_attribute(self, instance: Any) -> Any:
        knows = self.context["knows"]
        return super().get_attribute(instance) if knows(instance) else None

    def to_representation(self, value: Any) -> Any:
        return value if value is None or isinstance(value, int) else str(value)


class AssessmentSerializer(serializers.ModelSerializer[Assessment]):
    planned_on = PlannedField()
    days = PlannedField()
    planned_by = PlannedField(source="planned_by_id")
    cancelled_reason = PlannedField()

    class Meta:
        model = Assessment
        fields = (
            "id",
            "factory",
            "status",
            "modality",
            "scope",
            "announced",
            "cycle",
            "tool_version",
            "begun_at",
            "last_day",
            "shared_at",
            "comments_until",
            "finalised_at",
            "planned_on",
            "days",
            "planned_by",
            "cancelled_reason",
        )


class TeamMemberSerializer(serializers.ModelSerializer[TeamMember]):
    name = serializers.CharField(source="user.name")

    class Meta:
        model = TeamMember
        fields = ("id", "assessment", "factory", "user", "name", "leads")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """Interview evidence is not among the fields: it leaves by no door (ASM-5)."""

    class Meta:
        model = Finding
        fields = (
            "id",
            "assessment",
            "factory",
            "question",
            "point",
            "sentence",
            "evidence",
            "legal_reference",
            "public",
            "plan_item",
        )


class AnswerSerializer(serializers.ModelSerializer[Answer]):
    class Meta:
        model = Answer
        fields = (
            "id",
            "assessment",
            "factory",
            "question",
            "value",
            "words",
            "version",
            "answered_by",
            "answered_at",
        )


class FactoryCommentSerializer(serializers.ModelSerializer[FactoryComment]):
    class Meta:
        model = FactoryComment
        fields = ("id", "assessment", "factory", "words", "last", "said_by", "said_at")


class ToolVersionSerializer(serializers.ModelSerializer[ToolVersion]):
    programme = serializers.CharField(source="tool.programme.code")

    class Meta:
        model = ToolVersion
        fields = ("id", "programme", "number", "name", "valid_from", "published_at")


class QuestionSerializer(serializers.ModelSerializer[QuestionText]):
    class Meta:
        model = QuestionText
        fields = (
            "id",
            "version",
            "question",
            "point",
            "number",
            "order",
            "text",
            "noncompliant_answer",
            "public",
            "focused",
            "legal_reference",
        )


# -- What verbs take --------------------------------------------------------------------


class PlanInput(serializers.Serializer[Any]):
    """`company` are people of constituents who accompany it; left out, the same ones as before."""

    planned_on = serializers.DateField()
    days = serializers.IntegerField(min_value=1)
    modality = serializers.ChoiceField(choices=Modality.choices)
    scope = serializers.ChoiceField(choices=Assessment.Scope.choices)
    team = serializers.PrimaryKeyRelatedField(many=True, queryset=User.objects.all())
    company = serializers.PrimaryKeyRelatedField(many=True, queryset=User.objects.all(), required=False)


class NewPlanInput(PlanInput):
    factory = serializers.UUIDField()


class AnswerInput(serializers.Serializer[Any]):
    """`base` is the version of the answer that the writer had seen; 0 where there was none."""

    question = serializers.UUIDField()
    value = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True, default="")
    base = serializers.IntegerField(min_value=0)


class FindingInput(serializers.Serializer[Any]):
    question = serializers.UUIDField()
    sentence = serializers.CharField()
    evidence = serializers.CharField(allow_blank=True, default="")
    legal_reference = serializers.CharField(allow_blank=True, default="", max_length=300)
    interviews = serializers.CharField(allow_blank=True, default="")
    checked = serializers.BooleanField(default=False)


class LastDayInput(serializers.Serializer[Any]):
    last_day = serializers.DateField()


class CommentInput(serializers.Serializer[Any]):
    words = serializers.CharField(allow_blank=True, default="")
    last = serializers.BooleanField(default=False)


class WithdrawInput(serializers.Serializer[Any]):
    value = serializers.ChoiceField(choices=["yes", "no", "na"])
    reason = serializers.CharField()
