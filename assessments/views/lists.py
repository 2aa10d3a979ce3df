"""Where planners and assessors start: the plan, and one's own assessments."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import PLANNERS, Role
from accounts.requests import Request
from assessments import accompanying, mine
from assessments.models import Assessment
from assessments.views.planning import planning
from factories import page

SHOWN = 50


@login_required
def assessments(request: Request) -> HttpResponse:
    """Planners get the planning page, assessors their own assessments, others nothing.

    Constituents are led to their first page: the notice to those who accompany one has the same address as the
    team's, and the list there says what there is.
    """
    if request.user.is_(*PLANNERS):
        return planning(request)
    if accompanying.reads_as_company(request.user):
        return redirect("home")
    return my_assessments(request)


@login_required
def my_assessments(request: Request) -> HttpResponse:
    if not request.user.is_(Role.ASSESSOR):
        raise Http404
    return render(request, "assessments/mine.html", {"groups": mine.groups(request.user, request.at)})


@login_required
def factory_assessments(request: Request, pk: UUID) -> HttpResponse:
    """The tab of a factory: its assessments from the moment they began, newest first.

    Planners and the team find what is planned on pages of their own, never here.
    """
    frame = page.enter(request, pk, "assessments")
    found: Any = Assessment.objects.visible_to(request.user).begun()  # type: ignore[attr-defined]
    rows = found.filter(factory=frame.factory).select_related("tool_version", "cycle")
    context = {"frame": frame, "assessments": list(rows.order_by("-begun_at")[:SHOWN])}
    return render(request, "assessments/factory.html", context)
