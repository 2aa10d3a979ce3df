"""What is possible at a factory and why; its own facts, and the exceptions that name it."""

from datetime import date
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from factories.api.rows import Rows
from factories.models import FactoryFact, ServiceException
from factories.possible import Possibilities
from programmes import reasons
from programmes.offers import Form, offers
from programmes.services import COLUMNS, Service

ON = OpenApiParameter("on", date, description="A local date; without it today, at the factory.")


class FactoryFactSerializer(serializers.ModelSerializer[FactoryFact]):
    subject = serializers.CharField()
    value = serializers.CharField()

    class Meta:
        model = FactoryFact
        fields = ["id", "factory", "subject", "value", "valid_from", "valid_until", "decision"]


class ServiceExceptionSerializer(serializers.ModelSerializer[ServiceException]):
    service = serializers.CharField()
    modality = serializers.CharField()

    class Meta:
        model = ServiceException
        fields = [
            "id",
            "factory",
            "service",
            "modality",
            "valid_from",
            "valid_until",
            "reason",
            "clearance",
            "approved_by",
            "approved_at",
        ]


class ReasonSerializer(serializers.Serializer[Any]):
    """A row that gave an answer, in words; not `certain`: our reading of its source."""

    words = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # the field of that name
    certain = serializers.BooleanField()


class FormAnswerSerializer(serializers.Serializer[Any]):
    """`verdict`: possible, targeted, pilot, conditional, expected or not; only `possible` is a yes.

    `speaker`: exception, policy, fact or ordinary. Without a modality it is a paper or a set of questions.
    """

    column = serializers.CharField()
    service = serializers.CharField()
    modality = serializers.CharField(allow_null=True)
    verdict = serializers.CharField()
    speaker = serializers.CharField()
    sentence = serializers.CharField()
    rows = ReasonSerializer(many=True)


class PossibleSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    phase = serializers.IntegerField()
    facts = ReasonSerializer(many=True)
    answers = FormAnswerSerializer(many=True)


class FactoryFactViews(Rows):
    """Production or visits at one factory, where they differ from its country's."""

    model = FactoryFact
    serializer_class = FactoryFactSerializer
    filters = ("factory",)


class ServiceExceptionViews(Rows):
    """Named ways past the policy, each for one factory."""

    model = ServiceException
    serializer_class = ServiceExceptionSerializer
    filters = ("factory",)


def told(rows: Possibilities, factory: UUID, on: date) -> Any:
    """The same answers as on the factory's page."""
    phase = rows.phase(factory, on)
    offered = offers(lambda service, form: rows.answer(service, form, on, factory))
    every = [offer for of in offered.values() for offer in of]
    answers = [_answer(offer.service, form) for offer in every for form in offer.forms]
    facts = [reasons.reason(fact) for fact in phase.facts]
    return PossibleSerializer({"on": on, "phase": phase.number, "facts": facts, "answers": answers}).data


def _answer(service: Service, form: Form) -> dict[str, object]:
    return {
        "column": COLUMNS[service].value,
        "service": service.value,
        "modality": form.modality.value if form.modality else None,
        "verdict": form.answer.verdict.value,
        "speaker": form.answer.speaker.value,
        "sentence": reasons.spoken(service, form.modality, form.answer),
        "rows": reasons.reasons(form.answer),
    }
