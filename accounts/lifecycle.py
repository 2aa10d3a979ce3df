"""The only writer of a status.

A model with a life stands with its `status`, and beside it `TRANSITIONS`: from each state the
states that may follow. The update is a compare-and-swap, so that of two people who act at once
one wins and the other is told.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from django.db import models
from django.utils.translation import gettext as _

from accounts.errors import WrongState


class Living(models.Model):
    """A row with a status."""

    TRANSITIONS: ClassVar[Mapping[str, frozenset[str] | set[str]]]
    status: Any

    class Meta:
        abstract = True


L = TypeVar("L", bound=Living)


def may_become(row: Living, to: str) -> bool:
    return to in row.TRANSITIONS.get(row.status, ())


def advance(row: L, to: str, **fields: object) -> L:
    """Moves `row` to the state `to`, writing `fields` in the same statement.

    Raises WrongState when the table does not know the step, or when somebody was faster. The
    person, moment and reason come from the surrounding action (`accounts/verbs.py`).
    """
    if not may_become(row, to):
        raise WrongState(_("This is “%(now)s” and cannot become “%(to)s”.") % _words(row, to))
    changed = type(row).rows.filter(pk=row.pk, status=row.status).update(status=to, **fields)  # type: ignore[attr-defined]
    if changed != 1:
        raise WrongState(_("Somebody changed this while you were looking. Load the page again."))
    row.status = to
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def advance_all(rows: "models.QuerySet[L]", origin: str, to: str, **fields: object) -> int:
    """The same step for many rows at once, in one statement; returns how many changed."""
    if to not in rows.model.TRANSITIONS.get(origin, ()):
        raise WrongState(f"{rows.model.__name__} knows no step from {origin} to {to}.")
    return rows.filter(status=origin).update(status=to, **fields)


def _words(row: Living, to: str) -> dict[str, str]:
    field = cast(Any, row)._meta.get_field("status")
    labels = dict(field.flatchoices)
    return {"now": str(labels.get(row.status, row.status)), "to": str(labels.get(to, to))}
