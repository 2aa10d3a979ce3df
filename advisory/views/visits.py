"""Visits: the month, a factory's visits, one visit with its summary, and what is planned."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import Role
from accounts.requests import Request
from advisory import actions
from advisory.access import advises
from advisory.doors import one
from advisory.forms.visits import CancelForm, MoveForm, NoteForm, VisitForm
from advisory.models import StaffNote, Visit, VisitItem
from advisory.topics import words_of
from advisory.whys import why_then
from factories import page
from factories.models.agreement import with_agreement


@login_required
def visits(request: Request) -> HttpResponse:
    """One month of visits: an advisor's own, or all that the person may see."""
    first = _month(request)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows: Any = Visit.objects.visible_to(request.user)
    rows = rows.between(first, last).select_related("factory__programme", "advisor")
    advising = request.user.is_(Role.ADVISOR)
    everybody = not advising or request.GET.get("who") == "all"
    if not everybody:
        rows = rows.filter(advisor=request.user)
    given = {
        "visits": rows.order_by("on", "starts", "factory__name")[:200],
        "first": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": last + timedelta(days=1),
        "everybody": everybody,
        "advising": advising,
    }
    return render(request, "visits/month.html", given)


def _month(request: Request) -> date:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return request.at.date().replace(day=1)


@login_required
def factory_visits(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "visits")
    rows = Visit.objects.visible_to(request.user).filter(factory=frame.factory)
    notes = StaffNote.objects.visible_to(request.user).filter(factory=frame.factory)
    advising = frame.advising
    staff = frame.is_staff or advising
    given = {
        "frame": frame,
        "factory": frame.factory,
        "zone": frame.zone,
        "visits": rows.select_related("factory", "advisor").order_by("-on")[:60],
        "advising": advising,
        "staff": staff,
        "notes": notes.select_related("written_by")[:20] if staff else [],
        "note_form": NoteForm(),
    }
    return render(request, "visits/list.html", given)


@login_required
def plan_visit(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "visits")
    if not frame.advising:
        raise Http404
    form = VisitForm(request.POST or None, constituents=with_agreement(frame.factory, frame.today))
    given = {"factory": frame.factory, "by": request.user, "at": request.at}
    if carry_out(form, actions.plan_visit, **given):
        messages.success(request, _("The visit is planned. The factory sees it."))
        return redirect("factory_visits", pk)
    shown = {"frame": frame, "form": form, "cancel": reverse("factory_visits", args=[pk])}
    return render(request, "visits/plan.html", shown, status=422 if form.is_bound else 200)


@login_required
def note(request: Request, pk: UUID) -> HttpResponse:
    """A note of staff for staff; for everybody else this address does not exist."""
    frame = page.enter(request, pk, "visits")
    if not (frame.is_staff or frame.advising):
        raise Http404
    form = NoteForm(request.POST or None)
    given = {"factory": frame.factory, "by": request.user, "at": request.at}
    if carry_out(form, actions.note_for_staff, **given):
        messages.success(request, _("The note is kept, for staff alone."))
        return redirect("factory_visits", pk)
    shown = {"frame": frame, "form": form, "cancel": reverse("factory_visits", args=[pk])}
    return render(request, "visits/note.html", shown, status=422 if form.is_bound else 200)


def _visit(request: Request, pk: UUID) -> Visit:
    related = ("factory__programme", "advisor", "cycle", "rule", "share")
    found: Visit = one(Visit.objects.visible_to(request.user).select_related(*related), pk=pk)
    return found


@login_required
def visit(request: Request, pk: UUID) -> HttpResponse:
    return _visit_page(request, _visit(request, pk))


def _visit_page(request: Request, found: Visit, **refused: forms.Form) -> HttpResponse:
    advising = advises(request.user, found.factory)
    planned = found.status == Visit.Status.PLANNED
    moved = {"on": found.on, "starts": found.starts, "ends": found.ends}
    notes = StaffNote.objects.visible_to(request.user).filter(visit=found).select_related("written_by")
    given = {
        **_facts(request, found),
        "changes": advising and planned,
        "why": why_then(found) if planned else [],
        "move": refused.get("move") or MoveForm(initial=moved, auto_id="move_%s"),
        "cancel": refused.get("cancel") or CancelForm(auto_id="cancel_%s"),
        "notes": notes,
    }
    return render(request, "visits/visit.html", given, status=422 if refused else 200)


def _facts(request: Request, found: Visit) -> dict[str, object]:
    """What a visit's page and its printed summary both say."""
    items = VisitItem.objects.visible_to(request.user).filter(visit=found).select_related("item__point")
    return {
        "visit": found,
        "factory": found.factory,
        "zone": found.factory.programme.zone,
        "topics": words_of(found.topics),
        "items": items.order_by("item__number"),
    }


@login_required
def summary(request: Request, pk: UUID) -> HttpResponse:
    """One page to print and hand over: nothing on it is for staff alone."""
    found = _visit(request, pk)
    if found.status != Visit.Status.HELD:
        raise Http404
    return render(request, "visits/summary.html", _facts(request, found))


@login_required
def move(request: Request, pk: UUID) -> HttpResponse:
    found = _visit(request, pk)
    form = MoveForm(request.POST or None, auto_id="move_%s")
    if carry_out(form, actions.move_visit, visit=found, by=request.user, at=request.at):
        messages.success(request, _("The visit is moved. The factory sees the new day."))
        return redirect("visit", pk)
    return _visit_page(request, found, move=form) if form.is_bound else redirect("visit", pk)


@login_required
def cancel(request: Request, pk: UUID) -> HttpResponse:
    found = _visit(request, pk)
    form = CancelForm(request.POST or None, auto_id="cancel_%s")
    if carry_out(form, actions.cancel_visit, visit=found, by=request.user, at=request.at):
        messages.success(request, _("The visit is cancelled. The factory sees the reason."))
        return redirect("visit", pk)
    return _visit_page(request, found, cancel=form) if form.is_bound else redirect("visit", pk)
