"""The committee's page: members by side, elections, meetings, and whether it is functional."""

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
from advisory import actions, standing
from advisory.actions.meetings import MEMBERS
from advisory.doors import one, own_factory
from advisory.forms.committee import CommitteeForm, DraftForm, ElectionForm, MembersForm, Seats
from advisory.models import Committee, CommitteeMember, Election, Meeting, PlanItem, WorkerDraft
from advisory.models.committee import Side
from factories import page
from factories.page import Frame
from programmes.models import CalendarRule
from programmes.rules import Kind

MEETINGS_SHOWN = 24


@login_required
def my_picc(request: Request) -> HttpResponse:
    """The navigation's “PICC”: of the factory to which the person belongs."""
    factory = own_factory(request.user)
    return redirect("factory_picc", factory.pk) if factory else redirect("home")


@login_required
def picc(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "picc")
    found = committee_of(frame)
    given = {"frame": frame, "factory": frame.factory, "zone": frame.zone, **rights(frame)}
    if found is None:
        return render(request, "picc/none.html", given)
    return render(request, "picc/picc.html", {**given, **_shown(frame, found)})


def committee_of(frame: Frame) -> Committee | None:
    rows = Committee.objects.visible_to(frame.user).filter(factory=frame.factory)
    found: Committee | None = rows.first()
    if found:
        found.factory = frame.factory
    return found


def rights(frame: Frame) -> dict[str, bool]:
    """What the committee's pages offer to this person; the actions ask again."""
    advising = frame.advising
    return {
        "advising": advising,
        "records": advising or frame.may(Role.FACTORY_MANAGER),
        "meets": advising or frame.may(*MEMBERS),
        "of_workers": frame.may(Role.PICC_WORKER),
    }


def _shown(frame: Frame, found: Committee) -> dict[str, object]:
    members = sitting(frame, found)
    meetings = _meetings(frame, found)
    held = [meeting.held_on for meeting in meetings if meeting.held_on]
    rule = CalendarRule.objects.in_force(Kind.COMMITTEE_MEETING, frame.factory.programme, frame.today)
    every = rule.amount if rule else None
    judged = standing.judgement(frame.factory, found, members, held, every, frame.today)
    to_come = [meeting for meeting in meetings if meeting.held_on is None and meeting.planned_for > frame.at]
    return {
        "committee": found,
        "sides": [(side, [member for member in members if member.side == side]) for side in Side],
        "elections": Election.objects.visible_to(frame.user)
        .filter(committee=found)
        .select_related("confirmed_by")
        .order_by("-held_on"),
        "judgement": judged,
        "meetings": meetings[:MEETINGS_SHOWN],
        "items": _items(frame, meetings),
        "to_come": to_come,
        **_workers_own(frame),
    }


def sitting(frame: Frame, found: Committee) -> list[CommitteeMember]:
    rows = CommitteeMember.objects.visible_to(frame.user).filter(committee=found, until=None)
    return list(rows.select_related("election").order_by("side", "name"))


def _meetings(frame: Frame, found: Committee) -> list[Any]:
    """Newest first, with how many came; an unheld one is “not held” once its day is over."""
    rows: Any = Meeting.objects.visible_to(frame.user).filter(committee=found)
    meetings = list(rows.with_attendance().order_by("-planned_for")[:60])
    for meeting in meetings:
        missed = meeting.held_on is None and meeting.planned_for < frame.at
        meeting.state = "held" if meeting.held_on else "not_held" if missed else "planned"
    return meetings


def _items(frame: Frame, meetings: list[Meeting]) -> dict[UUID, list[PlanItem]]:
    """The plan items that came from the decisions of these meetings."""
    rows = PlanItem.objects.visible_to(frame.user).filter(decision__meeting__in=meetings[:MEETINGS_SHOWN])
    found: dict[UUID, list[PlanItem]] = {}
    for item in rows.select_related("decision"):
        found.setdefault(item.decision.meeting_id, []).append(item)
    return found


def _workers_own(frame: Frame) -> dict[str, object]:
    if not frame.may(Role.PICC_WORKER):
        return {}
    drafts = WorkerDraft.objects.visible_to(frame.user).filter(factory=frame.factory)
    return {"drafts": drafts.select_related("written_by").order_by("written_at"), "draft_form": DraftForm()}


@login_required
def form_committee(request: Request, pk: UUID) -> HttpResponse:
    """Forms the committee, or adopts an existing one, with its members."""
    frame = page.enter(request, pk, "picc")
    if committee_of(frame) or not rights(frame)["records"]:
        raise Http404
    form, seats = CommitteeForm(request.POST or None), Seats(request.POST or None, _rows(request))
    if form.is_bound and seats.is_valid():
        given = {"factory": frame.factory, "seats": seats.seats(), "by": request.user, "at": request.at}
        if carry_out(form, actions.form_committee, **given):
            messages.success(request, _("The committee is recorded."))
            return redirect("factory_picc", pk)
    return _members_page(request, frame, "picc/form.html", form, seats)


@login_required
def members(request: Request, pk: UUID) -> HttpResponse:
    """Members leave and join."""
    frame = page.enter(request, pk, "picc")
    found = committee_of(frame)
    if found is None or not rights(frame)["records"]:
        raise Http404
    rows = CommitteeMember.objects.visible_to(request.user).filter(committee=found, until=None)
    given = {"initial": {"on": frame.today}}
    form = MembersForm(request.POST or None, rows.order_by("side", "name"), found, **given)
    seats = Seats(request.POST or None, _rows(request, 2))
    if form.is_bound and seats.is_valid():
        done = {"committee": found, "joining": seats.seats(), "by": request.user, "at": request.at}
        if carry_out(form, actions.change_members, **done):
            messages.success(request, _("The members are changed."))
            return redirect("factory_picc", pk)
    return _members_page(request, frame, "picc/members.html", form, seats)


def _rows(request: Request, usual: int = 5) -> int:
    asked = request.GET.get("rows", "")
    return min(int(asked), 30) if asked.isdigit() else usual


def _members_page(request: Request, frame: Frame, template: str, form: Any, seats: Seats) -> HttpResponse:
    given = {
        "frame": frame,
        "factory": frame.factory,
        "form": form,
        "seats": seats,
        "more": _rows(request) + 5,
        "cancel": reverse("factory_picc", args=[frame.factory.pk]),
    }
    return render(request, template, given, status=422 if form.is_bound else 200)


@login_required
def election(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "picc")
    found = committee_of(frame)
    if found is None or not rights(frame)["records"]:
        raise Http404
    workers = CommitteeMember.objects.visible_to(request.user).filter(
        committee=found, until=None, side=Side.WORKERS
    )
    form = ElectionForm(request.POST or None, workers.order_by("name"))
    given = {"committee": found, "by": request.user, "at": request.at}
    if carry_out(form, actions.record_election, **given):
        messages.success(request, _("The election is recorded."))
        return redirect("factory_picc", pk)
    shown = {"frame": frame, "form": form, "cancel": reverse("factory_picc", args=[pk]), **rights(frame)}
    return render(request, "picc/election.html", shown, status=422 if form.is_bound else 200)


@login_required
def election_confirm(request: Request, pk: UUID) -> HttpResponse:
    rows = Election.objects.visible_to(request.user).select_related("factory__programme")
    found = one(rows, pk=pk)
    to = reverse("factory_picc", args=[found.factory_id])
    if request.method != "POST":
        return redirect(to)
    done = _("The election is confirmed.")
    return carry_out_button(request, actions.confirm_election, done, to, election=found)
