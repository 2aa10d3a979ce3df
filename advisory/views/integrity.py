"""Integrity: where staff report a suspicion, write into the logbook, declare a conflict of interest."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.requests import Request
from advisory.integrity.shown import waiting_for


@login_required
@never_cache
def integrity(request: Request) -> HttpResponse:
    """The same for all staff but for what waits for the person in files that name the person."""
    require_staff(request)
    return render(request, "integrity/integrity.html", {"waiting": waiting_for(request.user)})


def require_staff(request: Request) -> None:
    if not request.user.is_programme_staff:
        raise Http404
