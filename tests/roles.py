"""Requests and chosen blocks run as the application's own database role.

Tests connect as `bw_test`, which row security does not bind; a test that queried as that role
would prove nothing. Nothing of an identity survives the block.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from accounts import rowsecurity
from accounts.models import User


@contextmanager
def as_role(role: str) -> Iterator[None]:
    with transaction.atomic():
        _become(role)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                _forget()


@contextmanager
def as_app(user: User | None, at: datetime) -> Iterator[None]:
    """Queries inside see what the second wall lets this person see, whatever the first says."""
    with as_role("bw_app"):
        rowsecurity.identify(user, at)
        yield


def serve_as_app(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Within the test's own transaction: what goes wrong in a request is undone by the product's savepoint."""

    def handle(request: HttpRequest) -> HttpResponse:
        _become("bw_app")
        try:
            return get_response(request)
        finally:
            if not connection.needs_rollback:
                _forget()

    return handle


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "RESET ROLE; SELECT set_config('app.person', '', true), set_config('app.at', '', true)"
        )
