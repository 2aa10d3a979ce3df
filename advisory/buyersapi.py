"""What buyers wish at a factory, by API: the pages' rights and the pages' verbs."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import Readable, ReasonInput, read, user_of, who
from advisory import actions, joining, wishes
from advisory.doors import one
from advisory.models import BuyerPriority, BuyersItem, Meeting, Visit, VisitRequest
from advisory.serializers import PointField, WordsInput, day, text
from factories.models import BuyerLink

# -- Visits that a buyer asks to join -----------------------------------------------------


class ConditionSerializer(serializers.Serializer[Any]):
    """`met` is null while somebody's answer is waited for; `note` says who can mend it."""

    key = serializers.CharField()
    fact = serializers.CharField()
    met = serializers.BooleanField(allow_null=True)
    note = serializers.CharField()


class VisitRequestSerializer(serializers.ModelSerializer[VisitRequest]):
    """`state` is the status, or `lacking` and `fallen` while one of `conditions` is missing.

    A buyer reads the factory only once that has confirmed it, and the day of the visit only while the
    request stands.
    """

    state = serializers.SerializerMethodField()
    conditions = serializers.SerializerMethodField()

    class Meta:
        model = VisitRequest
        fields = (
            "id",
            "buyer",
            "link",
            "factory",
            "kind",
            "wished_from",
            "wished_until",
            "reason",
            "persons",
            "asked_at",
            "status",
            "state",
            "conditions",
            "agreed_on",
            "agreed_how",
            "answer",
            "answered_at",
        )

    def get_state(self, row: VisitRequest) -> str:
        return self._standing(row).state

    @extend_schema_field(ConditionSerializer(many=True))
    def get_conditions(self, row: VisitRequest) -> Any:
        return ConditionSerializer(self._standing(row).conditions, many=True).data

    def to_representation(self, instance: VisitRequest) -> Any:
        shown = super().to_representation(instance)
        standing = self._standing(instance)
        if joining.is_buyers(self.context["request"].user, instance.link.buyer):
            if instance.link.confirmed_at is None:
                shown["factory"] = None
            if standing.state in ("lacking", "fallen"):
                shown.update(agreed_on=None, agreed_how="", answer="")
        return shown

    def _standing(self, row: VisitRequest) -> joining.Standing:
        """Asked once for all rows of a page."""
        known: dict[Any, joining.Standing] = self.context.setdefault("standings", {})
        if row.pk not in known:
            rows: Any = self.parent.instance if self.parent else [row]
            known |= joining.standings(list(rows), self.context["request"].user)
        return known[row.pk]


class AskInput(serializers.Serializer[Any]):
    link = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=VisitRequest.Kind.choices)
    wished_from = serializers.DateField()
    wished_until = serializers.DateField()
    reason = serializers.CharField(max_length=2000, allow_blank=True)
    persons = serializers.ListField(child=serializers.CharField(max_length=120), max_length=20)


class AgreeInput(serializers.Serializer[Any]):
    """A planned visit, or a day on which one is planned."""

    visit = serializers.UUIDField(required=False, allow_null=True, default=None)
    on = day()
    answer = text(max_length=1000)


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


class BuyersItemSerializer(serializers.ModelSerializer[BuyersItem]):
    """What a buyer reads of a plan item; `title` is empty where it does not come from its own wish."""

    code = serializers.CharField(read_only=True)

    class Meta:
        model = BuyersItem
        fields = ("code", "title", "status", "due_on")


class PrioritySerializer(serializers.ModelSerializer[BuyerPriority]):
    """`became` is what the buyer reads of the plan item; people inside read `item`. While a condition is
    missing a buyer reads its own words alone, and `open` is false."""

    open = serializers.SerializerMethodField()
    became = serializers.SerializerMethodField()

    class Meta:
        model = BuyerPriority
        fields = (
            "id",
            "buyer",
            "factory",
            "point",
            "title",
            "words",
            "raised_at",
            "status",
            "meeting",
            "agenda_on",
            "item",
            "answers",
            "answer",
            "answered_at",
            "open",
            "became",
        )

    def get_open(self, row: BuyerPriority) -> bool:
        return self._sight(row).open

    @extend_schema_field(BuyersItemSerializer(many=True))
    def get_became(self, row: BuyerPriority) -> Any:
        shown: Any = () if self._sight(row).inside else self._sight(row).items
        return BuyersItemSerializer(shown, many=True).data

    def to_representation(self, instance: BuyerPriority) -> Any:
        shown = super().to_representation(instance)
        sight = self._sight(instance)
        if not sight.inside:
            shown.update(meeting=None, item=None)
        if not sight.open:
            shown.update(status="", agenda_on=None, answer="", answered_at=None)
        return shown

    def _sight(self, row: BuyerPriority) -> wishes.Sight:
        """Asked once for all rows of a page."""
        known: dict[Any, wishes.Sight] = self.context.setdefault("sights", {})
        if row.pk not in known:
            rows: Any = self.parent.instance if self.parent else [row]
            known |= wishes.sights_of(list(rows), self.context["request"].user)
        return known[row.pk]


class RaiseInput(serializers.Serializer[Any]):
    link = serializers.UUIDField()
    title = serializers.CharField(max_length=200, allow_blank=True)
    words = text(max_length=4000)
    point = PointField(required=False, allow_null=True, default=None)


class OnAgendaInput(serializers.Serializer[Any]):
    meeting = serializers.UUIDField()


class AcceptInput(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=300, allow_blank=True)
    owner = text(max_length=120)
    due_on = day()


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
