"""Incidents, duties and consultations by API: the pages' rights and the pages' verbs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import Readable, ReasonInput, read, user_of, who
from accounts.errors import Invalid
from advisory import actions
from advisory.actions.incidents import Facts
from advisory.doors import factory_inside
from advisory.models import Consultation, Duty, Incident, Party
from factories.models import Buyer

FACTS = tuple(Facts.__dataclass_fields__)


class IncidentSerializer(serializers.ModelSerializer[Incident]):
    """Who reported it is not said here: it may have been somebody inside the factory."""

    class Meta:
        model = Incident
        fields = (
            "id",
            "factory",
            "kind",
            "status",
            "known_at",
            "recorded_at",
            "by_factory",
            "one_with",
            *FACTS,
        )


class DutySerializer(serializers.ModelSerializer[Duty]):
    class Meta:
        model = Duty
        fields = (
            *("id", "factory", "incident", "kind", "buyer", "anchor_at", "due_at", "opened_at", "lapsed_at"),
            *("done_at", "met_by", "proof", "waived_at", "waived_reason", "acknowledged_at"),
        )


class ConsultationSerializer(serializers.ModelSerializer[Consultation]):
    class Meta:
        model = Consultation
        fields = ("id", "factory", "incident", "party", "union", "outcome", "consulted_at", "words")


def _text(**kwargs: Any) -> serializers.CharField:
    return serializers.CharField(allow_blank=True, default="", **kwargs)


def _count() -> serializers.IntegerField:
    return serializers.IntegerField(allow_null=True, default=None, min_value=0)


class IncidentFactsInput(serializers.Serializer[Any]):
    """All facts as they are known now; moments carry their offset. `known_at` is typed by staff alone."""

    began_at = serializers.DateTimeField()
    what = _text(max_length=4000)
    ended_at = serializers.DateTimeField(allow_null=True, default=None)
    steps = _text(max_length=4000)
    workers = _count()
    women = _count()
    hurt = _count()
    dead = _count()
    violence_at = serializers.DateTimeField(allow_null=True, default=None)
    threatened = serializers.BooleanField(default=False)
    cause = _text(max_length=4000)
    known_at = serializers.DateTimeField(allow_null=True, default=None)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        known = {name: given.pop(name) for name in FACTS}
        return given | {"facts": Facts(**known)}


class IncidentReportInput(IncidentFactsInput):
    factory = serializers.UUIDField()
    kind = serializers.ChoiceField(Incident.Kind.choices)
    staff_notes = _text(max_length=4000)


class ToldInput(serializers.Serializer[Any]):
    buyer = serializers.UUIDField()
    told_at = serializers.DateTimeField()
    proof = _text(max_length=2000)


class ConsultationInput(serializers.Serializer[Any]):
    party = serializers.ChoiceField(Party.choices)
    union = _text(max_length=160)
    outcome = serializers.ChoiceField(Consultation.Outcome.choices)
    consulted_at = serializers.DateTimeField()
    words = _text(max_length=4000)


class IncidentViews(Readable):
    model = Incident
    serializer_class = IncidentSerializer
    related = ("factory__programme",)
    filters = ("factory",)

    @extend_schema(request=IncidentReportInput)
    @action(detail=False, methods=["post"])
    def report(self, request: ApiRequest) -> Response:
        given = read(IncidentReportInput, request)
        factory = factory_inside(user_of(request), given.pop("factory"))
        made = actions.report_incident(factory=factory, **given, **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=IncidentFactsInput)
    @action(detail=True, methods=["post"])
    def correct(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.correct_incident, "incident", IncidentFactsInput)

    @extend_schema(request=ToldInput)
    @action(detail=True, methods=["post"])
    def told(self, request: ApiRequest, pk: str) -> Response:
        """The factory told this buyer, and says how it can be proven."""
        incident = self.get_object()
        given = read(ToldInput, request)
        named = Buyer.objects.visible_to(user_of(request)).filter(pk=given.pop("buyer")).first()
        if named is None:
            raise Invalid(_("There is no such buyer at this factory."), field="buyer")
        actions.record_told(incident=incident, buyer=named, **given, **who(request))
        return self.as_it_is(incident.pk)

    @extend_schema(request=ConsultationInput)
    @action(detail=True, methods=["post"])
    def consulted(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.record_consultation, "incident", ConsultationInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.acknowledge_duties, "incident")

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.dismiss_incident, "incident", ReasonInput)


class DutyViews(Readable):
    model = Duty
    serializer_class = DutySerializer
    related = ("factory__programme",)
    filters = ("factory", "incident")

    @extend_schema(request=ReasonInput)
    @action(detail=True, methods=["post"])
    def waive(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.waive_duty, "duty", ReasonInput)


class ConsultationViews(Readable):
    model = Consultation
    serializer_class = ConsultationSerializer
    filters = ("factory", "incident")
