"""The API of the programmes floor: reads for every resource, a named endpoint per verb."""

from typing import Any, cast

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.api import Readable
from accounts.models import STAFF, User
from accounts.requests import Request
from programmes import actions
from programmes.forms import ZONES
from programmes.models import CalendarRule, Cluster, CompliancePoint, CountryProgramme
from programmes.rules import RULES, Kind, Unit


class ProgrammeSerializer(serializers.ModelSerializer[CountryProgramme]):
    class Meta:
        model = CountryProgramme
        fields = ["id", "code", "name", "zone", "languages", "weekend"]


class NewProgrammeInput(serializers.Serializer[Any]):
    code = serializers.RegexField(r"^[A-Za-z]{2}$")
    name = serializers.CharField(max_length=80)
    zone = serializers.ChoiceField(ZONES)
    languages = serializers.ListField(child=serializers.ChoiceField(settings.LANGUAGES), min_length=1)
    weekend = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=7))


class CalendarRuleSerializer(serializers.ModelSerializer[CalendarRule]):
    """`amount` counts the unit of the kind; empty means switched off."""

    unit = serializers.SerializerMethodField()

    class Meta:
        model = CalendarRule
        fields = ["id", "programme", "kind", "amount", "unit", "valid_from", "valid_until", "source"]

    def get_unit(self, row: CalendarRule) -> Unit:
        return RULES[Kind(row.kind)].unit


class NewRuleInput(serializers.Serializer[Any]):
    programme = serializers.UUIDField()
    kind = serializers.ChoiceField([kind.value for kind in Kind])
    amount = serializers.IntegerField(min_value=0, allow_null=True)
    valid_from = serializers.DateField()
    source = serializers.CharField(max_length=200)  # type: ignore[assignment]  # the field of that name


class ClusterSerializer(serializers.ModelSerializer[Cluster]):
    class Meta:
        model = Cluster
        fields = ["id", "key", "name", "international", "order"]


class CompliancePointSerializer(serializers.ModelSerializer[CompliancePoint]):
    class Meta:
        model = CompliancePoint
        fields = ["id", "cluster", "key", "name", "facts", "order"]


class ProgrammeViews(Readable):
    """Country programmes, for their staff."""

    model = CountryProgramme
    serializer_class = ProgrammeSerializer

    def get_queryset(self) -> Any:
        return _programmes(self)

    @extend_schema(request=NewProgrammeInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        made = actions.create_programme(**_read(NewProgrammeInput, request), **_who(request))
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)


class CalendarRuleViews(Readable):
    """Dated rows of the calendars that the person's programmes use, the common ones included."""

    model = CalendarRule
    serializer_class = CalendarRuleSerializer

    def get_queryset(self) -> Any:
        mine = _programmes(self)
        if not mine.exists():
            return CalendarRule.objects.none()
        return CalendarRule.objects.filter(Q(programme__in=mine) | Q(programme=None))

    @extend_schema(request=NewRuleInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        given = _read(NewRuleInput, request)
        programme = _programmes(self).filter(pk=given.pop("programme")).first()
        if programme is None:
            raise Http404
        row = actions.add_rule(programme=programme, kind=Kind(given.pop("kind")), **given, **_who(request))
        return Response(self.get_serializer(row).data, status=status.HTTP_201_CREATED)


class ClusterViews(Readable):
    """The taxonomy of compliance, the same for everybody."""

    model = Cluster
    serializer_class = ClusterSerializer

    def get_queryset(self) -> Any:
        return Cluster.objects.all()


class CompliancePointViews(Readable):
    model = CompliancePoint
    serializer_class = CompliancePointSerializer

    def get_queryset(self) -> Any:
        return CompliancePoint.objects.all()


def _programmes(view: Readable) -> Any:
    """Those of the person's offices; none while the description of the API is drawn."""
    if getattr(view, "swagger_fake_view", False):
        return CountryProgramme.objects.none()
    return CountryProgramme.objects.of_staff(cast(User, view.request.user), *STAFF)


def _read(takes: Any, request: ApiRequest) -> dict[str, Any]:
    given = takes(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "at": cast(Request, request._request).at}


router = SimpleRouter()
router.register("programmes", ProgrammeViews, basename="programme")
router.register("calendar-rules", CalendarRuleViews, basename="calendar-rule")
router.register("clusters", ClusterViews, basename="cluster")
router.register("compliance-points", CompliancePointViews, basename="compliance-point")
