"""Lists of factories on their way in, for the administrators of a programme; nobody else finds them."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import found_or_404, read, user_of, who
from accounts.errors import Invalid
from factories.api.rows import Rows
from factories.imports import actions
from factories.imports.delimited import DELIMITERS, ENCODINGS
from factories.imports.fields import FIELDS
from factories.imports.forms import administered
from factories.imports.reading import Habits
from factories.models import ImportBatch, ImportRow


class BatchSerializer(serializers.ModelSerializer[ImportBatch]):
    """`columns` says of each column what it was taken for, and why."""

    class Meta:
        model = ImportBatch
        fields = [
            "id",
            "programme",
            "name",
            "sha256",
            "size",
            "status",
            "problem",
            "uploaded_at",
            "applied_at",
            "any_country",
            "good_rows",
            "kind",
            "encoding",
            "delimiter",
            "sheet",
            "sheets",
            "header_line",
            "columns",
            "row_count",
            "new_count",
            "same_count",
            "suggested_count",
            "rejected_count",
        ]


class RowSerializer(serializers.ModelSerializer[ImportRow]):
    class Meta:
        model = ImportRow
        fields = [
            "id",
            "batch",
            "line",
            "cells",
            "outcome",
            "problems",
            "candidates",
            "decision",
            "decided_at",
            "factory",
            "twin_line",
        ]


class ReceiveInput(serializers.Serializer[Any]):
    programme = serializers.UUIDField()
    file = serializers.FileField()
    any_country = serializers.BooleanField(default=False)


class ColumnInput(serializers.Serializer[Any]):
    index = serializers.IntegerField(min_value=0)
    field = serializers.ChoiceField([known.name for known in FIELDS], allow_blank=True)


class ColumnsInput(serializers.Serializer[Any]):
    columns = ColumnInput(many=True)
    any_country = serializers.BooleanField(default=False)


class HabitsInput(serializers.Serializer[Any]):
    """How the file is written, where the guess was wrong; line 0: it has no names of columns."""

    header_line = serializers.IntegerField(min_value=0)
    encoding = serializers.ChoiceField([*ENCODINGS], default="", allow_blank=True)
    delimiter = serializers.ChoiceField([*DELIMITERS], default="", allow_blank=True)
    sheet = serializers.CharField(max_length=100, default="", allow_blank=True)


class ApproveInput(serializers.Serializer[Any]):
    good_rows = serializers.BooleanField(default=False)


class RowDecisionInput(serializers.Serializer[Any]):
    """`new`, or the number of the candidate that the row is."""

    choice = serializers.CharField(max_length=4)


class BatchViews(Rows):
    """`?programme=` keeps to one. Long lists are worked on by the worker: ask again for the status."""

    model = ImportBatch
    serializer_class = BatchSerializer
    filters = ("programme",)

    @extend_schema(request=ReceiveInput)
    @action(detail=False, methods=["post"], parser_classes=[MultiPartParser])
    def receive(self, request: ApiRequest) -> Response:
        given = read(ReceiveInput, request)
        programme = administered(user_of(request)).filter(pk=given.pop("programme")).first()
        found_or_404(programme)
        made = actions.receive(programme=programme, **_content(given.pop("file")), **given, **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=HabitsInput)
    @action(detail=True, methods=["post"], url_path="look-again")
    def look_again(self, request: ApiRequest, pk: str) -> Response:
        batch, given = self.get_object(), read(HabitsInput, request)
        if given["sheet"] and given["sheet"] not in batch.sheets:
            raise Invalid(_("The file has no sheet of this name."), "sheet")
        line = given.pop("header_line")
        actions.look_again(batch=batch, habits=Habits(**given), header_line=line, **who(request))
        return self.as_it_is(batch.pk)

    @extend_schema(request=ColumnsInput)
    @action(detail=True, methods=["post"], url_path="confirm-columns")
    def confirm_columns(self, request: ApiRequest, pk: str) -> Response:
        batch, given = self.get_object(), read(ColumnsInput, request)
        fields = {column["index"]: column["field"] for column in given["columns"]}
        return self._worked_on(
            actions.confirm_columns, batch, fields=fields, any_country=given["any_country"]
        )

    @extend_schema(request=ApproveInput)
    @action(detail=True, methods=["post"])
    def approve(self, request: ApiRequest, pk: str) -> Response:
        return self._worked_on(actions.approve, self.get_object(), **read(ApproveInput, request))

    def _worked_on(self, verb: Callable[..., Any], batch: ImportBatch, **given: Any) -> Response:
        asked = who(self.request)
        actions.now_or_later(verb(batch=batch, **given, **asked), **asked)
        return self.as_it_is(batch.pk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def drop(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.drop, "batch")


def _content(file: Any) -> dict[str, Any]:
    if file.size > settings.UPLOAD_LIMIT_BYTES:
        raise Invalid(_("The file is too big. Split it into files of at most 10 MB."), "file")
    return {"name": file.name, "content": file.read()}


class RowViews(Rows):
    """`?batch=` keeps to one list, `?outcome=` to what became of a row."""

    model = ImportRow
    serializer_class = RowSerializer
    related = ("batch__programme",)
    filters = ("batch",)

    def kept_to(self, rows: Any) -> Any:
        outcome = self.request.query_params.get("outcome")
        kept = super().kept_to(rows).defer("batch__content")
        return kept.filter(outcome=outcome) if outcome else kept

    @extend_schema(request=RowDecisionInput)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.decide, "row", RowDecisionInput)
