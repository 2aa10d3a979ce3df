"""Before release: what each buyer will get, and why another will not (RPT-5); and which constituents read. For staff."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.models import STAFF
from accounts.requests import Request
from factories.models import AccessForm, Agreement, Buyer, BuyerLink, PaidRegistration
from reporting import entitlement
from reporting.doors import report_inside
from reporting.models import Report
from reporting.models.report import OPENED_BY
from reporting.reportlist import row_of


@login_required
def buyers(request: Request, pk: UUID) -> HttpResponse:
    report = report_inside(request.user, pk)
    if not request.user.is_(*STAFF):
        raise Http404
    found = _papers(request, report)
    named = Buyer.objects.visible_to(request.user).filter(pk__in=found).order_by("name")
    rows = [
        {"buyer": buyer, "conditions": conditions, "open": entitlement.is_open(conditions)}
        for buyer in named
        for conditions in [entitlement.conditions(found[buyer.pk], report.cycle_id)]
    ]
    rows.sort(key=lambda row: not row["open"])
    context = {
        "row": row_of(report, request.at),
        "rows": rows,
        "zone": report.factory.programme.zone,
        "agreements": _agreements(request, report),
    }
    return render(request, "reporting/buyers.html", context)


def _agreements(request: Request, report: Report) -> Any:
    """Those that open reports of this kind to a national constituent today (WHO-11)."""
    programme = report.factory.programme
    opening = [opens.value for opens, kinds in OPENED_BY.items() if report.kind in kinds]
    rows: Any = Agreement.objects.visible_to(request.user).filter(programme=programme, opens__overlap=opening)
    today = request.at.astimezone(programme.tz).date()
    return rows.holding(today).select_related("organisation").order_by("organisation__name")


def _papers(request: Request, report: Report) -> dict[UUID, entitlement.Papers]:
    at = {"factory": report.factory_id}
    user = request.user
    return entitlement.by_buyer(
        BuyerLink.objects.visible_to(user).filter(**at),
        AccessForm.objects.visible_to(user).filter(**at),
        PaidRegistration.objects.visible_to(user).filter(**at),
    )
