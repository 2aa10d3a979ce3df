"""The API of the programmes floor: reads for every resource, a named endpoint per verb."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.api import Readable, found_or_404, read, user_of, who
from accounts.models import STAFF
from programmes import actions, country
from programmes.forms import ZONES
from programmes.models import (
    CalendarRule,
    Cluster,
    CompliancePoint,
    Contact,
    CountryProgramme,
    Holiday,
    Policy,
    ProgrammeFact,
    Region,
    ServicePolicy,
)
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
    """`amount` counts the unit of the kind; empty means switched off. `from_year` 0 and an empty
    `standing` mean any; the most specific row holds, a country's own before the common ones."""

    unit = serializers.SerializerMethodField()

    class Meta:
        model = CalendarRule
        fields = [
            "id",
            "programme",
            "kind",
            "amount",
            "unit",
            "from_year",
            "standing",
            "valid_from",
            "valid_until",
            "source",
        ]

    def get_unit(self, row: CalendarRule) -> Unit:
        return RULES[Kind(row.kind)].unit


class ProgrammeChangeInput(serializers.Serializer[Any]):
    zone = serializers.ChoiceField(ZONES)
    languages = serializers.ListField(child=serializers.CharField(max_length=8), min_length=1)
    weekend = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=7))


class RegionInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)


class NewRegionInput(RegionInput):
    programme = serializers.UUIDField()


class NewHolidayInput(serializers.Serializer[Any]):
    programme = serializers.UUIDField()
    on = serializers.DateField()
    name = serializers.CharField(max_length=120)


class ContactInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    purpose = serializers.CharField(max_length=160)
    email = serializers.EmailField(allow_blank=True, default="")
    phone = serializers.CharField(max_length=40, allow_blank=True, default="")
    public = serializers.BooleanField(default=False)
    mediates = serializers.BooleanField(default=False)


class NewContactInput(ContactInput):
    programme = serializers.UUIDField()


class ClusterSerializer(serializers.ModelSerializer[Cluster]):
    class Meta:
        model = Cluster
        fields = ["id", "key", "name", "international", "order"]


class CompliancePointSerializer(serializers.ModelSerializer[CompliancePoint]):
    class Meta:
        model = CompliancePoint
        fields = ["id", "cluster", "key", "name", "facts", "order"]


class RegionSerializer(serializers.ModelSerializer[Region]):
    class Meta:
        model = Region
        fields = ["id", "programme", "name"]


class HolidaySerializer(serializers.ModelSerializer[Holiday]):
    class Meta:
        model = Holiday
        fields = ["id", "programme", "on", "name"]


class ContactSerializer(serializers.ModelSerializer[Contact]):
    class Meta:
        model = Contact
        fields = ["id", "programme", "name", "purpose", "email", "phone", "public", "mediates"]


class ProgrammeFactSerializer(serializers.ModelSerializer[ProgrammeFact]):
    """Without a region of the whole country; `valid_until` is the first day on which it holds no more."""

    subject = serializers.CharField()
    value = serializers.CharField()

    class Meta:
        model = ProgrammeFact
        fields = [
            "id",
            "programme",
            "region",
            "subject",
            "value",
            "valid_from",
            "valid_until",
            "decision",
            "source",
        ]


class PolicySerializer(serializers.ModelSerializer[Policy]):
    class Meta:
        model = Policy
        fields = [
            "id",
            "key",
            "country",
            "name",
            "version",
            "valid_from",
            "valid_until",
            "decided_on",
            "decided_by",
            "consulted",
            "source",
            "replaces",
        ]


class ServicePolicySerializer(serializers.ModelSerializer[ServicePolicy]):
    """One row of a policy; without a country it holds in every country."""

    service = serializers.CharField()
    modalities = serializers.ListField(child=serializers.CharField())
    targets = serializers.CharField()

    class Meta:
        model = ServicePolicy
        fields = [
            "id",
            "policy",
            "code",
            "country",
            "phases",
            "service",
            "modalities",
            "audience",
            "starts_on",
            "starts_by",
            "when",
            "confirmed",
            "pilot",
            "targets",
            "partner",
            "condition",
            "allowed",
            "note",
            "source",
            "certain",
        ]


class ProgrammeViews(Readable):
    """Country programmes, for their staff."""

    model = CountryProgramme
    serializer_class = ProgrammeSerializer

    def get_queryset(self) -> Any:
        return _programmes(self)

    @extend_schema(request=ProgrammeChangeInput, responses=ProgrammeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: ApiRequest, pk: str) -> Response:
        return self.do(country.change_country, "programme", ProgrammeChangeInput)

    @extend_schema(request=NewProgrammeInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        made = actions.create_programme(**read(NewProgrammeInput, request), **who(request))
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


class OfAllCountries(Readable):
    """What is no secret among programme staff, whatever their country; nothing for others."""

    def get_queryset(self) -> Any:
        rows = self.model._default_manager
        if self.is_schema or not user_of(self.request).is_programme_staff:
            return rows.none()
        return self.kept_to(rows.all())


class RegionViews(OfAllCountries):
    """Parts of a country for which facts can differ from the country's."""

    model = Region
    serializer_class = RegionSerializer
    filters = ("programme",)

    @extend_schema(request=NewRegionInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        return _added(self, country.add_region, NewRegionInput)

    @extend_schema(request=RegionInput, responses=RegionSerializer)
    @action(detail=True, methods=["post"])
    def rename(self, request: ApiRequest, pk: str) -> Response:
        return self.do(country.rename_region, "region", RegionInput)


class HolidayViews(OfAllCountries):
    """Local days on which nobody works in a country."""

    model = Holiday
    serializer_class = HolidaySerializer
    filters = ("programme",)

    @extend_schema(request=NewHolidayInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        return _added(self, country.add_holiday, NewHolidayInput)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: ApiRequest, pk: str) -> Response:
        return self.do(country.remove_holiday, "holiday")


class ContactViews(Readable):
    """Whom to turn to in the person's countries."""

    model = Contact
    serializer_class = ContactSerializer
    filters = ("programme",)

    @extend_schema(request=NewContactInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        return _added(self, country.add_contact, NewContactInput)

    @extend_schema(request=ContactInput, responses=ContactSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: ApiRequest, pk: str) -> Response:
        return self.do(country.change_contact, "contact", ContactInput)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: ApiRequest, pk: str) -> Response:
        return self.do(country.remove_contact, "contact")


class ProgrammeFactViews(OfAllCountries):
    """Production and visits in countries and regions, over time."""

    model = ProgrammeFact
    serializer_class = ProgrammeFactSerializer
    filters = ("programme", "region")


class PolicyViews(OfAllCountries):
    """Versions of what the programme offers, with their decisions."""

    model = Policy
    serializer_class = PolicySerializer


class ServicePolicyViews(OfAllCountries):
    """The rows of the policies."""

    model = ServicePolicy
    serializer_class = ServicePolicySerializer
    filters = ("policy",)


def _programmes(view: Readable) -> Any:
    """Those of the person's offices; none while the description of the API is drawn."""
    if view.is_schema:
        return CountryProgramme.objects.none()
    return CountryProgramme.objects.of_staff(user_of(view.request), *STAFF)


def _added(view: Readable, verb: Callable[..., Any], takes: Any) -> Response:
    """A new row of one of the person's programmes."""
    given = read(takes, view.request)
    programme = found_or_404(_programmes(view).filter(pk=given.pop("programme")).first())
    made = verb(programme=programme, **given, **who(view.request))
    return Response(view.get_serializer(made).data, status=status.HTTP_201_CREATED)


router = SimpleRouter()
router.register("programmes", ProgrammeViews, basename="programme")
router.register("calendar-rules", CalendarRuleViews, basename="calendar-rule")
router.register("clusters", ClusterViews, basename="cluster")
router.register("compliance-points", CompliancePointViews, basename="compliance-point")
router.register("regions", RegionViews, basename="region")
router.register("holidays", HolidayViews, basename="holiday")
router.register("contacts", ContactViews, basename="contact")
router.register("programme-facts", ProgrammeFactViews, basename="programme-fact")
router.register("policies", PolicyViews, basename="policy")
router.register("service-policies", ServicePolicyViews, basename="service-policy")
