"""One factory: its overview and its history."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from accounts.requests import Request
from factories import overview, page
from factories.history import SHOWN, history


@login_required
def factory(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "overview", figures=True)
    duties = overview.registration(frame)
    context = {
        "frame": frame,
        "factory": frame.factory,
        "cycle": overview.cycle_card(frame),
        "duties": duties,
        "next_step": overview.next_step(duties),
    }
    return render(request, "factories/factory.html", context)


@login_required
def factory_history(request: Request, pk: UUID) -> HttpResponse:
    """What happened, in words; `?before=` pages back by the moment of recording."""
    frame = page.enter(request, pk, "history")
    told = history(frame.factory, _moment(request.GET.get("before", "")))
    older = told[-1].recorded.isoformat() if len(told) == SHOWN else ""
    context = {"frame": frame, "factory": frame.factory, "told": told, "older": older}
    return render(request, "factories/history.html", context)


def _moment(written: str) -> datetime | None:
    try:
        found = parse_datetime(written.replace(" ", "+"))
    except ValueError:
        return None
    return found if found and is_aware(found) else None
