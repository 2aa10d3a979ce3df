"""What the views of this floor's API share: filters, the row of an address, verbs run on it."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import Http404
from rest_framework import status
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import Readable
from accounts.models import User
from accounts.requests import Request


class Rows(Readable):
    """`?factory=` and `?buyer=` keep to one; verbs run the pages' actions on one row."""

    filters: tuple[str, ...] = ("factory", "buyer")

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows if self.is_schema else self.kept_to(rows)

    @property
    def is_schema(self) -> bool:
        """While the description of the API is drawn there is no person."""
        return bool(getattr(self, "swagger_fake_view", False))

    def kept_to(self, rows: Any) -> Any:
        names = {field.name for field in self.model._meta.fields}
        for name in self.filters:
            if name in names and (asked := self.request.query_params.get(name)):
                rows = rows.filter(**{name: uuid_or_404(asked)})
        return rows

    def get_serializer_context(self) -> dict[str, Any]:
        asked = getattr(self.request, "_request", None)
        return {**super().get_serializer_context(), "at": getattr(asked, "at", None)}

    def do(self, verb: Callable[..., Any], subject: str, takes: Any = None, **given: Any) -> Response:
        """Runs a verb on the row of this address and answers with the row as it is then."""
        row = self.get_object()
        said = read(takes, self.request) if takes else {}
        verb(**{subject: row}, **said, **given, **who(self.request))
        return self.answer(row.pk)

    def answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """The row anew, or nothing when the person does not see it any more."""
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(self.get_serializer(found).data, status=code)


def read(takes: Any, request: ApiRequest) -> dict[str, Any]:
    given = takes(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def who(request: ApiRequest) -> dict[str, Any]:
    asked = cast(Request, request._request)
    return {"by": user_of(request), "at": asked.at}


def user_of(request: ApiRequest) -> User:
    return cast(User, request.user)


def uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as strange:
        raise Http404 from strange


def found_or_404(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
