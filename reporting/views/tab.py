"""The reports of one factory, in the frame of its page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.paging import page_of
from accounts.requests import Request
from factories import page as factory_page
from reporting.models import Report
from reporting.reportlist import rows_of


@login_required
def tab(request: Request, pk: UUID) -> HttpResponse:
    frame = factory_page.enter(request, pk, "reports")
    rows = Report.objects.visible_to(request.user).filter(factory=pk).order_by("-release_at", "pk")
    shown = page_of(rows.select_related("factory__programme", "rule"), request.GET.get("page"))
    context = {"frame": frame, "page": shown, "rows": rows_of(shown.object_list, request.at)}
    return render(request, "reporting/tab.html", context)
