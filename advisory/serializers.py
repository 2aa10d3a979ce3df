"""What the API says of plans, visits, committees and self-diagnoses, and what its verbs take."""

from typing import Any

from rest_framework import serializers

from advisory.actions.plan import ADDED_BY_HAND
from advisory.models import (
    Committee,
    CommitteeMember,
    Decision,
    Election,
    Evidence,
    Meeting,
    PlanAction,
    PlanComment,
    PlanItem,
    SelfDiagnosis,
    SelfDiagnosisAnswer,
    SharedVisit,
    StaffNote,
    Visit,
)
from advisory.models.diagnosis import Stance
from advisory.models.visit import Modality
from programmes.models import CompliancePoint

# -- What is read -------------------------------------------------------------------------


class PlanItemSerializer(serializers.ModelSerializer[PlanItem]):
    """`version` is what an update sends back as `base`."""

    code = serializers.CharField(read_only=True)
    version = serializers.CharField(read_only=True)

    class Meta:
        model = PlanItem
        fields = (
            "id",
            "factory",
            "code",
            "origin",
            "point",
            "title",
            "words",
            "public_issue",
            "root_cause",
            "owner",
            "due_on",
            "status",
            "recurs",
            "decision",
            "opened_at",
            "done_at",
            "verified_at",
            "verification",
            "version",
        )


class StepSerializer(serializers.ModelSerializer[PlanAction]):
    class Meta:
        model = PlanAction
        fields = ("id", "factory", "item", "words", "owner", "due_on", "done_on")


class PlanCommentSerializer(serializers.ModelSerializer[PlanComment]):
    said_by = serializers.CharField(source="said_by.name", read_only=True)

    class Meta:
        model = PlanComment
        fields = ("id", "factory", "item", "words", "said_by", "said_at")


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    given_by = serializers.CharField(source="given_by.name", read_only=True)

    class Meta:
        model = Evidence
        fields = ("id", "factory", "item", "file", "words", "given_by", "given_at")


class SharedVisitSerializer(serializers.ModelSerializer[SharedVisit]):
    """The public part of a visit that the reader's organisation delivers with us; `partner_part` is its own."""

    constituent = serializers.UUIDField(source="constituent_id")
    status = serializers.CharField()

    class Meta:
        model = SharedVisit
        exclude = ("constituent_id",)


class VisitSerializer(serializers.ModelSerializer[Visit]):
    advisor = serializers.CharField(source="advisor.name", read_only=True)

    class Meta:
        model = Visit
        fields = (
            "id",
            "client_id",
            "factory",
            "cycle",
            "advisor",
            "status",
            "on",
            "starts",
            "ends",
            "modality",
            "wished",
            "suspended",
            "changed_why",
            "agenda",
            "managers_women",
            "managers_men",
            "workers_women",
            "workers_men",
            "topics",
            "picc_facilitated",
            "notes",
            "next_steps",
            "partner",
            "partner_part",
            "logged_at",
            "cancelled_reason",
        )


class StaffNoteSerializer(serializers.ModelSerializer[StaffNote]):
    written_by = serializers.CharField(source="written_by.name", read_only=True)

    class Meta:
        model = StaffNote
        fields = ("id", "factory", "visit", "words", "written_by", "written_at")


class CommitteeSerializer(serializers.ModelSerializer[Committee]):
    class Meta:
        model = Committee
        fields = ("id", "factory", "name", "adopted", "formed_on", "unbalanced_reason")


class MemberSerializer(serializers.ModelSerializer[CommitteeMember]):
    class Meta:
        model = CommitteeMember
        fields = (
            "id",
            "factory",
            "committee",
            "name",
            "side",
            "sex",
            "union",
            "function",
            "election",
            "since",
            "until",
        )


class ElectionSerializer(serializers.ModelSerializer[Election]):
    class Meta:
        model = Election
        fields = (
            "id",
            "factory",
            "committee",
            "held_on",
            "method",
            "candidates",
            "entitled",
            "voters",
            "in_term_until",
            "confirmed_at",
        )


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    class Meta:
        model = Meeting
        fields = ("id", "factory", "committee", "planned_for", "held_on", "agenda", "minutes")


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    class Meta:
        model = Decision
        fields = ("id", "factory", "meeting", "words")


class DiagnosisSerializer(serializers.ModelSerializer[SelfDiagnosis]):
    class Meta:
        model = SelfDiagnosis
        fields = ("id", "factory", "cycle", "status", "started_at", "due_on", "completed_at")


class DiagnosisAnswerSerializer(serializers.ModelSerializer[SelfDiagnosisAnswer]):
    answered_by = serializers.CharField(source="answered_by.name", read_only=True)

    class Meta:
        model = SelfDiagnosisAnswer
        fields = ("id", "factory", "self_diagnosis", "point", "stance", "words", "answered_by", "answered_at")


# -- What verbs take ----------------------------------------------------------------------


def text(**given: Any) -> serializers.CharField:
    """Words that may be left out."""
    return serializers.CharField(**{"required": False, "allow_blank": True, "default": "", **given})


def day() -> serializers.DateField:
    return serializers.DateField(required=False, allow_null=True, default=None)


def moment() -> serializers.TimeField:
    return serializers.TimeField(required=False, allow_null=True, default=None)


def ids() -> serializers.ListField:
    return serializers.ListField(child=serializers.UUIDField(), required=False, default=list)


class PointField(serializers.PrimaryKeyRelatedField[CompliancePoint]):
    def __init__(self, **given: Any) -> None:
        super().__init__(queryset=CompliancePoint.objects.filter(facts=False), **given)


class NewItemInput(serializers.Serializer[Any]):
    factory = serializers.UUIDField()
    title = serializers.CharField(max_length=300)
    origin = serializers.ChoiceField(choices=[origin.value for origin in ADDED_BY_HAND])
    point = PointField(required=False, allow_null=True, default=None)
    words = text()
    root_cause = text()
    owner = text(max_length=120)
    due_on = day()


class UpdateInput(serializers.Serializer[Any]):
    base = serializers.CharField(max_length=40)
    status = serializers.ChoiceField(choices=["open", "in_progress", "done"])
    root_cause = text()
    owner = text(max_length=120)
    due_on = day()
    said = text()


class VerifyInput(serializers.Serializer[Any]):
    verification = serializers.ChoiceField(choices=PlanItem.Verification.choices)
    said = text()


class WordsInput(serializers.Serializer[Any]):
    words = text()


class StepInput(serializers.Serializer[Any]):
    words = text()
    owner = text(max_length=120)
    due_on = day()


class EvidenceInput(serializers.Serializer[Any]):
    file = serializers.FileField()
    words = text(max_length=300)


class NewVisitInput(serializers.Serializer[Any]):
    factory = serializers.UUIDField()
    on = serializers.DateField()
    starts = moment()
    ends = moment()
    modality = serializers.ChoiceField(choices=Modality.choices, default=Modality.ON_SITE)
    agenda = text()


class MoveInput(serializers.Serializer[Any]):
    on = serializers.DateField()
    starts = moment()
    ends = moment()


def count() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=30_000, default=0)


class LogInput(serializers.Serializer[Any]):
    """`visit` names a planned visit; the same `client_id` sent again changes nothing."""

    factory = serializers.UUIDField()
    visit = serializers.UUIDField(required=False, allow_null=True, default=None)
    client_id = serializers.UUIDField()
    on = serializers.DateField()
    starts = moment()
    ends = moment()
    modality = serializers.ChoiceField(choices=Modality.choices, default=Modality.ON_SITE)
    managers_women = count()
    managers_men = count()
    workers_women = count()
    workers_men = count()
    topics = serializers.ListField(child=serializers.CharField(max_length=40), default=list)
    picc_facilitated = serializers.BooleanField(default=False)
    notes = text()
    next_steps = text()
    partner = serializers.CharField(max_length=160, default="", allow_blank=True)
    partner_part = text()
    discussed = ids()
    verified = ids()
    staff_notes = text()


class PlanMeetingInput(serializers.Serializer[Any]):
    committee = serializers.UUIDField()
    on = serializers.DateField()
    starts = serializers.TimeField()
    agenda = text()


class AgendaInput(serializers.Serializer[Any]):
    agenda = text()
    base = text()


class DecisionInput(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=2000)
    to_plan = serializers.BooleanField(default=True)
    owner = text(max_length=120)
    due_on = day()


class RecordInput(serializers.Serializer[Any]):
    """`present` are ids of sitting members; decisions enter the plan unless told otherwise."""

    committee = serializers.UUIDField()
    meeting = serializers.UUIDField(required=False, allow_null=True, default=None)
    held_on = serializers.DateField()
    present = ids()
    minutes = text()
    decisions = DecisionInput(many=True, required=False, default=list)


class OpenInput(serializers.Serializer[Any]):
    factory = serializers.UUIDField()


class SaidInput(serializers.Serializer[Any]):
    point = PointField()
    stance = serializers.ChoiceField(choices=Stance.choices)
    words = text(max_length=4000)


class AnswersInput(serializers.Serializer[Any]):
    said = SaidInput(many=True)


class CompleteInput(serializers.Serializer[Any]):
    to_plan = serializers.ListField(child=PointField(), required=False, default=list)
