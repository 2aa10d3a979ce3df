"""The doors of the advisory pages: one row as the person may see it, with what its page needs.

A buyer or constituent sees that a factory exists, but neither its plan nor its committee nor its
visits: for them, as for strangers, there is nothing here (404).
"""

from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import FACTORY_PEOPLE, User
from advisory.models import PlanItem
from factories.models import Factory, Level

M = TypeVar("M", bound=Model)
INSIDE = (Level.OWN, Level.STAFF, Level.GRANT)


def one(rows: "QuerySet[Any]", **lookup: object) -> Any:
    found = rows.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def factory_inside(user: User, pk: UUID) -> Factory:
    rows = Factory.rows.visible_at(user, *INSIDE).select_related("programme")
    return cast(Factory, one(rows, pk=pk))


def own_factory(user: User) -> Factory | None:
    """The factory of a person who belongs to one; None for everybody else."""
    own = [held.organisation_id for held in user.roles if held.role in FACTORY_PEOPLE]
    rows = Factory.rows.visible_at(user, Level.OWN).select_related("programme")
    return rows.filter(organisation__in=own).order_by("name").first() if own else None


def plan_item(user: User, pk: UUID) -> PlanItem:
    related = ("factory__programme", "point__cluster", "opened_by", "verified_by", "recurs")
    return cast(PlanItem, one(PlanItem.objects.visible_to(user).select_related(*related), pk=pk))
