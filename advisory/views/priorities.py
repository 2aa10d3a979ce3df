"""One priority of a buyer: its page for both sides, and what each may do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.requests import Request
from advisory import actions
from advisory.access import advises, holds
from advisory.actions.meetings import MEMBERS
from advisory.actions.priorities import MANAGEMENT
from advisory.buyers import wishes
from advisory.doors import one
from advisory.forms.priorities import AcceptForm, AnswerForm, NotAcceptedForm, OnAgendaForm, PriorityForm
from advisory.models import BuyerPriority, Meeting
from advisory.views.suppliers import own_link

Status = BuyerPriority.Status


@dataclass(frozen=True)
class Verb:
    """An action on the page, and what is said when it is done."""

    action: Callable[..., Any]
    said: str | Promise


VERBS = {
    "agenda": Verb(actions.put_priority_on_agenda, gettext_lazy("It is on the agenda. The buyer is told.")),
    "answer": Verb(actions.answer_priority, gettext_lazy("The buyer reads your answer.")),
    "accept": Verb(actions.accept_priority, gettext_lazy("It is in the plan. The buyer is told.")),
    "decline": Verb(actions.decline_priority, gettext_lazy("The buyer reads what the committee decided.")),
}


@login_required
def priority_new(request: Request, pk: UUID) -> HttpResponse:
    link = own_link(request, pk)
    form = PriorityForm(request.POST or None)
    raised = carry_out(form, actions.raise_priority, link=link, by=request.user, at=request.at)
    if raised:
        messages.success(request, _("The factory's management is told."))
        return redirect("priority", raised.pk)
    given = {"link": link, "form": form, "cancel": reverse("supplier", args=[pk])}
    return render(request, "suppliers/priority_new.html", given, status=422 if form.is_bound else 200)


def _priority(request: Request, pk: UUID) -> BuyerPriority:
    # not its factory: joined, the row would be gone for a buyer that lacks a condition
    related = ("buyer", "point", "raised_by", "answered_by", "meeting", "answers")
    rows = BuyerPriority.objects.visible_to(request.user).select_related(*related)
    found: BuyerPriority = one(rows, pk=pk)
    return found


@login_required
def priority(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _priority(request, pk))


@login_required
@require_POST
def priority_verb(request: Request, pk: UUID, verb: str) -> HttpResponse:
    found = _priority(request, pk)
    form = _forms(request, found, request.POST, verb)[verb]
    if carry_out(form, VERBS[verb].action, priority=found, by=request.user, at=request.at):
        messages.success(request, str(VERBS[verb].said))
        return redirect("priority", pk)
    return _page(request, found, **{verb: form})


@login_required
@require_POST
def priority_withdraw(request: Request, pk: UUID) -> HttpResponse:
    found = _priority(request, pk)
    done = _("The priority is withdrawn.")
    return carry_out_button(request, actions.withdraw_priority, done, "priority", pk, priority=found)


def _forms(request: Request, found: BuyerPriority, data: Any = None, verb: str = "") -> dict[str, Any]:
    """The page's forms; the one of `verb` holds what was typed."""
    sent = {name: data if name == verb else None for name in VERBS}
    return {
        "agenda": OnAgendaForm(sent["agenda"], _meetings(request, found)),
        "answer": AnswerForm(sent["answer"], auto_id="answer_%s"),
        "accept": AcceptForm(sent["accept"], auto_id="accept_%s", initial={"title": found.title}),
        "decline": NotAcceptedForm(sent["decline"], auto_id="decline_%s"),
    }


def _meetings(request: Request, found: BuyerPriority) -> Any:
    to_come = Meeting.objects.visible_to(request.user).filter(factory=found.factory_id, held_on=None)
    return to_come.filter(planned_for__gte=request.at).order_by("planned_for")


def _page(request: Request, found: BuyerPriority, **refused: forms.Form) -> HttpResponse:
    sight = wishes.sight_of(found, request.user)
    given = {
        "found": found,
        "sight": sight,
        "zone": found.factory.programme.zone if sight.inside else "",
        "forms": {**_forms(request, found), **refused} if sight.inside else {},
        **_rights(request, found, sight),
    }
    return render(request, "suppliers/priority.html", given, status=422 if refused else 200)


def _rights(request: Request, found: BuyerPriority, sight: wishes.Sight) -> dict[str, object]:
    """What the page offers to this person; the actions ask again."""
    if not sight.inside:
        return {"may_withdraw": Status.WITHDRAWN in found.TRANSITIONS.get(found.status, ())}
    user, factory = request.user, found.factory
    was_held = found.status == Status.ON_AGENDA and bool(found.meeting and found.meeting.held_on)
    manages = holds(user, factory, *MANAGEMENT)
    return {
        "schedules": manages and Status.ON_AGENDA in found.TRANSITIONS.get(found.status, ()) and not was_held,
        "answers": manages and found.status == Status.RAISED,
        "decides": was_held and (holds(user, factory, *MEMBERS) or advises(user, factory)),
    }
