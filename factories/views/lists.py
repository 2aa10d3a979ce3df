"""The list of factories that a person may see: find, filter, sort, page through."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.models import FACTORY_PEOPLE, STAFF, Role, User
from accounts.paging import page_of
from accounts.requests import Request
from factories.models import AdvisorAssignment, Factory
from programmes.models import CountryProgramme

SORTS = {
    "name": ["name", "pk"],
    "code": ["code"],
    "workers": ["workers", "pk"],
    "status": ["status", "name", "pk"],
}
INSIDERS = (*STAFF, *FACTORY_PEOPLE, Role.GROUP_USER)  # others read not how many work there
OF_COUNTRY = (Role.TEAM_LEADER, Role.COUNTRY_MANAGER, Role.ADMINISTRATOR)


@login_required
def factories(request: Request) -> HttpResponse:
    shown = _sorted(_found(request), request.user, request.GET.get("sort", ""))
    page = page_of(shown, request.GET.get("page"))
    context = {
        "page": page,
        "statuses": Factory.Status.choices,
        "programmes": _programmes(request),
        "may_register": request.user.is_(Role.ADMINISTRATOR, Role.COUNTRY_MANAGER),
        "is_advisor": request.user.is_(Role.ADVISOR),
        "inside": request.user.is_(*INSIDERS),
        "knows_advisor": request.user.is_(*INSIDERS, Role.BUYER_USER),
    }
    return render(request, "factories/list.html", context)


def _found(request: Request) -> "QuerySet[Any]":
    asked = request.GET
    rows: QuerySet[Any] = Factory.objects.visible_to(request.user).select_related("programme")
    if words := asked.get("q", "").strip():
        rows = rows.filter(
            Q(name__icontains=words) | Q(code__istartswith=words) | Q(local_name__contains=words)
        )
    if asked.get("status") in Factory.Status.values:
        rows = rows.filter(status=asked["status"])
    if programme := asked.get("programme"):
        rows = rows.filter(programme__code=programme)
    if asked.get("mine"):
        rows = rows.filter(pk__in=_advised_by(request))
    return rows


def _advised_by(request: Request) -> "QuerySet[Any]":
    mine = AdvisorAssignment.objects.visible_to(request.user).filter(advisor=request.user, ended_at=None)
    return mine.values("factory")


def _sorted(rows: "QuerySet[Any]", user: User, asked: str) -> "QuerySet[Any]":
    backwards = "-" if asked.startswith("-") else ""
    keys = SORTS.get(asked.removeprefix("-"), SORTS["name"])
    if keys is SORTS["workers"] and not user.is_(*INSIDERS):
        keys = SORTS["name"]  # an order tells as much as a number
    current = AdvisorAssignment.objects.visible_to(user).filter(factory=OuterRef("pk"), ended_at=None)
    named: QuerySet[Any] = rows.annotate(advisor_name=Subquery(current.values("advisor__name")[:1]))
    return named.order_by(f"{backwards}{keys[0]}", *keys[1:])


def _programmes(request: Request) -> "QuerySet[CountryProgramme] | None":
    """The choice of a country, for people who see more than one."""
    several = request.user.is_(Role.HEAD_OFFICE, Role.GROUP_USER, Role.BUYER_USER)
    return CountryProgramme.objects.all() if several else None


@login_required
def our_factory(request: Request) -> HttpResponse:
    """The own factory of factory people; whoever has none, or several, chooses in the list."""
    organisations = [held.organisation_id for held in request.user.roles if held.role in FACTORY_PEOPLE]
    own = Factory.objects.visible_to(request.user).filter(organisation__in=organisations)[:2]
    found = list(own.values_list("pk", flat=True)) if organisations else []
    return redirect("factory", pk=found[0]) if len(found) == 1 else redirect("factories")
