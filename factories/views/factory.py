"""One factory: its overview and its history."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import Request
from factories import overview, page


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
