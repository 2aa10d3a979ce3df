"""The first wall: views and API reach rows through `Model.objects.visible_to(user)` alone.

A protected model has two managers. `objects` is the door: it knows `visible_to` and nothing
else. `rows` is everything, for actions, tasks and commands; a test keeps views, API, forms and
template code away from it.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models.manager import BaseManager
from django.http import Http404

from accounts.models import User

M = TypeVar("M", bound=models.Model)


class Rows(models.QuerySet[M]):
    """The QuerySet of a protected model; each model says in `visible_to` who sees what."""

    def visible_to(self, user: User) -> Self:
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it")


class Door(BaseManager[M]):
    """The only manager that pages, API and exports may use."""

    def visible_to(self, user: User) -> Rows[M]:
        rows: Rows[M] = self.model.rows.visible_to(user)  # type: ignore[attr-defined]
        return rows

    def all(self) -> Any:
        raise TypeError("Say for whom: objects.visible_to(user). Actions and tasks use rows.")


class Protected(models.Model):
    """Base of every row that not everybody may see."""

    objects: ClassVar[Door[Any]] = Door()

    class Meta:
        abstract = True
        default_manager_name = "objects"


def fetch(model: type[M], user: User, **lookup: object) -> M:
    """The one visible row of that address, or 404: absent and forbidden look the same."""
    row = model.objects.visible_to(user).filter(**lookup).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    found: M = row
    return found
