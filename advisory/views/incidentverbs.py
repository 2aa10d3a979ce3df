"""What one does on an incident's page: a form each, sent to an address of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import carry_out, carry_out_button
from accounts.requests import Request
from advisory import actions
from advisory.access import advises, is_staff_at
from advisory.forms.incidents import ConsultationForm, FactsForm, JoinForm, ToldForm, WhyForm
from advisory.incidents.shown import joinable, untold
from advisory.models import Duty, Incident
from advisory.views.incidents import found, page


@dataclass(frozen=True)
class Verb:
    action: Callable[..., Any]
    form: Callable[[Request, Incident], forms.Form]
    name: str  # under which the page knows the form
    said: Promise


def _facts(request: Request, incident: Incident) -> forms.Form:
    staff = is_staff_at(request.user, incident.factory) or advises(request.user, incident.factory)
    zone = incident.factory.programme.tz
    return FactsForm(request.POST, zone, staff=staff, strike=incident.is_strike, auto_id="facts_%s")


def _told(request: Request, incident: Incident) -> forms.Form:
    duties: Any = Duty.objects.visible_to(request.user).filter(incident=incident)
    buyers = untold(duties)
    return ToldForm(request.POST, incident.factory.programme.tz, buyers, auto_id="told_%s")


def _consulted(request: Request, incident: Incident) -> forms.Form:
    return ConsultationForm(request.POST, incident.factory.programme.tz, auto_id="consulted_%s")


def _joined(request: Request, incident: Incident) -> forms.Form:
    return JoinForm(request.POST, joinable(incident, request.user), auto_id="join_%s")


def _dismissed(request: Request, incident: Incident) -> forms.Form:
    return WhyForm(request.POST, auto_id="dismiss_%s")


VERBS = {
    "facts": Verb(
        actions.correct_incident,
        _facts,
        "facts_form",
        gettext_lazy("The facts are saved. What follows from them stands here in a moment."),
    ),
    "told": Verb(
        actions.record_told, _told, "told_form", gettext_lazy("It is recorded that the buyer was told.")
    ),
    "consulted": Verb(
        actions.record_consultation,
        _consulted,
        "consultation_form",
        gettext_lazy("The consultation is recorded."),
    ),
    "join": Verb(
        actions.join_strikes,
        _joined,
        "join_form",
        gettext_lazy("Both are one strike over several factories now."),
    ),
    "dismiss": Verb(
        actions.dismiss_incident,
        _dismissed,
        "dismiss_form",
        gettext_lazy("It is marked as recorded by mistake. Nothing is owed because of it."),
    ),
}


@login_required
def incident_verb(request: Request, pk: UUID, verb: str) -> HttpResponse:
    shown, kind = found(request, pk), VERBS[verb]
    if request.method != "POST":
        return redirect("incident", pk)
    form = kind.form(request, shown)
    if carry_out(form, kind.action, incident=shown, by=request.user, at=request.at) is not None:
        messages.success(request, str(kind.said))
        return redirect("incident", pk)
    return page(request, found(request, pk), **{kind.name: form})


@login_required
def acknowledge(request: Request, pk: UUID) -> HttpResponse:
    shown = found(request, pk)
    if request.method != "POST":
        return redirect("incident", pk)
    done = _("You have it. The clocks stay quiet until the country manager is called.")
    return carry_out_button(request, actions.acknowledge_duties, done, "incident", pk, incident=shown)
