"""The agenda of the person who asks, and of a factory; on a page and as a file for calendar programs."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.requests import Request
from factories import page
from planning import agenda as reading
from planning.agenda import Entry, ics


@login_required
def agenda(request: Request) -> HttpResponse:
    entries = _mine(request)
    context = {"days": reading.by_day(entries), "secret": any(each.secret for each in entries)}
    return render(request, "planning/agenda.html", context)


@login_required
def agenda_ics(request: Request) -> HttpResponse:
    name = _("Better Work, %(name)s") % {"name": request.user.name}
    return _file(name, _mine(request), request, "agenda.ics")


@login_required
def factory_agenda(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "agenda")
    days = reading.by_day(reading.of_factory(request.user, frame.factory, request.at))
    return render(request, "planning/agenda_factory.html", {"frame": frame, "days": days})


@login_required
def factory_agenda_ics(request: Request, pk: UUID) -> HttpResponse:
    factory = page.enter(request, pk, "agenda").factory
    entries = reading.of_factory(request.user, factory, request.at)
    return _file(factory.name, entries, request, f"agenda-{factory.code}.ics")


def _mine(request: Request) -> list[Entry]:
    if not reading.has_one(request.user):
        raise Http404
    return reading.of_person(request.user, request.at)


def _file(name: str, entries: list[Entry], request: Request, file: str) -> HttpResponse:
    response = HttpResponse(ics.calendar(name, entries, request.at), content_type=ics.TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "private, no-store"
    return response
