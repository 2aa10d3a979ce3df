"""Incidents and strikes: the list, the report, one incident with its clocks."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import FACTORY_PEOPLE, PLANNERS
from accounts.requests import Request
from advisory import actions
from advisory.access import advises, holds, is_staff_at
from advisory.doors import factory_inside, one, own_factory
from advisory.forms.incidents import ReportForm
from advisory.incidents.shown import as_shown_to, with_clocks
from advisory.models import Duty, Incident
from factories.models import Factory

SHOWN = 200


@login_required
def incidents(request: Request) -> HttpResponse:
    """Those of the factories that the person sees: what goes on first, then the newest."""
    rows: Any = Incident.objects.visible_to(request.user)
    words = request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(factory__name__icontains=words)
    running = rows.running().select_related("factory__programme")
    over = rows.exclude(status=Incident.Status.RUNNING).select_related("factory__programme")
    open_: Any = Duty.objects.visible_to(request.user)
    clocks = open_.open().filter(due_at__isnull=False).select_related("factory__programme", "buyer")
    given = {
        "running": with_clocks(running.order_by("-known_at")[:SHOWN], clocks),
        "over": over.order_by("-known_at")[:SHOWN],
        "own": own_factory(request.user),
        "words": words,
    }
    return render(request, "incidents/list.html", given)


@login_required
def choose(request: Request) -> HttpResponse:
    """At which factory? People of a factory are led to their own."""
    own = own_factory(request.user)
    if own:
        return redirect("incident_new", own.pk)
    if not request.user.is_programme_staff:
        raise Http404
    words = request.GET.get("q", "").strip()
    rows = Factory.objects.visible_to(request.user).filter(name__icontains=words).order_by("name")[:30]
    return render(request, "incidents/choose.html", {"factories": rows if words else [], "words": words})


@login_required
def new(request: Request, pk: UUID) -> HttpResponse:
    factory = factory_inside(request.user, pk)
    staff = is_staff_at(request.user, factory) or advises(request.user, factory)
    if not (staff or holds(request.user, factory, *FACTORY_PEOPLE)):
        raise Http404
    zone = factory.programme.tz
    form = ReportForm(request.POST or None, zone, staff=staff, initial={"began_at": request.at})
    given = {"factory": factory, "by": request.user, "at": request.at}
    if made := carry_out(form, actions.report_incident, **given):
        messages.success(request, _("It is recorded. What is owed because of it stands here in a moment."))
        return redirect("incident", made.pk)
    shown = {"factory": factory, "zone": zone, "form": form, "staff": staff}
    return render(request, "incidents/new.html", shown, status=422 if form.is_bound else 200)


def found(request: Request, pk: UUID) -> Incident:
    """The incident as the person may see it, with its factory; a buyer finds nothing here."""
    rows = Incident.objects.visible_to(request.user).select_related("factory__programme", "recorded_by")
    incident: Incident = one(rows, pk=pk)
    return incident


@login_required
def incident(request: Request, pk: UUID) -> HttpResponse:
    return page(request, found(request, pk))


def page(request: Request, shown: Incident, **refused: forms.Form) -> HttpResponse:
    """`refused` are forms of this page that were sent and not taken, with their sentences."""
    given = as_shown_to(shown, request.user, request.at, refused)
    leads = holds(request.user, shown.factory, *PLANNERS)
    return render(
        request, "incidents/incident.html", {**given, "leads": leads}, status=422 if refused else 200
    )
