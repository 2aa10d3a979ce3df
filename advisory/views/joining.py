"""One request of a buyer to join a visit: its conditions by name, and what each side may do."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.requests import Request
from advisory import actions
from advisory.access import advises, local_today
from advisory.buyers import joining
from advisory.doors import one
from advisory.forms.joining import AgreeForm, DeclineForm
from advisory.models import Visit, VisitRequest

OPEN = (VisitRequest.Status.WAITING, VisitRequest.Status.AGREED)


def _request(request: Request, pk: UUID) -> VisitRequest:
    related = ("link__buyer", "buyer", "factory__programme", "asked_by", "answered_by")
    rows = VisitRequest.objects.visible_to(request.user).select_related(*related)
    found: VisitRequest = one(rows, pk=pk)
    return found


@login_required
def visit_request(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _request(request, pk))


def _page(request: Request, found: VisitRequest, **refused: forms.Form) -> HttpResponse:
    standing = joining.standing(found, request.user)
    buyers = joining.is_buyers(request.user, found.buyer)
    is_open = found.status in OPEN
    given = {
        "found": found,
        "standing": standing,
        "buyers": buyers,
        "zone": "" if buyers or not found.factory else found.factory.programme.zone,
        "may_withdraw": buyers and is_open,
        "answers": False,
        **(_answering(request, found, refused) if is_open and not buyers else {}),
    }
    return render(request, "suppliers/request.html", given, status=422 if refused else 200)


def _answering(request: Request, found: VisitRequest, refused: dict[str, Any]) -> dict[str, object]:
    if found.factory is None or not advises(request.user, found.factory):
        return {}
    agree = refused.get("agree") or AgreeForm(None, _visits(request, found), auto_id="agree_%s")
    return {
        "answers": True,
        "agree": agree,
        "decline": refused.get("decline") or DeclineForm(auto_id="decline_%s"),
    }


def _visits(request: Request, found: VisitRequest) -> Any:
    """The factory's planned visits from today on; those within the wish come first by their day."""
    assert found.factory
    rows: Any = Visit.objects.visible_to(request.user)
    to_come = rows.planned().filter(factory=found.factory, suspended=False)
    return to_come.filter(on__gte=local_today(found.factory, request.at)).order_by("on")


@login_required
@require_POST
def agree(request: Request, pk: UUID) -> HttpResponse:
    found = _request(request, pk)
    visits = _visits(request, found) if found.factory else Visit.objects.visible_to(request.user).none()
    form = AgreeForm(request.POST, visits, auto_id="agree_%s")
    if carry_out(form, actions.agree_to_join, asked=found, by=request.user, at=request.at):
        messages.success(request, _("Agreed. The buyer reads the day, the factory is told."))
        return redirect("visit_request", pk)
    return _page(request, found, agree=form)


@login_required
@require_POST
def decline(request: Request, pk: UUID) -> HttpResponse:
    found = _request(request, pk)
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if carry_out(form, actions.decline_to_join, asked=found, by=request.user, at=request.at):
        messages.success(request, _("Declined. The buyer and the factory read your reason."))
        return redirect("visit_request", pk)
    return _page(request, found, decline=form)


@login_required
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    found = _request(request, pk)
    done = _("Your request is withdrawn.")
    return carry_out_button(request, actions.withdraw_request, done, "visit_request", pk, asked=found)
