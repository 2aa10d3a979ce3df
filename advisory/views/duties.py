"""The duty board: every open clock, the one that ends first at the top."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import PLANNERS
from accounts.requests import Request
from advisory import actions
from advisory.access import holds
from advisory.doors import one
from advisory.forms.incidents import WhyForm
from advisory.incidents.board import DutyBoard, away
from advisory.models import Duty

SHOWN = 200


@login_required
def duties(request: Request) -> HttpResponse:
    """`who`: of the factories that are mine, of those that my office's advisors have, of the country; or what is late."""
    if not request.user.is_programme_staff:
        raise Http404
    board = DutyBoard(request.user, request.at)
    who = request.GET.get("who") or board.first
    given = {
        "duties": [(duty, away(duty, request.at)) for duty in board.shown(who)[:SHOWN]],
        "who": who,
        "counts": board.counts,
        "has_team": board.has_team,
    }
    return render(request, "incidents/duties.html", given)


@login_required
def waive(request: Request, pk: UUID) -> HttpResponse:
    related = ("incident", "buyer", "factory__programme")
    duty: Duty = one(Duty.objects.visible_to(request.user).select_related(*related), pk=pk)
    if not holds(request.user, duty.factory, *PLANNERS):
        raise Http404
    form = WhyForm(request.POST or None)
    if carry_out(form, actions.waive_duty, duty=duty, by=request.user, at=request.at):
        messages.success(request, _("It is waived, and stays in the record with your reason."))
        return redirect("incident", duty.incident_id)
    return render(
        request, "incidents/waive.html", {"duty": duty, "form": form}, status=422 if form.is_bound else 200
    )
