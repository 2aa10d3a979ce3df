"""What buyers wish at a factory, by API: the pages' rights and the pages' verbs."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import Readable, ReasonInput, read, user_of, who
from advisory import actions
from advisory.actions.correctiveplans import read_rows
from advisory.buyers import mapping
from advisory.buyers.serializers import (
    AcceptInput,
    AgreeInput,
    AskInput,
    CorrectivePlanSerializer,
    CorrectivePointSerializer,
    CoverageSerializer,
    CoverInput,
    DryRowSerializer,
    MappedSerializer,
    OnAgendaInput,
    PlanColumnsInput,
    PlanFileInput,
    PrioritySerializer,
    RaiseInput,
    VisitRequestSerializer,
)
from advisory.doors import one
from advisory.models import (
    BuyerPriority,
    CorrectivePlan,
    CorrectivePoint,
    Coverage,
    Meeting,
    PlanItem,
    Visit,
    VisitRequest,
)
from advisory.serializers import WordsInput
from factories.models import BuyerLink

# -- Visits that a buyer asks to join -----------------------------------------------------


class VisitRequestViews(Readable):
    model = VisitRequest
    serializer_class = VisitRequestSerializer
    related = ("link__buyer", "factory__programme")
    filters = ("factory", "buyer", "link")

    @extend_schema(request=AskInput)
    @action(detail=False, methods=["post"])
    def ask(self, request: ApiRequest) -> Response:
        given = read(AskInput, request)
        rows = BuyerLink.objects.visible_to(user_of(request)).select_related("buyer")
        link = one(rows, pk=given.pop("link"))
        return self.as_it_is(
            actions.ask_to_join(link=link, **given, **who(request)).pk, status.HTTP_201_CREATED
        )

    @extend_schema(request=AgreeInput)
    @action(detail=True, methods=["post"])
    def agree(self, request: ApiRequest, pk: str) -> Response:
        row = self.get_object()
        given = read(AgreeInput, request)
        visits = Visit.objects.visible_to(user_of(request)).filter(factory=row.factory_id)
        visit = one(visits, pk=given.pop("visit")) if given["visit"] else given.pop("visit")
        actions.agree_to_join(asked=row, visit=visit, **given, **who(request))
        return self.as_it_is(row.pk)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def decline(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.decline_to_join, "asked", ReasonInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.withdraw_request, "asked")


# -- Priorities ---------------------------------------------------------------------------


class PriorityViews(Readable):
    model = BuyerPriority
    serializer_class = PrioritySerializer
    related = ("buyer",)  # not the factory: a buyer that lacks a condition does not see it
    filters = ("factory", "buyer", "meeting")

    @extend_schema(request=RaiseInput)
    @action(detail=False, methods=["post"], url_path="raise")
    def bring(self, request: ApiRequest) -> Response:
        given = read(RaiseInput, request)
        rows = BuyerLink.objects.visible_to(user_of(request)).select_related("buyer")
        link = one(rows, pk=given.pop("link"))
        made = actions.raise_priority(link=link, **given, **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.withdraw_priority, "priority")

    @extend_schema(request=OnAgendaInput)
    @action(detail=True, methods=["post"], url_path="put-on-agenda")
    def put_on_agenda(self, request: ApiRequest, pk: str) -> Response:
        row = self.get_object()
        meetings = Meeting.objects.visible_to(user_of(request)).filter(factory=row.factory_id)
        meeting = one(meetings, pk=read(OnAgendaInput, request)["meeting"])
        actions.put_priority_on_agenda(priority=row, meeting=meeting, **who(request))
        return self.as_it_is(row.pk)

    @extend_schema(request=WordsInput)
    @action(detail=True, methods=["post"])
    def answer(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.answer_priority, "priority", WordsInput)

    @extend_schema(request=AcceptInput)
    @action(detail=True, methods=["post"])
    def accept(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.accept_priority, "priority", AcceptInput)

    @extend_schema(request=WordsInput)
    @action(detail=True, methods=["post"])
    def decline(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.decline_priority, "priority", WordsInput)


# -- Corrective action plans --------------------------------------------------------------


class CorrectivePlanViews(Readable):
    model = CorrectivePlan
    serializer_class = CorrectivePlanSerializer
    related = ("buyer",)
    filters = ("factory", "buyer")

    @extend_schema(request=PlanFileInput)
    @action(detail=False, methods=["post"], parser_classes=[MultiPartParser])
    def receive(self, request: ApiRequest) -> Response:
        given = read(PlanFileInput, request)
        rows = BuyerLink.objects.visible_to(user_of(request)).select_related("buyer")
        made = actions.receive_plan(link=one(rows, pk=given["link"]), file=given["file"], **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(responses=DryRowSerializer(many=True))
    @action(detail=True, url_path="dry-run", pagination_class=None)
    def dry_run(self, request: ApiRequest, pk: str) -> Response:
        return Response(DryRowSerializer(read_rows(self.get_object()), many=True).data)

    @extend_schema(request=PlanColumnsInput)
    @action(detail=True, methods=["post"], url_path="say-columns")
    def say_columns(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.say_columns, "plan", PlanColumnsInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-in")
    def take_in(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.take_in_plan, "plan")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.withdraw_plan, "plan")

    @extend_schema(responses=MappedSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def mapping(self, request: ApiRequest, pk: str) -> Response:
        found = mapping.mapping_of(self.get_object(), user_of(request))
        return Response(MappedSerializer(found.points, many=True).data)


class CorrectivePointViews(Readable):
    model = CorrectivePoint
    serializer_class = CorrectivePointSerializer
    related = ("plan",)
    filters = ("factory", "buyer", "plan")

    @extend_schema(request=CoverInput)
    @action(detail=True, methods=["post"])
    def cover(self, request: ApiRequest, pk: str) -> Response:
        row = self.get_object()
        items = PlanItem.objects.visible_to(user_of(request)).filter(factory=row.factory_id)
        item = one(items, pk=read(CoverInput, request)["item"])
        actions.cover_point(point=row, item=item, **who(request))
        return self.as_it_is(row.pk)

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def leave(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.leave_point, "point", ReasonInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="put-to-picc")
    def put_to_picc(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.put_point_to_picc, "point")


class CoverageViews(Readable):
    model = Coverage
    serializer_class = CoverageSerializer
    related = ("said_by", "point__plan")
    filters = ("factory", "buyer", "point", "item")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def remove(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.uncover_point, "coverage")
