"""A national constituent's first page: what its country's agreement opens (WHO-11).

No agreement is recorded in this version, so the page says what one may read and who may change it.
"""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from factories.models import Factory


def home(request: Request) -> HttpResponse:
    found = Factory.objects.visible_to(request.user).select_related("programme").order_by("name", "pk")
    names = [each.organisation.name for each in request.user.roles if each.role == Role.CONSTITUENT]
    context = {"page": page_of(found, request.GET.get("page")), "names": names}
    return render(request, "homes/reader.html", context)
