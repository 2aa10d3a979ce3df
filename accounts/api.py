"""What every API view shares: the first wall, cursor pages, verbs on a row, and refusals as sentences."""

from collections.abc import Callable
from typing import Any, ClassVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.errors import NotAllowed, Refused, WrongState
from accounts.models import User
from accounts.requests import Request


class ReasonInput(serializers.Serializer[Any]):
    """What verbs take that want a reason; an empty one is refused with the action's sentence."""

    reason = serializers.CharField(max_length=1000, allow_blank=True)


class Pages(CursorPagination):
    """Pages without a count: `next` and `previous` are addresses."""

    page_size = 25
    max_page_size = 100
    page_size_query_param = "limit"
    ordering = "-id"


class Readable(ListModelMixin, RetrieveModelMixin, GenericViewSet[Any]):
    """Lists and single rows of one protected model, as the person may see them.

    A subclass gives `model`, `serializer_class` and, where useful, `related` (select_related),
    `ordering`, and `filters`: `?factory=` and the like, of those that the model has, keep to one.
    Verbs are `@action(detail=True, methods=["post"])` that run the pages' own action with `do`.
    """

    model: ClassVar[type[Model]]
    related: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[tuple[str, ...]] = ()
    pagination_class = Pages

    def get_queryset(self) -> Any:
        if self.is_schema:
            return QuerySet(self.model).none()
        rows = self.model.objects.visible_to(user_of(self.request))  # type: ignore[attr-defined]
        return self.kept_to(rows.select_related(*self.related) if self.related else rows)

    @property
    def is_schema(self) -> bool:
        """While the description of the API is drawn there is no person."""
        return bool(getattr(self, "swagger_fake_view", False))

    def kept_to(self, rows: Any) -> Any:
        names = {field.name for field in self.model._meta.fields}
        for name in self.filters:
            if name in names and (asked := self.request.query_params.get(name)):
                rows = rows.filter(**{name: _id(asked)})
        return rows

    def do(self, verb: Callable[..., Any], subject: str, takes: Any = None, **given: Any) -> Response:
        """Runs a verb on the row of this address and answers with the row as it is then.

        The row is looked for before the words are judged: an outsider gets 404 whatever was sent.
        """
        row = self.get_object()
        said = read(takes, self.request) if takes else {}
        verb(**{subject: row}, **said, **given, **who(self.request))
        return self.as_it_is(row.pk)

    def as_it_is(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """The row anew, or nothing when the person does not see it any more."""
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(self.get_serializer(found).data, status=code)


def read(takes: Any, request: ApiRequest) -> dict[str, Any]:
    """What was sent, judged by the serializer `takes`."""
    given = takes(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def who(request: ApiRequest) -> dict[str, Any]:
    """`by` and `at`, as every verb wants them."""
    return {"by": user_of(request), "at": cast(Request, request._request).at}


def user_of(request: ApiRequest) -> User:
    return cast(User, request.user)


def uuid_or_404(text: str) -> UUID:
    if (found := _id(text)) is None:
        raise Http404
    return found


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None  # what is no id names no row


def found_or_404(row: Any) -> Any:
    if row is None:
        raise Http404
    return row


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: an action's refusal answers 422 or 409 with its sentence."""
    from rest_framework.views import exception_handler

    if isinstance(error, NotAllowed):
        error = NotFound()
    if isinstance(error, Refused):
        code = (
            status.HTTP_409_CONFLICT
            if isinstance(error, WrongState)
            else status.HTTP_422_UNPROCESSABLE_ENTITY
        )
        return Response({"detail": str(error), "field": getattr(error, "field", None)}, status=code)
    return exception_handler(error, context)
