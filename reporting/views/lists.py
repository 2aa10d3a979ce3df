"""The list of reports that a person may see: what is due first, and what is out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import FACTORY_PEOPLE, STAFF
from accounts.paging import page_of
from accounts.requests import Request
from reporting.models import Report
from reporting.reportlist import rows_of

OUT = (Report.Status.RELEASED, Report.Status.RECALLED, Report.Status.WAIVED)


@login_required
def reports(request: Request) -> HttpResponse:
    """Insiders see what is due first; a buyer sees what is open to it, the newest first."""
    inside = request.user.is_(*STAFF, *FACTORY_PEOPLE)
    out = not inside or request.GET.get("show") == "out"
    found = _found(request)
    if inside:
        found = found.filter(status__in=OUT) if out else found.exclude(status__in=OUT)
    page = page_of(found.order_by("-release_at" if out else "release_at", "pk"), request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(page.object_list, request.at),
        "kinds": Report.Kind.choices,
        "tabs": _tabs(out) if inside else [],
        "inside": inside,
        "out": out,
    }
    return render(request, "reporting/list.html", context)


def _tabs(out: bool) -> list[dict[str, object]]:
    return [
        {"label": _("To come"), "url": "?", "current": not out},
        {"label": _("Released"), "url": "?show=out", "current": out},
    ]


def _found(request: Request) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Report.objects.visible_to(request.user).select_related(
        "factory__programme", "rule", "current"
    )
    rows = rows.defer("current__payload")
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(Q(factory__name__icontains=words) | Q(factory__code__istartswith=words))
    if request.GET.get("kind") in Report.Kind.values:
        rows = rows.filter(kind=request.GET["kind"])
    return rows
