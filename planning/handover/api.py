"""Hand-overs by API, for programmes of who plans in the country. Restricted files pass on pages alone."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import Readable, found_or_404, read, user_of, who
from accounts.models import User
from factories.models import HandedFactory, HandOver
from planning.handover.acts import hand_over
from planning.handover.office import programmes_of


class HandOverSerializer(serializers.ModelSerializer[HandOver]):
    class Meta:
        model = HandOver
        fields = ["id", "programme", "advisor", "why", "made_by", "made_at"]


class HandedFactorySerializer(serializers.ModelSerializer[HandedFactory]):
    class Meta:
        model = HandedFactory
        fields = ["id", "hand_over", "factory", "successor"]


class PassingInput(serializers.Serializer[Any]):
    factory = serializers.UUIDField()
    successor = serializers.UUIDField()


class HandOverInput(serializers.Serializer[Any]):
    programme = serializers.UUIDField()
    advisor = serializers.UUIDField()
    to = PassingInput(many=True)
    why = serializers.CharField(max_length=2000, allow_blank=True)


class HandOverViews(Readable):
    """Acts in which an advisor's factories passed to others."""

    model = HandOver
    serializer_class = HandOverSerializer
    filters = ("programme", "advisor")

    @extend_schema(request=HandOverInput)
    @action(detail=False, methods=["post"])
    def make(self, request: ApiRequest) -> Response:
        """All factories that are named pass, with planned visits and open duties, or none does."""
        programmes = programmes_of(user_of(request))
        found_or_404(programmes.first())
        given = read(HandOverInput, request)
        programme = found_or_404(programmes.filter(pk=given["programme"]).first())
        asked = {each["factory"]: each["successor"] for each in given["to"]}
        people = User.objects.in_bulk({given["advisor"], *asked.values()})
        made = hand_over(
            programme=programme,
            advisor=found_or_404(people.get(given["advisor"])),
            to={factory: found_or_404(people.get(user)) for factory, user in asked.items()},
            why=given["why"],
            **who(request),
        )
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)


class HandedFactoryViews(Readable):
    """Which factory passed to whom."""

    model = HandedFactory
    serializer_class = HandedFactorySerializer
    filters = ("hand_over", "factory")
