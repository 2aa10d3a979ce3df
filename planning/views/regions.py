"""A region of a country: the factories for which its facts hold."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.models import STAFF, Role
from accounts.paging import page_of
from accounts.requests import Request
from advisory.models import Visit
from factories.models import Factory
from planning.lines import Line, of_visits
from planning.regions import planned_of, put_into_region, what_changes
from programmes.models import CountryProgramme, Region

FOUND = 50  # of factories that a search offers
SHOWN = 50


@login_required
def region(request: Request, pk: UUID) -> HttpResponse:
    """Whoever administers the country searches factories by name, code or place, and puts them in."""
    found = _region(request, pk, *STAFF)
    mine: Any = Factory.objects.visible_to(request.user).filter(programme=found.programme)
    words = request.GET.get("q", "").strip()
    offered = _search(mine.exclude(phase_region=found), words) if words else []
    context = {
        "region": found,
        "programme": found.programme,
        "may": found.programme.has(request.user, Role.ADMINISTRATOR),
        "page": page_of(mine.filter(phase_region=found).order_by("name", "pk"), request.GET.get("page")),
        "words": words,
        "offered": offered[:FOUND],
        "more": len(offered) > FOUND,
    }
    return render(request, "country/region.html", context)


def _search(rows: "QuerySet[Factory]", words: str) -> list[Factory]:
    alike = Q(code__istartswith=words) | Q(name__icontains=words) | Q(local_name__contains=words)
    place = Q(city__icontains=words) | Q(region__icontains=words)
    found = rows.filter(alike | place).select_related("phase_region").order_by("name", "pk")
    return list(found[: FOUND + 1])


@login_required
@require_POST
def region_factories(request: Request, pk: UUID) -> HttpResponse:
    """Puts the chosen factories in, or takes them out; asks first where planned visits would change."""
    found = _region(request, pk, Role.ADMINISTRATOR)
    leave = "leave" in request.POST
    chosen = _chosen(request, found.programme)
    to = None if leave else found
    if chosen and "sure" not in request.POST and (changed := _preview(request, found, to, chosen)):
        context = {
            "region": found,
            "programme": found.programme,
            "chosen": chosen,
            "leave": leave,
            "count": len(changed),
            "changed": changed[:SHOWN],
        }
        return render(request, "country/region_sure.html", context)
    return _put(request, found, to, chosen)


def _put(request: Request, found: Region, to: Region | None, chosen: list[Factory]) -> HttpResponse:
    given: dict[str, Any] = {"programme": found.programme, "factories": chosen, "region": to}
    try:
        changed = put_into_region(by=request.user, at=request.at, **given)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        visits = ngettext(
            "%(n)s planned visit took another form.", "%(n)s planned visits took another form.", changed
        )
        messages.success(request, _("Saved.") + (f" {visits % {'n': changed}}" if changed else ""))
    return redirect("region", pk=found.pk)


def _preview(request: Request, found: Region, to: Region | None, chosen: list[Factory]) -> list[Line]:
    today = request.at.astimezone(found.programme.tz).date()
    visits: Any = Visit.objects.visible_to(request.user)
    return list(of_visits(what_changes(found.programme, chosen, to, planned_of(visits, chosen, today))))


def _chosen(request: Request, programme: CountryProgramme) -> list[Factory]:
    asked = [pk for each in request.POST.getlist("factory") if (pk := _uuid(each))]
    return list(Factory.objects.visible_to(request.user).filter(programme=programme, pk__in=asked))


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None  # what is no id names no factory


def _region(request: Request, pk: UUID, *roles: Role) -> Region:
    mine = CountryProgramme.objects.of_staff(request.user, *roles)
    found = Region.objects.filter(programme__in=mine, pk=pk).select_related("programme").first()
    if found is None:
        raise Http404
    return found
