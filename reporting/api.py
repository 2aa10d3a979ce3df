"""The API of the reporting floor: reads for every resource, a named endpoint per verb."""

from typing import Any, ClassVar, cast

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.api import Pages, Readable, ReasonInput, found_or_404, read, user_of, who
from accounts.models import STAFF
from accounts.requests import Request
from programmes.models import CountryProgramme
from reporting import actions
from reporting.actions import conditions, record_reading
from reporting.doors import version_out
from reporting.models import ConditionsUpdate, Download, Notice, Report, SharedCompliance
from reporting.views import files


class ByRelease(Pages):
    ordering = "-release_at"


class ByMoment(Pages):
    ordering = "-at"


class ReportSerializer(serializers.Serializer[Report]):
    """What a list says of a report; what it says itself stands in its `document`."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    status = serializers.CharField()
    factory = serializers.UUIDField(source="factory_id")
    factory_code = serializers.CharField(source="factory.code")
    factory_name = serializers.CharField(source="factory.name")
    due_at = serializers.DateTimeField()
    release_at = serializers.DateTimeField()
    released_at = serializers.DateTimeField()
    version = serializers.IntegerField(source="current.number", default=None)
    code = serializers.SerializerMethodField()

    def get_code(self, report: Report) -> str | None:
        """Of a released document only: before that the code stands for nothing."""
        out = report.status == Report.Status.RELEASED and report.current
        return report.current.code if out and report.current else None


class Reports(Readable):
    """Reports as the person may see them: insiders all of their factories', buyers what is open."""

    model = Report
    related: ClassVar[tuple[str, ...]] = ("factory", "current")
    serializer_class = ReportSerializer
    pagination_class = ByRelease

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.defer("current__payload") if hasattr(rows, "defer") else rows

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    @action(detail=True)
    def document(self, request: ApiRequest, pk: str) -> HttpResponse:
        """The frozen document, byte for byte as its digest was taken; recorded like any reading."""
        version = version_out(user_of(request), self.get_object().pk)
        record_reading(versions=[version], format="json", **who(request))
        response = HttpResponse(version.payload, content_type="application/json")
        response["X-Report-SHA256"] = version.sha256
        response["Cache-Control"] = "private, no-store"
        return response

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="file/(?P<kind>pdf|xlsx|html)")
    def file(self, request: ApiRequest, pk: str, kind: str) -> HttpResponse:
        return files.download(cast(Request, request._request), self.get_object().pk, kind)

    @extend_schema(request=None, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: ApiRequest, pk: str) -> Response:
        """The author's sending: for approval, or, of Progress Report 1, to its readers."""
        report = self.get_object()
        own = report.kind == Report.Kind.PROGRESS_1
        return self._done(actions.submit_progress_report_1 if own else actions.submit_for_approval)

    @extend_schema(request=None, responses=ReportSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: ApiRequest, pk: str) -> Response:
        return self._done(actions.take_back)

    @extend_schema(request=None, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: ApiRequest, pk: str) -> Response:
        return self._done(actions.approve)

    @extend_schema(request=None, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: ApiRequest, pk: str) -> Response:
        return self._done(actions.resume)

    @extend_schema(request=ReasonInput, responses=ReportSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: ApiRequest, pk: str) -> Response:
        return self._done(actions.send_back, takes=ReasonInput)

    @extend_schema(request=ReasonInput, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: ApiRequest, pk: str) -> Response:
        return self._done(actions.hold, takes=ReasonInput)

    @extend_schema(request=ReasonInput, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def recall(self, request: ApiRequest, pk: str) -> Response:
        return self._done(actions.recall, takes=ReasonInput)

    def _done(self, act: Any, takes: Any = None) -> Response:
        return self.do(act, "report", takes)


class DownloadSerializer(serializers.Serializer[Download]):
    id = serializers.UUIDField()
    factory = serializers.UUIDField(source="factory_id")
    version = serializers.UUIDField(source="version_id")
    user = serializers.UUIDField(source="user_id")
    format = serializers.CharField()
    at = serializers.DateTimeField()


class Downloads(Readable):
    """Who read or took away which version: one's own, and for staff those of their country."""

    model = Download
    serializer_class = DownloadSerializer
    pagination_class = ByMoment


class ConditionsUpdateSerializer(serializers.ModelSerializer[ConditionsUpdate]):
    """`payload` is what was frozen when approval was asked for: JSON in a text, as it is published."""

    status = serializers.CharField()

    class Meta:
        model = ConditionsUpdate
        fields = [
            "id",
            "programme",
            "on",
            "titles",
            "words",
            "status",
            "made_at",
            "approved_at",
            "publish_at",
            "published_at",
            "payload",
        ]


class ConditionsInput(serializers.Serializer[Any]):
    """Titles and words by language; a title is needed in each language of the programme."""

    on = serializers.DateField()
    titles = serializers.DictField(child=serializers.CharField(max_length=160, allow_blank=True))
    words = serializers.DictField(child=serializers.CharField(allow_blank=True), default=dict)


class NewConditionsInput(ConditionsInput):
    programme = serializers.UUIDField()


class ApproveConditionsInput(serializers.Serializer[Any]):
    publish_at = serializers.DateTimeField(allow_null=True, default=None)
    reason = serializers.CharField(allow_blank=True, default="")


class ConditionsUpdates(Readable):
    """Updates on conditions in the person's countries, from draft to published."""

    model = ConditionsUpdate
    related: ClassVar[tuple[str, ...]] = ("programme",)
    serializer_class = ConditionsUpdateSerializer
    filters = ("programme",)

    @extend_schema(request=NewConditionsInput)
    @action(detail=False, methods=["post"])
    def write(self, request: ApiRequest) -> Response:
        given = read(NewConditionsInput, request)
        mine = CountryProgramme.objects.of_staff(user_of(request), *STAFF)
        programme = found_or_404(mine.filter(pk=given.pop("programme")).first())
        made = conditions.write_update(programme=programme, **given, **who(request))
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ConditionsInput, responses=ConditionsUpdateSerializer)
    @action(detail=True, methods=["post"])
    def rewrite(self, request: ApiRequest, pk: str) -> Response:
        return self.do(conditions.rewrite_update, "update", ConditionsInput)

    @extend_schema(request=None, responses=ConditionsUpdateSerializer)
    @action(detail=True, methods=["post"])
    def ask(self, request: ApiRequest, pk: str) -> Response:
        return self.do(conditions.ask_for_publication, "update")

    @extend_schema(request=ApproveConditionsInput, responses=ConditionsUpdateSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: ApiRequest, pk: str) -> Response:
        return self.do(conditions.approve_update, "update", ApproveConditionsInput)

    @extend_schema(request=None, responses=ConditionsUpdateSerializer)
    @action(detail=True, methods=["post"], url_path="give-back")
    def give_back(self, request: ApiRequest, pk: str) -> Response:
        return self.do(conditions.give_back_update, "update")

    @extend_schema(request=None, responses=ConditionsUpdateSerializer)
    @action(detail=True, methods=["post"], url_path="throw-away")
    def throw_away(self, request: ApiRequest, pk: str) -> Response:
        return self.do(conditions.throw_away_update, "update")


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """`payload` is the frozen letter, canonical JSON, empty before it is sent; `sha256` its digest."""

    class Meta:
        model = Notice
        fields = ("id", "factory", "kind", "status", "drafted_at", "sent_at", "payload", "sha256")


class Notices(Readable):
    """Of incidents: drafts are the staff's, sent ones the factory's and those buyers' to whom they went."""

    model = Notice
    serializer_class = NoticeSerializer
    filters = ("factory",)


class SharedComplianceSerializer(serializers.ModelSerializer[SharedCompliance]):
    """`payload`: for each tool its clusters with the share of non-compliant points and the number of factories."""

    class Meta:
        model = SharedCompliance
        fields = ("id", "programme", "on", "least", "payload", "made_at")


class SharedComplianceViews(Readable):
    """A country's compliance as a whole, for its staff and constituents whose agreement opens it."""

    model = SharedCompliance
    serializer_class = SharedComplianceSerializer
    filters = ("programme",)


router = SimpleRouter()
router.register("shared-compliance", SharedComplianceViews, basename="shared-compliance")
router.register("notices", Notices, basename="notice")
router.register("reports", Reports, basename="report")
router.register("downloads", Downloads, basename="download")
router.register("conditions-updates", ConditionsUpdates, basename="conditions-update")
