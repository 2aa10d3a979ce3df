"""One assessment: its page, and the steps of its team from the gate to the final findings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.forms import carry_out
from accounts.models import Role
from accounts.requests import Request
from assessments import accompanying, actions, assessors, book, reading
from assessments.forms import CommentForm, LastDayForm
from assessments.models import Assessment
from assessments.team import days_of
from assessments.views import accompanied
from assessments.views.doors import Door, of_team

Status = Assessment.Status


@login_required
def assessment(request: Request, pk: UUID) -> HttpResponse:
    """Who accompanies it has a page of its own, made of what such a person may know."""
    if accompanying.reads_as_company(request.user):
        return accompanied.page(request, pk)
    return page(request, Door(request.user, pk))


def page(request: Request, door: Door, status: int = 200, **forms: Any) -> HttpResponse:
    """The page as this person may read it, with the forms of the next step."""
    row = door.assessment
    comments = reading.comments(request.user, row) if row.shared_at else []
    findings = reading.findings(request.user, row) if row.begun_at else []
    context = {
        "door": door,
        "assessment": row,
        "factory": row.factory,
        "zone": door.zone,
        "state": _state(row),
        "steps": _steps(door),
        "book": _book(door, findings),
        "findings": findings,
        "comments": comments,
        "said_all": any(said.last for said in comments),
        "days": days_of(row.planned_on, row.days, row.factory.programme.weekend) if door.knows else [],
        "not_free": _not_free(request, door),
        "can_begin": row.planned_on <= _today(request, door),
        "window_over": _window_over(request, row),
        "replies_page": reading.replies_page(row),
        "may_comment": Role.FACTORY_MANAGER.value in door.reasons and row.status == Status.SHARED,
        "last_day_form": LastDayForm(initial={"last_day": row.last_day or _today(request, door)}),
        "comment_form": CommentForm(),
        **forms,
    }
    return render(request, "assessments/assessment.html", context, status=status)


def _not_free(request: Request, door: Door) -> list[str]:
    """Names of the planned team, and of who accompanies it, who cannot go any more; planners alone read them, and
    nobody why (ASM-2, NTF-4)."""
    row = door.assessment
    if not door.is_planner or row.status != Status.PLANNED:
        return []
    found = assessors.no_longer_free(row, [member.user_id for member in door.team])
    named = [each.user_id for each in door.company]
    found |= accompanying.no_longer_able(row, named, _today(request, door)) if named else set()
    return [each.user.name for each in [*door.team, *door.company] if each.user_id in found]


def _book(door: Door, findings: list[tuple[Any, list[reading.Told]]]) -> book.Book | None:
    """Answers and progress, for the team and planners."""
    if not door.knows or door.assessment.tool_version_id is None:
        return None
    written = [told.finding for _cluster, every in findings for told in every]
    return book.read(door.user, door.assessment, written)


def _state(row: Assessment) -> str:
    """The key of its badge."""
    if row.status == Status.PLANNED:
        return "secret"
    return "collected" if row.status == Status.BEGUN and row.last_day else str(row.status)


def _today(request: Request, door: Door) -> Any:
    return request.at.astimezone(door.assessment.factory.programme.tz).date()


def _window_over(request: Request, row: Assessment) -> bool:
    return row.comments_until is not None and request.at > row.comments_until


def _steps(door: Door) -> list[dict[str, object]]:
    """From the gate to the final findings. Before the gate nobody but planners and team is here."""
    row = door.assessment
    done = [
        (_("Begun"), row.begun_at),
        (_("Data collected"), row.last_day),
        (_("Findings shared"), row.shared_at),
        (_("Final"), row.finalised_at),
    ]
    now = next((n for n, (_title, at) in enumerate(done) if at is None), None)
    return [
        {"title": title, "at": at, "state": "done" if at else "now" if n == now else ""}
        for n, (title, at) in enumerate(done)
    ]


@require_POST
@login_required
def begin(request: Request, pk: UUID) -> HttpResponse:
    door = of_team(request.user, pk)
    return _step(
        request, door, actions.begin, _("Begun. The factory can see now that it takes place."), "entry"
    )


@require_POST
@login_required
def share_findings(request: Request, pk: UUID) -> HttpResponse:
    door = of_team(request.user, pk)
    said = _("Shared. The findings stand in the factory’s improvement plan now.")
    return _step(request, door, actions.share_findings, said, "assessment")


@require_POST
@login_required
def finalise(request: Request, pk: UUID) -> HttpResponse:
    door = of_team(request.user, pk)
    return _step(request, door, actions.finalise, _("The findings are final."), "assessment")


def _step(request: Request, door: Door, action: Any, said: str, to: str) -> HttpResponse:
    """One button: the action happens, or the page says why not."""
    try:
        action(assessment=door.assessment, by=request.user, at=request.at)
    except Refused as refused:
        return page(request, Door(request.user, door.assessment.pk), status=422, refusal=str(refused))
    messages.success(request, said)
    return redirect(to, pk=door.assessment.pk)


@require_POST
@login_required
def end_collection(request: Request, pk: UUID) -> HttpResponse:
    door = of_team(request.user, pk)
    form = LastDayForm(request.POST)
    given = {"assessment": door.assessment, "by": request.user, "at": request.at}
    if carry_out(form, actions.end_collection, **given):
        messages.success(request, _("Kept. Reports are counted from the end of this day."))
        return redirect("assessment", pk=pk)
    return page(request, door, status=422, last_day_form=form)


@require_POST
@login_required
def comment(request: Request, pk: UUID) -> HttpResponse:
    door = Door(request.user, pk)
    if Role.FACTORY_MANAGER.value not in door.reasons:
        raise Http404
    form = CommentForm(request.POST)
    given = {"assessment": door.assessment, "by": request.user, "at": request.at}
    if form.is_valid():
        carry_out(form, actions.comment, **given)
    if form.errors:
        return page(request, door, status=422, comment_form=form)
    messages.success(request, _("Kept. The assessors read it before the findings are final."))
    return redirect("assessment", pk=pk)


@login_required
def comparison(request: Request, pk: UUID) -> HttpResponse:
    """For the factory, its advisor and the country's staff once shared; the team once final."""
    door = Door(request.user, pk)
    row = door.assessment
    if row.shared_at is None:
        raise Http404
    waits = door.is_team and row.finalised_at is None
    context = {
        "door": door,
        "assessment": row,
        "factory": row.factory,
        "waits": waits,
        "sides": [] if waits else reading.compared(request.user, row),
    }
    return render(request, "assessments/comparison.html", context)
