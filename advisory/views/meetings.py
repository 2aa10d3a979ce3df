"""Meetings of the committee: planned, held, recorded; and the drafts of the workers' side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import carry_out, carry_out_button
from accounts.models import Role
from accounts.requests import Request
from advisory import actions
from advisory.doors import one
from advisory.forms.committee import (
    AgendaForm,
    Decisions,
    DraftForm,
    HeldForm,
    MeetingForm,
    MinutesForm,
    OnAgendaForm,
    ToPlanForm,
)
from advisory.models import (
    Attendance,
    BuyerPriority,
    Committee,
    CommitteeMember,
    Decision,
    Meeting,
    PlanItem,
    WorkerDraft,
)
from advisory.views.picc import committee_of, rights
from factories import page
from factories.page import Frame


def _inside(request: Request, pk: UUID) -> tuple[Frame, Committee, dict[str, bool]]:
    """The factory's committee for somebody who may record its meetings; else 404."""
    frame = page.enter(request, pk, "picc")
    found, may = committee_of(frame), rights(frame)
    if found is None or not may["meets"]:
        raise Http404
    return frame, found, may


def _meeting(request: Request, pk: UUID) -> Meeting:
    related = ("factory__programme", "committee", "minutes_by")
    found: Meeting = one(Meeting.objects.visible_to(request.user).select_related(*related), pk=pk)
    return found


@login_required
def plan_meeting(request: Request, pk: UUID) -> HttpResponse:
    frame, found, _may = _inside(request, pk)
    form = MeetingForm(request.POST or None)
    planned = carry_out(form, actions.plan_meeting, committee=found, by=request.user, at=request.at)
    if planned:
        messages.success(request, _("The meeting is planned."))
        return redirect("meeting", planned.pk)
    given = {"frame": frame, "form": form, "cancel": reverse("factory_picc", args=[pk])}
    return render(request, "picc/plan_meeting.html", given, status=422 if form.is_bound else 200)


@login_required
def record_meeting(request: Request, pk: UUID) -> HttpResponse:
    """A meeting that nobody planned here; a planned one is recorded on its own page."""
    frame, found, _may = _inside(request, pk)
    return _record(request, frame, found, None)


@login_required
def hold_meeting(request: Request, pk: UUID) -> HttpResponse:
    meeting = _meeting(request, pk)
    frame, found, _may = _inside(request, meeting.factory_id)
    return _record(request, frame, found, meeting)


def _record(request: Request, frame: Frame, found: Committee, meeting: Meeting | None) -> HttpResponse:
    members = CommitteeMember.objects.visible_to(request.user).filter(committee=found, until=None)
    form = HeldForm(request.POST or None, members.order_by("side", "name"), initial={"held_on": frame.today})
    decisions = Decisions(request.POST or None)
    if form.is_bound and decisions.is_valid():
        done = {"committee": found, "meeting": meeting, "decisions": decisions.decided()}
        held = carry_out(form, actions.record_meeting, by=request.user, at=request.at, **done)
        if held:
            messages.success(request, _("The meeting is recorded. Its decisions are in the plan."))
            return redirect("meeting", held.pk)
    given = {
        "frame": frame,
        "form": form,
        "decisions": decisions,
        "meeting": meeting,
        "zone": frame.zone,
        "cancel": reverse("factory_picc", args=[frame.factory.pk]),
    }
    return render(request, "picc/record.html", given, status=422 if form.is_bound else 200)


@login_required
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """One meeting: its agenda before it, minutes and decisions after it."""
    found = _meeting(request, pk)
    frame = page.enter(request, found.factory_id, "picc")
    may = rights(frame)
    form = _words_form(request, found)
    if form.is_bound and may["meets"]:
        action = actions.correct_minutes if found.held_on else actions.write_agenda
        if carry_out(form, action, meeting=found, by=request.user, at=request.at):
            messages.success(request, _("The words are saved."))
            return redirect("meeting", pk)
        found = _meeting(request, pk)
    return _meeting_page(request, frame, found, form, may)


def _words_form(request: Request, found: Meeting) -> AgendaForm | MinutesForm:
    if found.held_on:
        return MinutesForm(request.POST or None, initial={"minutes": found.minutes})
    return AgendaForm(request.POST or None, initial={"agenda": found.agenda, "base": found.agenda})


def _meeting_page(
    request: Request, frame: Frame, found: Meeting, form: Any, may: dict[str, bool]
) -> HttpResponse:
    user = request.user
    decisions = Decision.objects.visible_to(user).filter(meeting=found).order_by("pk")
    items = PlanItem.objects.visible_to(user).filter(decision__meeting=found)
    by_decision = {item.decision_id: item for item in items}
    attendance = Attendance.objects.visible_to(user).filter(meeting=found).select_related("member")
    given = {
        "frame": frame,
        "factory": frame.factory,
        "meeting": found,
        "zone": frame.zone,
        "form": form,
        "stale": form.is_bound and not found.held_on and form.data.get("base", "") != found.agenda,
        "decisions": [(decision, by_decision.get(decision.pk)) for decision in decisions],
        "attendance": attendance.order_by("member__side", "member__name"),
        "to_plan": ToPlanForm(),
        "priorities": BuyerPriority.objects.visible_to(user).filter(meeting=found).select_related("buyer"),
        **may,
    }
    return render(request, "picc/meeting.html", given, status=422 if form.is_bound else 200)


@login_required
def decision_to_plan(request: Request, pk: UUID) -> HttpResponse:
    rows = Decision.objects.visible_to(request.user).select_related("factory__programme")
    found = one(rows, pk=pk)
    to = reverse("meeting", args=[found.meeting_id])
    form = ToPlanForm(request.POST or None)
    item = carry_out(form, actions.to_plan, decision=found, by=request.user, at=request.at)
    if item:
        messages.success(request, _("%(code)s is in the plan.") % {"code": item.code})
    for sentences in form.errors.values():
        messages.error(request, " ".join(str(sentence) for sentence in sentences))
    return redirect(to)


# -- The workers' side alone: for everybody else these addresses do not exist ----------------


@login_required
def drafts(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "picc")
    if not frame.may(Role.PICC_WORKER):
        raise Http404
    form = DraftForm(request.POST or None)
    given = {"factory": frame.factory, "by": request.user, "at": request.at}
    if carry_out(form, actions.draft_for_workers, **given):
        messages.success(request, _("The draft is kept, for your side alone."))
        return redirect("factory_picc", pk)
    rows = WorkerDraft.objects.visible_to(request.user).filter(factory=frame.factory)
    shown = {
        "frame": frame,
        "zone": frame.zone,
        "drafts": rows.select_related("written_by").order_by("written_at"),
        "draft_form": form,
    }
    return render(request, "picc/drafts.html", shown, status=422 if form.is_bound else 200)


@login_required
def draft(request: Request, pk: UUID) -> HttpResponse:
    """One draft, to be put on the agenda of a meeting to come."""
    found = _draft(request, pk)
    to_come = Meeting.objects.visible_to(request.user).filter(factory=found.factory, held_on=None)
    form = OnAgendaForm(request.POST or None, to_come.filter(planned_for__gte=request.at))
    meeting = carry_out(form, actions.put_on_agenda, draft=found, by=request.user, at=request.at)
    if meeting:
        messages.success(request, _("It is on the agenda. Both sides read it now."))
        return redirect("meeting", meeting.pk)
    given = {"draft": found, "form": form, "cancel": reverse("factory_picc", args=[found.factory_id])}
    return render(request, "picc/draft.html", given, status=422 if form.is_bound else 200)


@login_required
def draft_throw_away(request: Request, pk: UUID) -> HttpResponse:
    found = _draft(request, pk)
    to = reverse("factory_picc", args=[found.factory_id])
    if request.method != "POST":
        return redirect(to)
    done = _("The draft is thrown away.")
    return carry_out_button(request, actions.throw_draft_away, done, to, draft=found)


def _draft(request: Request, pk: UUID) -> WorkerDraft:
    rows = WorkerDraft.objects.visible_to(request.user).select_related("factory__programme")
    found: WorkerDraft = one(rows, pk=pk)
    return found
