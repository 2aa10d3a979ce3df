"""Hand-over: for the team leaders and country managers of the country alone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from accounts.forms import carry_out
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories.leave import Roster
from factories.models import HandedFactory, HandOver
from planning.handover.acts import hand_over as act
from planning.handover.forms import HandOverForm
from planning.handover.office import Office, programmes_of
from planning.handover.preview import Preview


@login_required
@never_cache
def hand_overs(request: Request) -> HttpResponse:
    """Caseloads, those of advisors who left first; factories without an advisor; what was handed over."""
    offices = [Office(request.user, programme) for programme in _programmes(request)]
    rows = HandOver.objects.visible_to(request.user).select_related("advisor", "made_by", "programme")
    today = request.at.astimezone(offices[0].programme.tz).date()
    away = {each.user_id: each for each in Roster(request.user, today).away}
    context = {
        "offices": offices,
        "away": away,
        "page": page_of(rows.order_by("-made_at", "pk"), request.GET.get("page")),
    }
    return render(request, "planning/hand_overs.html", context)


@login_required
@never_cache
def hand_over(request: Request, pk: UUID) -> HttpResponse:
    """What would pass, which changes nothing; and the act."""
    preview = _preview(request, pk)
    form = HandOverForm(request.POST or None, preview=preview, proposed=_uuid(request.GET.get("to", "")))
    given = {"programme": preview.programme, "advisor": preview.advisor}
    if form.is_bound and (made := carry_out(form, act, **given, by=request.user, at=request.at)):
        count = len(form.cleaned_data["to"])
        said = ngettext("%(n)s factory is handed over.", "%(n)s factories are handed over.", count)
        messages.success(request, said % {"n": count})
        return redirect("handed_over", pk=made.pk)
    context = {"preview": preview, "form": form, "zone": preview.programme.zone}
    return render(request, "planning/hand_over.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
def handed_over(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(HandOver, request.user, pk=pk)
    lines = HandedFactory.objects.visible_to(request.user).filter(hand_over=found)
    shown = lines.select_related("factory", "successor").order_by("successor__name", "factory__name")
    return render(request, "planning/handed_over.html", {"act": found, "lines": shown})


def _programmes(request: Request) -> list[Any]:
    found = list(programmes_of(request.user))
    if not found:
        raise Http404
    return found


def _preview(request: Request, pk: UUID) -> Preview:
    """Of somebody who advises in a country for which this person plans; else there is nothing here."""
    for programme in _programmes(request):
        office = Office(request.user, programme)
        for each in office.advising:
            if each.person.pk == pk:
                return Preview(request.user, programme, each.person, request.at)
    raise Http404


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
