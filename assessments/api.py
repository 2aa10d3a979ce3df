"""The API of the assessments floor: reads for every resource, a named endpoint per verb.

The verbs are the pages' own actions. A planned assessment is there for its team and its planners
alone; for everybody else its address answers 404 and no list holds it (ASM-2).
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from accounts.api import Pages, Readable, ReasonInput, read, user_of, who
from accounts.models import User
from accounts.visibility import fetch
from assessments import actions, serializers, toolbook
from assessments.actions import TwoAnswers
from assessments.asked import questions_of
from assessments.models import (
    Answer,
    Assessment,
    FactoryComment,
    Finding,
    QuestionText,
    TeamMember,
    ToolVersion,
)
from assessments.planned import programmes_of
from factories.models import Factory

Knows = Callable[[Assessment], bool]


def knows_of(user: User) -> Knows:
    """Whether the person plans for, or is on the team of, a given assessment: two queries in all."""
    programmes = set(programmes_of(user).values_list("pk", flat=True))
    members: Any = TeamMember.objects.visible_to(user)
    teams = set(members.filter(user=user, left_at=None).values_list("assessment_id", flat=True))
    return lambda row: row.pk in teams or row.factory.programme_id in programmes


class AssessmentViews(Readable):
    model = Assessment
    serializer_class = serializers.AssessmentSerializer
    related = ("factory",)
    filters = ("factory",)

    def get_serializer_context(self) -> dict[str, Any]:
        asked: dict[str, Any] = dict(super().get_serializer_context())
        user = self.request.user if self.request and not self.is_schema else None
        asked["knows"] = knows_of(user) if isinstance(user, User) else lambda row: False
        return asked

    @extend_schema(request=serializers.NewPlanInput)
    @action(detail=False, methods=["post"])
    def plan(self, request: ApiRequest) -> Response:
        given = read(serializers.NewPlanInput, request)
        pk = given.pop("factory")
        factory = fetch(Factory, user_of(request), pk=pk, programme__in=programmes_of(user_of(request)))
        row = actions.plan_assessment(factory=factory, **given, **who(request))
        return self.as_it_is(row.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.PlanInput)
    @action(detail=True, methods=["post"])
    def change(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.change_plan, "assessment", serializers.PlanInput)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def cancel(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.cancel_assessment, "assessment", ReasonInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def begin(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.begin, "assessment")

    @extend_schema(request=serializers.AnswerInput)
    @action(detail=True, methods=["post"])
    def answer(self, request: ApiRequest, pk: str) -> Response:
        """409 with both answers where somebody else changed it since `base`."""
        row = self.get_object()
        given = read(serializers.AnswerInput, request)
        given["question"] = _question(row, given["question"])
        try:
            actions.answer(assessment=row, **given, **who(request))
        except TwoAnswers as refused:
            theirs = serializers.AnswerSerializer(refused.conflict.theirs).data
            return Response({"detail": str(refused), "theirs": theirs}, status=status.HTTP_409_CONFLICT)
        written = fetch(Answer, user_of(request), assessment=row, question=given["question"])
        return Response(serializers.AnswerSerializer(written).data)

    @extend_schema(request=serializers.FindingInput)
    @action(detail=True, methods=["post"], url_path="write-finding")
    def write_finding(self, request: ApiRequest, pk: str) -> Response:
        row = self.get_object()
        given = read(serializers.FindingInput, request)
        given["question"] = _question(row, given["question"])
        finding = actions.write_finding(assessment=row, **given, **who(request))
        return Response(serializers.FindingSerializer(finding).data)

    @extend_schema(request=serializers.LastDayInput)
    @action(detail=True, methods=["post"], url_path="end-collection")
    def end_collection(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.end_collection, "assessment", serializers.LastDayInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def share(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.share_findings, "assessment")

    @extend_schema(request=serializers.CommentInput)
    @action(detail=True, methods=["post"])
    def comment(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.comment, "assessment", serializers.CommentInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def finalise(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.finalise, "assessment")


class OfAssessment(Readable):
    """Rows behind an assessment; `?assessment=` keeps to one."""

    filters = ("assessment",)


class TeamViews(OfAssessment):
    model = TeamMember
    serializer_class = serializers.TeamMemberSerializer
    related = ("user",)

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(left_at=None)


class FindingViews(OfAssessment):
    model = Finding
    serializer_class = serializers.FindingSerializer

    @extend_schema(request=serializers.WithdrawInput, responses={204: None})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: str) -> Response:
        row = self.get_object()
        given = read(serializers.WithdrawInput, request)
        actions.withdraw_finding(finding=row, **given, **who(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AnswerViews(OfAssessment):
    model = Answer
    serializer_class = serializers.AnswerSerializer


class CommentViews(OfAssessment):
    model = FactoryComment
    serializer_class = serializers.FactoryCommentSerializer


class ToolVersionViews(ListModelMixin, RetrieveModelMixin, GenericViewSet[Any]):
    """Versions of the tools that a person of the staff reads, and their questions."""

    serializer_class = serializers.ToolVersionSerializer
    pagination_class = Pages

    def get_queryset(self) -> "QuerySet[Any]":
        if getattr(self, "swagger_fake_view", False):
            return ToolVersion.objects.none()
        user = user_of(self.request)
        if not user.is_programme_staff:
            raise Http404
        return toolbook.versions(user)

    @extend_schema(responses=serializers.QuestionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def questions(self, request: ApiRequest, pk: str) -> Response:
        asked = self.get_object().questions.order_by("order")
        return Response(serializers.QuestionSerializer(asked, many=True).data)


def _question(row: Assessment, pk: Any) -> QuestionText:
    return get_object_or_404(questions_of(row), pk=pk)


router = SimpleRouter()
router.register("assessments", AssessmentViews, basename="assessment")
router.register("assessment-teams", TeamViews, basename="assessment-team")
router.register("findings", FindingViews, basename="finding")
router.register("answers", AnswerViews, basename="answer")
router.register("finding-comments", CommentViews, basename="finding-comment")
router.register("tool-versions", ToolVersionViews, basename="tool-version")
