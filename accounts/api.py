"""What every API view shares: the first wall, cursor pages, and refusals as sentences."""

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.errors import NotAllowed, Refused, WrongState


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

    A subclass gives `model`, `serializer_class` and, where useful, `related` (select_related)
    and `ordering`. Verbs are `@action(detail=True, methods=["post"])` that call the same action
    as the pages do.
    """

    model: ClassVar[type[Model]]
    related: ClassVar[tuple[str, ...]] = ()
    pagination_class = Pages

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):  # while the API's description is drawn
            return QuerySet(self.model).none()
        rows = self.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]
        return rows.select_related(*self.related) if self.related else rows


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
