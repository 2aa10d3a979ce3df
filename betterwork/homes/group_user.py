"""A group user's first page: the own factories side by side (WHO-9)."""

from typing import Any

from django.db.models import Count, DateField, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from advisory.models import PlanItem, Visit
from factories.models import Cycle, Factory


def home(request: Request) -> HttpResponse:
    page = page_of(_side_by_side(request), request.GET.get("page"))
    groups = [each.organisation.name for each in request.user.roles if each.role == Role.GROUP_USER]
    return render(request, "homes/group_user.html", {"page": page, "groups": groups})


def _side_by_side(request: Request) -> "QuerySet[Any]":
    """Every number is a subquery of the one query that lists the factories."""
    user, today = request.user, request.at.date()
    items: Any = PlanItem.objects.visible_to(user)
    cycle = Cycle.objects.visible_to(user).filter(factory=OuterRef("pk"), closed_at=None)
    visits = Visit.objects.visible_to(user).filter(factory=OuterRef("pk"), status=Visit.Status.HELD)
    rows: QuerySet[Any] = Factory.objects.visible_to(user).select_related("programme")
    found: QuerySet[Any] = rows.annotate(
        open_items=_count(items.open()),
        overdue_items=_count(items.overdue(today)),
        cycle_number=Subquery(cycle.values("number")[:1]),
        last_visit=Subquery(visits.order_by("-on").values("on")[:1], output_field=DateField()),
    )
    return found.order_by("name", "pk")


def _count(rows: Any) -> Coalesce:
    counted = rows.filter(factory=OuterRef("pk")).order_by().values("factory").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
