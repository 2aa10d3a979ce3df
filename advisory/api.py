"""The API of the advisory floor: reads for every resource, a named endpoint per verb.

The verbs are the pages' own actions; whoever may not do one gets 404, whoever comes too late or
writes what cannot be 409 or 422 with the sentence that the page shows.
"""

from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.api import Readable, ReasonInput, read, user_of, who
from accounts.errors import Invalid
from accounts.models import User
from accounts.visibility import Protected
from advisory import actions, serializers
from advisory.actions.diagnosis import Said
from advisory.actions.meetings import Decided
from advisory.actions.visits import Log
from advisory.buyers.api import (
    CorrectivePlanViews,
    CorrectivePointViews,
    CoverageViews,
    PriorityViews,
    VisitRequestViews,
)
from advisory.doors import factory_inside, one
from advisory.incidents.api import ConsultationViews, DutyViews, IncidentViews
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


class Rows(Readable):
    """Rows of one factory each."""

    filters = ("factory", "item", "visit", "committee", "meeting", "self_diagnosis")


class PlanItemViews(Rows):
    model = PlanItem
    serializer_class = serializers.PlanItemSerializer
    related = ("factory__programme",)

    @extend_schema(request=serializers.NewItemInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        given = read(serializers.NewItemInput, request)
        factory = factory_inside(user_of(request), given.pop("factory"))
        item = actions.add_item(factory=factory, **given, **who(request))
        return self.as_it_is(item.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.UpdateInput)
    @action(detail=True, methods=["post"], url_path="update")
    def change(self, request: ApiRequest, pk: str) -> Response:
        """409 when somebody changed the item since the version named by `base`."""
        return self.do(actions.update_item, "item", serializers.UpdateInput)

    @extend_schema(request=serializers.VerifyInput)
    @action(detail=True, methods=["post"])
    def verify(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.verify_item, "item", serializers.VerifyInput)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.send_back_item, "item", ReasonInput)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def drop(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.drop_item, "item", ReasonInput)

    @extend_schema(request=serializers.WordsInput)
    @action(detail=True, methods=["post"])
    def comment(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.comment_on_item, "item", serializers.WordsInput)

    @extend_schema(request=serializers.StepInput)
    @action(detail=True, methods=["post"], url_path="add-step")
    def add_step(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.add_step, "item", serializers.StepInput)

    @extend_schema(request=serializers.EvidenceInput)
    @action(detail=True, methods=["post"], url_path="give-evidence", parser_classes=[MultiPartParser])
    def give_evidence(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.give_evidence, "item", serializers.EvidenceInput)


class StepViews(Rows):
    model = PlanAction
    serializer_class = serializers.StepSerializer
    related = ("item__factory__programme",)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def finish(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.finish_step, "step")


class CommentViews(Rows):
    model = PlanComment
    serializer_class = serializers.PlanCommentSerializer
    related = ("said_by",)


class EvidenceViews(Rows):
    model = Evidence
    serializer_class = serializers.EvidenceSerializer
    related = ("given_by",)


class VisitViews(Rows):
    model = Visit
    serializer_class = serializers.VisitSerializer
    related = ("factory__programme", "advisor")

    @extend_schema(request=serializers.NewVisitInput)
    @action(detail=False, methods=["post"])
    def plan(self, request: ApiRequest) -> Response:
        given = read(serializers.NewVisitInput, request)
        factory = factory_inside(user_of(request), given.pop("factory"))
        visit = actions.plan_visit(factory=factory, **given, **who(request))
        return self.as_it_is(visit.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.LogInput)
    @action(detail=False, methods=["post"])
    def log(self, request: ApiRequest) -> Response:
        given = read(serializers.LogInput, request)
        user, pk = user_of(request), given.pop("factory")
        factory, planned = factory_inside(user, pk), given.pop("visit")
        visit = one(self.get_queryset(), pk=planned, factory=factory) if planned else None
        rest: dict[str, Any] = {
            name: _chosen(PlanItem, user, given.pop(name), factory) for name in ("discussed", "verified")
        }
        rest |= {name: given.pop(name) for name in ("client_id", "staff_notes")}
        held = actions.log_visit(factory=factory, visit=visit, log=Log(**given), **rest, **who(request))
        return self.as_it_is(held.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.MoveInput)
    @action(detail=True, methods=["post"])
    def move(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.move_visit, "visit", serializers.MoveInput)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def cancel(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.cancel_visit, "visit", ReasonInput)


class SharedVisitViews(Rows):
    """Visits that a national constituent delivers with us, for its own people; the view is bound to the person."""

    model = SharedVisit
    serializer_class = serializers.SharedVisitSerializer

    def get_queryset(self) -> Any:
        rows = SharedVisit.objects.all()
        return rows.none() if self.is_schema else rows


class StaffNoteViews(Rows):
    model = StaffNote
    serializer_class = serializers.StaffNoteSerializer
    related = ("written_by",)


class CommitteeViews(Rows):
    model = Committee
    serializer_class = serializers.CommitteeSerializer


class MemberViews(Rows):
    model = CommitteeMember
    serializer_class = serializers.MemberSerializer


class ElectionViews(Rows):
    model = Election
    serializer_class = serializers.ElectionSerializer
    related = ("factory__programme",)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def confirm(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.confirm_election, "election")


class MeetingViews(Rows):
    model = Meeting
    serializer_class = serializers.MeetingSerializer
    related = ("factory__programme", "committee")

    @extend_schema(request=serializers.PlanMeetingInput)
    @action(detail=False, methods=["post"])
    def plan(self, request: ApiRequest) -> Response:
        given = read(serializers.PlanMeetingInput, request)
        committee = _committee(user_of(request), given.pop("committee"))
        meeting = actions.plan_meeting(committee=committee, **given, **who(request))
        return self.as_it_is(meeting.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.RecordInput)
    @action(detail=False, methods=["post"])
    def record(self, request: ApiRequest) -> Response:
        given = read(serializers.RecordInput, request)
        user = user_of(request)
        committee, planned = _committee(user, given.pop("committee")), given.pop("meeting")
        meeting = one(self.get_queryset(), pk=planned, committee=committee) if planned else None
        decisions = [Decided(**each) for each in given.pop("decisions")]
        present = _chosen(CommitteeMember, user, given.pop("present"), committee.factory)
        held = actions.record_meeting(
            committee=committee,
            meeting=meeting,
            present=present,
            decisions=decisions,
            **given,
            **who(request),
        )
        return self.as_it_is(held.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.AgendaInput)
    @action(detail=True, methods=["post"], url_path="write-agenda")
    def write_agenda(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.write_agenda, "meeting", serializers.AgendaInput)


class DecisionViews(Rows):
    model = Decision
    serializer_class = serializers.DecisionSerializer


class DiagnosisViews(Rows):
    model = SelfDiagnosis
    serializer_class = serializers.DiagnosisSerializer
    related = ("factory__programme", "cycle")

    @extend_schema(request=serializers.OpenInput)
    @action(detail=False, methods=["post"], url_path="open")
    def begin(self, request: ApiRequest) -> Response:
        given = read(serializers.OpenInput, request)
        factory = factory_inside(user_of(request), given["factory"])
        return self.as_it_is(actions.open_diagnosis(factory=factory, **who(request)).pk)

    @extend_schema(request=serializers.AnswersInput)
    @action(detail=True, methods=["post"])
    def answers(self, request: ApiRequest, pk: str) -> Response:
        row = self.get_object()
        given = read(serializers.AnswersInput, request)
        said = [Said(**each) for each in given["said"]]
        actions.answer_points(diagnosis=row, said=said, **who(request))
        return self.as_it_is(row.pk)

    @extend_schema(request=serializers.CompleteInput)
    @action(detail=True, methods=["post"])
    def complete(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.complete_diagnosis, "diagnosis", serializers.CompleteInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.reopen_diagnosis, "diagnosis")


class DiagnosisAnswerViews(Rows):
    model = SelfDiagnosisAnswer
    serializer_class = serializers.DiagnosisAnswerSerializer
    related = ("answered_by",)


def _committee(user: User, pk: UUID) -> Committee:
    rows = Committee.objects.visible_to(user).select_related("factory__programme")
    return cast(Committee, one(rows, pk=pk))


def _chosen(model: type[Protected], user: User, keys: list[UUID], factory: Any) -> list[Any]:
    """The rows of these ids at this factory; an id that names none is refused."""
    found = list(model.objects.visible_to(user).filter(factory=factory, pk__in=keys))
    if len(found) < len(set(keys)):
        raise Invalid(_("One of the ids names no row of this factory."))
    return found


router = SimpleRouter()
router.register("plan-items", PlanItemViews, basename="plan-item")
router.register("plan-steps", StepViews, basename="plan-step")
router.register("plan-comments", CommentViews, basename="plan-comment")
router.register("evidence", EvidenceViews, basename="evidence")
router.register("visits", VisitViews, basename="visit")
router.register("shared-visits", SharedVisitViews, basename="shared-visit")
router.register("staff-notes", StaffNoteViews, basename="staff-note")
router.register("committees", CommitteeViews, basename="committee")
router.register("committee-members", MemberViews, basename="committee-member")
router.register("elections", ElectionViews, basename="election")
router.register("meetings", MeetingViews, basename="meeting")
router.register("decisions", DecisionViews, basename="decision")
router.register("self-diagnoses", DiagnosisViews, basename="self-diagnosis")
router.register("self-diagnosis-answers", DiagnosisAnswerViews, basename="self-diagnosis-answer")
router.register("visit-requests", VisitRequestViews, basename="visit-request")
router.register("buyer-priorities", PriorityViews, basename="buyer-priority")
router.register("corrective-plans", CorrectivePlanViews, basename="corrective-plan")
router.register("corrective-points", CorrectivePointViews, basename="corrective-point")
router.register("coverages", CoverageViews, basename="coverage")
router.register("incidents", IncidentViews, basename="incident")
router.register("duties", DutyViews, basename="duty")
router.register("consultations", ConsultationViews, basename="consultation")
