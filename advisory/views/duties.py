"""The duty board: every open clock, the one that ends first at the top."""

from typing import Any
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
from advisory.caseload import minded_by
from advisory.doors import one
from advisory.forms.incidents import WhyForm
from advisory.models import Duty
from programmes.models import CountryProgramme

SHOWN = 200


@login_required
def duties(request: Request) -> HttpResponse:
    """`who`: “mine” are those of the factories that I advise or stand in for; “lapsed” are those that are late."""
    if not request.user.is_programme_staff:
        raise Http404
    rows: Any = Duty.objects.visible_to(request.user)
    open_ = rows.open().filter(due_at__isnull=False)
    who = request.GET.get("who") or ("mine" if minded_by(request.user).exists() else "country")
    chosen = {
        "mine": open_.filter(factory__in=minded_by(request.user)),
        "lapsed": open_.filter(due_at__lt=request.at),
    }
    shown = chosen.get(who, open_).select_related(
        "incident", "buyer", "factory__programme", "acknowledged_by"
    )
    given = {
        "duties": shown.order_by("due_at", "factory__name")[:SHOWN],
        "who": who,
        "counts": {"all": open_.count(), "lapsed": chosen["lapsed"].count(), "mine": chosen["mine"].count()},
        "programmes": CountryProgramme.objects.of_staff(request.user, *PLANNERS),
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
