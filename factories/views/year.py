"""The factory's year: its cycle, standing and designations, for those who plan it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import PLANNERS, Role
from accounts.requests import Request
from accounts.visibility import fetch
from factories import actions, page
from factories.forms.year import DesignationForm, DifferentiationForm
from factories.models import Cycle, Designation

MAY_SEE = (Role.ADMINISTRATOR, *PLANNERS)


@login_required
def factory_year(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, *MAY_SEE)
    return _page(request, frame)


def _frame(request: Request, pk: UUID, *roles: Role) -> page.Frame:
    frame = page.enter(request, pk, "access")
    if not frame.may(*roles):
        raise Http404
    return frame


def _page(request: Request, frame: page.Frame, **refused: object) -> HttpResponse:
    cycle = _cycle(request, frame)
    plans = frame.may(*PLANNERS)
    context = {
        "factory": frame.factory,
        "zone": frame.factory.programme.zone,
        "cycle": cycle,
        "over": cycle is not None and cycle.ends_on is not None and cycle.ends_on <= frame.today,
        "plans": plans,
        "standing": refused.get("standing") or DifferentiationForm(auto_id="standing_%s"),
        "designation": refused.get("designation")
        or DesignationForm(
            programme=frame.factory.programme, auto_id="named_%s", initial={"valid_from": frame.today}
        ),
        "designations": Designation.objects.visible_to(request.user).filter(factory=frame.factory)
        if plans
        else [],
    }
    return render(request, "factories/year.html", context, status=422 if refused else 200)


def _cycle(request: Request, frame: page.Frame) -> Cycle | None:
    return Cycle.objects.visible_to(request.user).filter(factory=frame.factory, closed_at=None).first()


@login_required
@require_POST
def factory_differentiate(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, *PLANNERS)
    cycle = _cycle(request, frame)
    if cycle is None:
        raise Http404
    form = DifferentiationForm(request.POST, auto_id="standing_%s")
    if carry_out(form, actions.differentiate, cycle=cycle, by=request.user, at=request.at) is None:
        return _page(request, frame, standing=form)
    messages.success(request, _("The standing is kept. The year's visits are planned anew within a minute."))
    return redirect("factory_year", pk=pk)


@login_required
@require_POST
def factory_designate(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, *PLANNERS)
    form = DesignationForm(request.POST, programme=frame.factory.programme, auto_id="named_%s")
    given = {"factory": frame.factory, "by": request.user, "at": request.at}
    if carry_out(form, actions.designate, **given) is None:
        return _page(request, frame, designation=form)
    messages.success(request, _("The designation is kept."))
    return redirect("factory_year", pk=pk)


@login_required
@require_POST
def designation_end(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(Designation, request.user, pk=pk)
    _frame(request, found.factory_id, *PLANNERS)
    said = _("The designation no longer holds.")
    return carry_out_button(
        request, actions.end_designation, said, "factory_year", found.factory_id, designation=found
    )


@login_required
@require_POST
def factory_reregister(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, *MAY_SEE)
    said = _("Re-registered. The new cycle begins with its first visit.")
    return carry_out_button(request, actions.open_next_cycle, said, "factory_year", pk, factory=frame.factory)
