"""Leave: one's own days, and who of the office is away and who stands in."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import PLANNERS, Absence
from accounts.paging import page_of
from accounts.requests import Request
from factories import actions
from factories.forms.leave import AbsenceForm
from factories.leave import Roster, counting_on, days_in_words, office_day, written_by


@login_required
def leave(request: Request) -> HttpResponse:
    """Whoever leads an office changes what its people wrote down, too."""
    today = _day(request)
    roster = Roster(request.user, today)
    led = set(written_by(request.user).values_list("pk", flat=True))
    past = Absence.objects.filter(user=request.user, last_day__lt=today).select_related("deputy")
    lines = [_line(roster, each, led) for each in roster.absences]
    context = {
        "mine": [line for line in lines if line["absence"].user_id == request.user.pk],
        "away": [line for line in lines if line["absence"] in roster.away],
        "coming": [line for line in lines if line["absence"] in roster.coming],
        "past": page_of(past.order_by("-first_day"), request.GET.get("page"), per_page=10),
        "leads": request.user.is_(*PLANNERS),
    }
    return render(request, "leave/leave.html", context)


def _line(roster: Roster, absence: Absence, led: set[UUID]) -> dict[str, Any]:
    return {
        "absence": absence,
        "said": roster.said_of(absence),
        "may_change": absence.user_id in led,
        "begun": absence.first_day < roster.today,
        "dialog": f"end-{absence.pk}",
    }


@login_required
def leave_new(request: Request) -> HttpResponse:
    form = AbsenceForm(request.POST or None, user=request.user, today=_day(request))
    given = {"by": request.user, "at": request.at}
    if form.is_bound and (made := carry_out(form, actions.record_absence, **given)):
        return _written(request, made)
    return _form(request, form, _("Write down leave"))


@login_required
def leave_change(request: Request, pk: UUID) -> HttpResponse:
    found, today = _absence(request, pk), _day(request)
    form = AbsenceForm(request.POST or None, user=request.user, today=today, absence=found)
    given = {"absence": found, "by": request.user, "at": request.at}
    if form.is_bound and (made := carry_out(form, actions.change_absence, **given)):
        return _written(request, made)
    return _form(request, form, _("Change the leave of %(name)s") % {"name": found.user.name})


@login_required
@require_POST
def leave_end(request: Request, pk: UUID) -> HttpResponse:
    found = _absence(request, pk)
    said = _("%(name)s is here from today on.") % {"name": found.user.name}
    if found.first_day > _day(request):
        said = _("The days are taken out.")
    return carry_out_button(request, actions.end_absence, said, "leave", absence=found)


def _written(request: Request, made: Absence) -> HttpResponse:
    """Says who stands in, and for whom this person was to stand in on these days."""
    roster = Roster(request.user, _day(request))
    said = roster.said_of(made)
    messages.success(request, _("Written down.") + " " + said[:1].upper() + said[1:])
    for each in counting_on(made):
        words = {"name": each.user.name, "days": days_in_words(each.first_day, each.last_day)}
        words["person"] = made.user.name
        messages.warning(
            request, _("%(name)s counts on %(person)s, %(days)s. Agree who stands in then.") % words
        )
    return redirect("leave")


def _absence(request: Request, pk: UUID) -> Absence:
    """Days that are not over, and that this person may change; for others there is nothing here."""
    day = _day(request)
    rows = Absence.objects.visible_to(request.user).filter(pk=pk, last_day__gte=day)
    found = rows.filter(user__in=written_by(request.user)).select_related("user", "deputy").first()
    if found is None:
        raise Http404
    return found


def _day(request: Request) -> date:
    """The local day of the person's office; for who is not programme staff there is nothing here."""
    if not request.user.is_programme_staff:
        raise Http404
    return office_day(request.user, request.at)


def _form(request: Request, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "leave/form.html", context, status=422 if form.is_bound else 200)
