"""One point of a buyer's plan: the factory's management or its advisor says what answers it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.requests import Request
from advisory import actions
from advisory.buyers import mapping
from advisory.doors import one
from advisory.forms.correctiveplans import CoverForm, LeaveForm
from advisory.models import CorrectivePoint, Coverage, PlanItem
from advisory.views.correctiveplans import may_map


def _point(request: Request, pk: UUID) -> CorrectivePoint:
    """Of a plan at a factory whose working rows the person sees; a buyer reads its points on the plan."""
    related = ("plan__buyer", "factory__programme", "buyer", "point")
    rows = CorrectivePoint.objects.visible_to(request.user).select_related(*related)
    found: CorrectivePoint = one(rows, pk=pk)
    if not may_map(request, found.plan):
        raise Http404
    return found


@login_required
def corrective_point(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _point(request, pk))


def _page(request: Request, found: CorrectivePoint, **refused: forms.Form) -> HttpResponse:
    mapped = mapping.mapping_of(found.plan, request.user).points
    given = {
        "point": found,
        "mapped": next(each for each in mapped if each.point.pk == found.pk),
        "suggested": mapping.suggested(found, request.user),
        "cover": refused.get("cover") or CoverForm(None, _items(request, found)),
        "leave": refused.get("leave") or LeaveForm(auto_id="leave_%s"),
        "next": next(
            (each.point for each in mapped if each.state == "uncovered" and each.point.pk != found.pk), None
        ),
    }
    return render(request, "suppliers/point.html", given, status=422 if refused else 200)


def _items(request: Request, found: CorrectivePoint) -> Any:
    rows: Any = PlanItem.objects.visible_to(request.user).filter(factory=found.factory_id)
    return rows.exclude(status=PlanItem.Status.DROPPED).order_by("number")


@login_required
@require_POST
def cover(request: Request, pk: UUID) -> HttpResponse:
    found = _point(request, pk)
    form = CoverForm(request.POST, _items(request, found))
    if carry_out(form, actions.cover_point, point=found, by=request.user, at=request.at):
        messages.success(request, _("The buyer reads that the point is covered."))
        return redirect("corrective_point", pk)
    return _page(request, found, cover=form)


@login_required
@require_POST
def leave(request: Request, pk: UUID) -> HttpResponse:
    found = _point(request, pk)
    form = LeaveForm(request.POST, auto_id="leave_%s")
    if carry_out(form, actions.leave_point, point=found, by=request.user, at=request.at):
        messages.success(request, _("The buyer reads your reason."))
        return redirect("corrective_point", pk)
    return _page(request, found, leave=form)


@login_required
@require_POST
def to_picc(request: Request, pk: UUID) -> HttpResponse:
    found, done = _point(request, pk), _("It waits for management to put it on an agenda of the PICC.")
    return carry_out_button(request, actions.put_point_to_picc, done, "corrective_point", pk, point=found)


@login_required
@require_POST
def uncover(request: Request, pk: UUID) -> HttpResponse:
    rows = Coverage.objects.visible_to(request.user).select_related("point__plan", "factory__programme")
    found = one(rows, pk=pk)
    done = _("The item does not cover this point any more.")
    return carry_out_button(
        request, actions.uncover_point, done, "corrective_point", found.point_id, coverage=found
    )
