"""Planning pages: which factory first, on which day, by whom. For planners alone (ASM-2)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import carry_out
from accounts.models import PLANNERS, Membership, Role
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from assessments import accompanying, actions, assessors, planned
from assessments.forms import CancelForm, PlanForm, how_of
from assessments.models import Assessment
from assessments.team import days_of, team
from assessments.views.doors import Door, of_planner
from factories.actions import current_cycle
from factories.models import Cycle, Factory
from programmes.models import CountryProgramme

STATES = [
    (planned.ALL, gettext_lazy("All")),
    (planned.READY, gettext_lazy("May be assessed now")),
    (planned.PLANNED, gettext_lazy("Planned")),
    (planned.BEGUN, gettext_lazy("Under way")),
]


def planning(request: Request) -> HttpResponse:
    """The list of factories; `views.lists.assessments` leads planners here."""
    user = request.user
    programmes = list(planned.programmes_of(user))
    today = _today(request, programmes)
    rules = planned.rules_of(programmes)
    asked = planned.Asked(request.GET.get("q", "").strip(), request.GET.get("state", ""))
    page = page_of(planned.cycles(user, asked, today, rules), request.GET.get("page"))
    context = {
        "page": page,
        "rows": planned.lines(user, page.object_list, today, rules),
        "asked": asked,
        "states": STATES,
        "programmes": programmes,
        "is_assessor": user.is_(Role.ASSESSOR),
    }
    return render(request, "assessments/planning.html", context)


def _today(request: Request, programmes: list[CountryProgramme]) -> date:
    return request.at.astimezone(programmes[0].tz).date() if programmes else request.at.date()


@login_required
def plan_assessment(request: Request, pk: UUID) -> HttpResponse:
    """A plan for the factory `pk`, which must be one that this person plans for."""
    factory = fetch(Factory, request.user, pk=pk, programme__in=planned.programmes_of(request.user))
    cycle = _cycle(factory)
    form = _form(request, cycle, None)
    given = {"factory": factory, "by": request.user, "at": request.at}
    if _saving(request) and (made := carry_out(form, actions.plan_assessment, **given)):
        return _saved(request, made, bool(form.cleaned_data["company"]))
    return _page(request, cycle, form, None)


@login_required
def change_assessment(request: Request, pk: UUID) -> HttpResponse:
    door = of_planner(request.user, pk)
    if door.assessment.status != Assessment.Status.PLANNED:
        raise Http404
    cycle = _cycle(door.assessment.factory)
    form = _form(request, cycle, door)
    given = {"assessment": door.assessment, "by": request.user, "at": request.at}
    if _saving(request) and (moved := carry_out(form, actions.change_plan, **given)):
        return _saved(request, moved, bool(form.cleaned_data["company"]))
    return _page(request, cycle, form, door)


@login_required
def cancel_assessment(request: Request, pk: UUID) -> HttpResponse:
    door = of_planner(request.user, pk)
    form = CancelForm(request.POST or None)
    given = {"assessment": door.assessment, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.cancel_assessment, **given) is not None:
        messages.success(
            request, _("Cancelled. Those named for it are told that something changed, no more.")
        )
        return redirect("assessments")
    context = {"form": form, "assessment": door.assessment}
    return render(request, "assessments/cancel.html", context, status=422 if form.errors else 200)


def _saving(request: Request) -> bool:
    """Sent to be saved, not only to see who is free."""
    return request.method == "POST" and "check" not in request.POST


def _cycle(factory: Factory) -> Cycle:
    """The open one, with the factory that it was found by."""
    cycle = current_cycle(factory)
    cycle.factory = factory
    return cycle


def _form(request: Request, cycle: Cycle, door: Door | None) -> PlanForm:
    data = request.POST if request.method == "POST" else None
    moving = door.assessment if door else None
    days = _days(cycle.factory, PlanForm(data) if data else None, moving)
    leaving_out = moving.pk if moving else None
    return PlanForm(
        data,
        candidates=assessors.candidates(cycle.factory, days, cycle, leaving_out),
        companions=accompanying.candidates(
            cycle.factory, days, _local_day(request, cycle.factory), leaving_out
        ),
        initial=_initial(door) if door else None,
    )


def _local_day(request: Request, factory: Factory) -> date:
    return request.at.astimezone(factory.programme.tz).date()


def _days(factory: Factory, asked: PlanForm | None, moving: Assessment | None) -> list[date]:
    """The days for which everybody is judged: those asked for, else those planned so far."""
    if asked is not None:
        asked.is_valid()
        first, days = asked.cleaned_data.get("planned_on"), asked.cleaned_data.get("days", 2)
    else:
        first, days = (moving.planned_on, moving.days) if moving else (None, 0)
    return days_of(first, days, factory.programme.weekend) if first else []


def _initial(door: Door) -> dict[str, Any]:
    return {
        "planned_on": door.assessment.planned_on,
        "how": how_of(door.assessment),
        "scope": door.assessment.scope,
        "team": [member.user_id for member in door.team],
        "company": [companion.user_id for companion in door.company],
    }


def _page(request: Request, cycle: Cycle, form: PlanForm, door: Door | None) -> HttpResponse:
    factory = cycle.factory
    context = {
        "form": form,
        "factory": factory,
        "assessment": door.assessment if door else None,
        "rules": _rules(form, factory, door) if form.is_bound else None,
        "refused": _saving(request),
        "planners": _planners(factory),
        "window": _window(request, cycle),
    }
    return render(request, "assessments/plan.html", context, status=422 if _saving(request) else 200)


def _window(request: Request, cycle: Cycle) -> object:
    """In which the factory is to be assessed next, by its rules."""
    rules = planned.rules_of([cycle.factory.programme])
    return planned.windows(request.user, [cycle], rules).get(cycle.pk)


def _rules(form: PlanForm, factory: Factory, door: Door | None) -> list[dict[str, object]]:
    """The team's rules for the people chosen, as the page lists them."""
    chosen = form.chosen("team")
    people = [candidate for candidate in form.candidates if str(candidate.id) in chosen]
    verdicts = team(people, assessors.last_team(factory, door.assessment.pk if door else None))
    return [{"met": verdict.met, "fact": verdict.sentence} for verdict in verdicts]


def _planners(factory: Factory) -> list[Membership]:
    held = Membership.objects.current().filter(
        role__in=PLANNERS, organisation__programme=factory.programme_id, user__is_active=True
    )
    return list(held.select_related("user").order_by("user__name"))


def _saved(request: Request, assessment: Assessment, accompanied: bool) -> HttpResponse:
    if accompanied:
        messages.success(request, _("Planned. The team, who accompanies it and planners alone know of it."))
    else:
        messages.success(request, _("Planned. The team and planners alone know of it."))
    return redirect("assessment", pk=assessment.pk)
