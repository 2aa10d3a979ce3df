"""The trail: who changed what, when, by which action and why.

Database triggers (django-pghistory) write one event row for every insert, update and delete, so
that bulk updates and raw SQL leave their mark too. The application's roles may only add to the
trail; what they read there is what the live row shows them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import pghistory
import pgtrigger
from django.db.models import Model

if TYPE_CHECKING:
    from accounts.models import User

M = TypeVar("M", bound=type[Model])


def tracked(*, exclude: Sequence[str] = (), by_statement: bool = False) -> Callable[[M], M]:
    """Class decorator: keeps every version of the model's rows, deletions included.

    `by_statement`: one event statement for all rows of an update, for tables of which one action may
    change hundreds of thousands of rows.
    """
    decorate: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        level=pgtrigger.Statement if by_statement else pgtrigger.Row,
    )
    return decorate


@contextmanager
def acting(action: str, *, by: "User | None", at: datetime, reason: str = "") -> Iterator[None]:
    """Names the person, the domain moment and the reason on every event row written inside."""
    context = {"action": action, "at": at.isoformat(), "by": str(by.pk) if by else None}
    if reason:
        context["reason"] = reason
    with pghistory.context(**context):
        yield
