"""What the API says of buyers' wishes, and what its verbs take."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from advisory.buyers import joining, wishes
from advisory.buyers.planfile import FIELDS
from advisory.models import BuyerPriority, BuyersItem, CorrectivePlan, CorrectivePoint, Coverage, VisitRequest
from advisory.serializers import PointField, day, text

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
            shown |= {"status": "", "agenda_on": None, "answer": "", "answered_at": None}
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


# -- Corrective action plans --------------------------------------------------------------


class CorrectivePlanSerializer(serializers.ModelSerializer[CorrectivePlan]):
    class Meta:
        model = CorrectivePlan
        fields = (
            "id",
            "buyer",
            "factory",
            "name",
            "sha256",
            "on_behalf",
            "status",
            "headers",
            "columns",
            "uploaded_at",
            "taken_in_at",
            "left_out",
        )


class CorrectivePointSerializer(serializers.ModelSerializer[CorrectivePoint]):
    """The buyer's words. What answers a point stands in `mapping` of its plan."""

    class Meta:
        model = CorrectivePoint
        fields = (
            "id",
            "buyer",
            "factory",
            "plan",
            "line",
            "issue",
            "requirement",
            "due_on",
            "said_status",
            "responsible",
            "point",
        )


class CoverageSerializer(serializers.ModelSerializer[Coverage]):
    said_by = serializers.CharField(source="said_by.name", read_only=True)

    class Meta:
        model = Coverage
        fields = ("id", "buyer", "factory", "point", "item", "said_by", "said_at")


class MappedSerializer(serializers.Serializer[Any]):
    """`state` is empty while the buyer lacks a condition."""

    point = serializers.UUIDField(source="point.pk")
    state = serializers.CharField()
    items = BuyersItemSerializer(many=True)
    reason = serializers.CharField()


class DryRowSerializer(serializers.Serializer[Any]):
    """What a line of a draft would become; with `problems` it is not taken in."""

    line = serializers.IntegerField()
    issue = serializers.CharField()
    requirement = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    problems = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())


class PlanFileInput(serializers.Serializer[Any]):
    link = serializers.UUIDField()
    file = serializers.FileField()


class PlanColumnsInput(serializers.Serializer[Any]):
    """The field of each column by its index, counted from 0."""

    columns = serializers.DictField(child=serializers.ChoiceField(list(FIELDS), allow_blank=True))

    def validate_columns(self, given: dict[str, str]) -> dict[int, str]:
        if not all(index.isdecimal() for index in given):
            raise serializers.ValidationError(_("A column is named by its index, counted from 0."))
        return {int(index): field for index, field in given.items()}


class CoverInput(serializers.Serializer[Any]):
    item = serializers.UUIDField()
