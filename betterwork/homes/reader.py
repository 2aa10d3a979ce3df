"""A national constituent's first page: what its agreements open, and that alone (WHO-11)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from advisory.models import SharedVisit
from assessments import accompanying
from factories.models import Agreement, Factory, Opens
from factories.models.agreement import OF_REPORTS
from reporting.models import Report
from reporting.reportlist import rows_of

SHOWN = 8  # reports and visits; the lists have the rest


def home(request: Request) -> HttpResponse:
    agreements = _agreements(request)
    opened = {kind for each, state in agreements if state == "active" for kind, _words in each.opened}
    context = {
        "names": [each.organisation.name for each in request.user.roles if each.role == Role.CONSTITUENT],
        "agreements": agreements,
        "countries": _sharing(agreements),
        "page": page_of(_factories(request), request.GET.get("page")) if Opens.FACTORIES in opened else None,
        "reports": _reports(request) if opened & {*OF_REPORTS} else None,
        "visits": _visits() if Opens.ACTIVITIES in opened else None,
        "accompanied": list(accompanying.accompanied(request.user)) if Opens.ASSESSMENTS in opened else [],
    }
    return render(request, "homes/reader.html", context)


def _agreements(request: Request) -> list[tuple[Agreement, str]]:
    """The person's own, each with its state today, those that hold first; of old ones the last alone matter."""
    held = [each.organisation_id for each in request.user.roles if each.role == Role.CONSTITUENT]
    rows = Agreement.objects.visible_to(request.user).filter(organisation__in=held)
    found = rows.select_related("programme", "organisation")[:SHOWN]
    marked = [(each, each.state(request.at.astimezone(each.programme.tz).date())) for each in found]
    return sorted(marked, key=lambda one: one[1] != "active")


def _sharing(agreements: list[tuple[Agreement, str]]) -> list[Any]:
    """The countries whose compliance as a whole is open today."""
    opening = [each for each, state in agreements if state == "active" and Opens.COMPLIANCE in each.opens]
    return list({each.programme_id: each.programme for each in opening}.values())


def _factories(request: Request) -> "QuerySet[Any]":
    found: QuerySet[Any] = Factory.objects.visible_to(request.user).select_related("programme")
    return found.order_by("name", "pk")


def _reports(request: Request) -> list[Any]:
    """The newest that are out."""
    rows: QuerySet[Any] = Report.objects.visible_to(request.user).select_related("factory__programme", "rule")
    return rows_of(rows.order_by("-released_at", "pk")[:SHOWN], request.at)


def _visits() -> list[SharedVisit]:
    return list(SharedVisit.objects.order_by("-on", "factory_name", "pk")[:SHOWN])
