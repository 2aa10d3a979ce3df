"""Conflicts of interest: one's own, and for managers those of their people."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.forms import carry_out
from accounts.models import STAFF
from accounts.paging import page_of
from accounts.requests import Request
from factories import actions
from factories.forms.conflicts import ConflictForm, EndForm
from factories.models import ConflictOfInterest
from factories.models.conflict import MANAGERS
from programmes.models import CountryProgramme


@login_required
@never_cache
def conflicts(request: Request) -> HttpResponse:
    _staff(request)
    rows = ConflictOfInterest.objects.visible_to(request.user).select_related("person", "factory", "group")
    context = {
        "page": page_of(rows.order_by("-recorded_at", "pk"), request.GET.get("page")),
        "today": _today(request),
        "is_manager": request.user.is_(*MANAGERS),
    }
    return render(request, "integrity/conflicts.html", context)


@login_required
@never_cache
def conflict_new(request: Request) -> HttpResponse:
    _staff(request)
    form = ConflictForm(request.POST or None, user=request.user, today=_today(request))
    if form.is_bound and carry_out(form, actions.record_conflict, by=request.user, at=request.at) is not None:
        messages.success(request, _("Recorded. Whoever plans reads “Not free”, and no more."))
        return redirect("conflicts")
    return _form(request, form, _("Declare a conflict of interest"))


@login_required
@never_cache
def conflict_end(request: Request, pk: UUID) -> HttpResponse:
    _staff(request)
    rows: Any = ConflictOfInterest.objects.visible_to(request.user).select_related("person")
    found = rows.standing(_today(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"on": _today(request)})
    given = {"conflict": found, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.end_conflict, **given) is not None:
        messages.success(request, _("It ends on this day; the row stays."))
        return redirect("conflicts")
    return _form(request, form, _("End the conflict of interest"))


def _staff(request: Request) -> None:
    if not request.user.is_programme_staff:
        raise Http404


def _today(request: Request) -> date:
    """The local day of the person's own programme."""
    programme = CountryProgramme.objects.of_staff(request.user, *STAFF).first()
    return request.at.astimezone(programme.tz).date() if programme else request.at.date()


def _form(request: Request, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": "conflicts"}
    return render(request, "integrity/conflict_form.html", context, status=422 if form.is_bound else 200)
