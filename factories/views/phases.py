"""Phases and services: the matrix of countries, one country, and one factory; all on any day."""

from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.errors import Invalid
from accounts.models import STAFF
from accounts.requests import Request
from factories import page, possible
from factories import phases as reading
from factories.models import Factory
from programmes import offers, reasons
from programmes.calendar import holds
from programmes.days import asked_day
from programmes.models import CountryProgramme, Policy, ProgrammeFact

REFUSED = 422


@login_required
def phases(request: Request) -> HttpResponse:
    """The matrix; with `?factory=` it leads on to that factory's own answers."""
    _staff_alone(request)
    on, wrong = _day(request)
    words = request.GET.get("factory", "").strip()
    found = reading.found_by(request.user, words) if words and not wrong else []
    if len(found) == 1:
        return redirect(f"{reverse('factory_services', args=[found[0].pk])}?on={(on or '')!s}")
    policies = list(Policy.objects.order_by("-valid_from", "-version"))
    known = reading.known(request.user, CountryProgramme.objects.order_by("name"))
    context = {
        "countries": reading.countries(known, request.at, on),
        "on": on,
        "wrong": wrong,
        "words": words,
        "found": found,
        "nobody": bool(words) and not found and not wrong,
        "policies": policies,
        "marks": reasons.MARKS.values(),
        "columns": reasons.COLUMNS.values(),
        "in_force": reading.in_force(policies, on or request.at.date()),
    }
    refused = wrong or context["nobody"]
    return render(request, "phases/phases.html", context, status=REFUSED if refused else 200)


@login_required
def programme_phases(request: Request, code: str) -> HttpResponse:
    """One country: its facts over time, its phases, and every answer with the rows that gave it."""
    _staff_alone(request)
    programme = get_object_or_404(CountryProgramme, code=code.upper())
    on, wrong = _day(request)
    [country] = reading.countries(reading.known(request.user, [programme]), request.at, on)
    context = {
        "country": country,
        "programme": programme,
        "on": on,
        "wrong": wrong,
        "facts": [
            (fact, reasons.FACTS[fact.subject, fact.value], _state(fact, country.on))
            for fact in country.facts
        ],
        "has_calendar": CountryProgramme.objects.of_staff(request.user, *STAFF).filter(pk=programme.pk),
    }
    return render(request, "phases/country.html", context, status=REFUSED if wrong else 200)


@login_required
def factory_services(request: Request, pk: UUID) -> HttpResponse:
    """What is, was or will be possible at a factory, and why."""
    frame = page.enter(request, pk, "services")
    asked, wrong = _day(request)
    on = asked or frame.today
    rows = possible.possibilities(
        frame.factory.programme, Factory.objects.visible_to(request.user).filter(pk=pk)
    )
    context = {
        "frame": frame,
        "factory": frame.factory,
        "on": on,
        "asked": asked,
        "wrong": wrong,
        "phase": rows.phase(pk, on),
        "label": reasons.PHASES[rows.phase(pk, on).number],
        "why": [reasons.reason(fact) for fact in rows.phase(pk, on).facts],
        "chapters": reasons.chapters(offers.offers(lambda service, form: rows.answer(service, form, on, pk))),
    }
    return render(request, "phases/factory.html", context, status=REFUSED if wrong else 200)


def _staff_alone(request: Request) -> None:
    if not request.user.is_programme_staff:
        raise Http404


def _day(request: Request) -> tuple[date | None, str]:
    """The day that is asked for, None for today; and a sentence where it is no day."""
    try:
        return asked_day(request.GET.get("on", "")), ""
    except Invalid as wrong:
        return None, str(wrong)


def _state(fact: ProgrammeFact, on: date) -> str:
    if fact.valid_from > on:
        return "coming"
    return "now" if holds(fact, on) else "past"
