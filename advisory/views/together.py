"""Visits that a national constituent delivers with us, as it may read them (ENG-8, WHO-11)."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from advisory.doors import one
from advisory.models import SharedVisit
from advisory.topics import words_of


@login_required
def together(request: Request) -> HttpResponse:
    """Those of the person's organisation, the newest first; the view is bound to the person."""
    if not request.user.is_(Role.CONSTITUENT):
        raise Http404
    found = SharedVisit.objects.order_by("-on", "factory_name", "pk")
    return render(request, "visits/together.html", {"page": page_of(found, request.GET.get("page"))})


@login_required
def visit(request: Request, pk: UUID) -> HttpResponse:
    found: SharedVisit = one(SharedVisit.objects.all(), pk=pk)
    return render(request, "visits/shared.html", {"visit": found, "topics": words_of(found.topics)})
