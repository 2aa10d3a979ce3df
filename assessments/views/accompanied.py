"""An assessment as a person of a constituent reads it who accompanies it: nothing to send, nothing found (WHO-11)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.requests import Request
from assessments import accompanying
from assessments.team import days_of


def page(request: Request, pk: UUID) -> HttpResponse:
    """404 for whoever is not named for it, as if there were none."""
    found = accompanying.accompanied(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    days = days_of(found.planned_on, found.days, found.weekend)
    return render(request, "assessments/accompanied.html", {"assessment": found, "days": days})
