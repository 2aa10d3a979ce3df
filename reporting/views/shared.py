"""Compliance of a country as a whole, for its staff and for constituents whose agreement opens it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.models import STAFF
from accounts.requests import Request
from factories.models import Opens, agreed
from programmes.models import CountryProgramme
from reporting.models import SharedCompliance


@login_required
def shared_compliance(request: Request, code: str) -> HttpResponse:
    """Numbers that the worker has put together; before its first ring the page says so."""
    user, rows = request.user, CountryProgramme.objects.filter(code=code.upper())
    mine = CountryProgramme.objects.of_staff(user, *STAFF) | CountryProgramme.objects.filter(
        pk__in=agreed(user, Opens.COMPLIANCE)
    )
    programme = rows.filter(pk__in=mine.values("pk")).first()
    if programme is None:
        raise Http404
    found = SharedCompliance.objects.visible_to(user).filter(programme=programme).first()
    return render(request, "agreements/compliance.html", {"programme": programme, "shared": found})
