"""A buyer's corrective action plan: sent, looked through, taken in; then read and downloaded as mapped."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.requests import Request
from advisory import actions
from advisory.access import advises, holds
from advisory.actions.correctiveplans import read_rows, record_download
from advisory.actions.priorities import MANAGEMENT
from advisory.buyers import mapping
from advisory.buyers.joining import is_buyers
from advisory.doors import one
from advisory.forms.correctiveplans import ColumnsForm, OnBehalfForm, PlanForm
from advisory.models import CorrectivePlan
from advisory.views.suppliers import own_link
from factories import page
from factories.export import XLSX_TYPE, csv_bytes, download, xlsx_bytes
from factories.models import BuyerLink

Status = CorrectivePlan.Status


@login_required
def corrective_plan_new(request: Request, pk: UUID) -> HttpResponse:
    """The buyer sends its own."""
    link = own_link(request, pk)
    form = PlanForm(request.POST or None, request.FILES or None)
    made = carry_out(form, actions.receive_plan, link=link, by=request.user, at=request.at)
    if made:
        return redirect("corrective_plan", made.pk)
    given = {"form": form, "who": link.claimed_name, "cancel": reverse("supplier", args=[pk])}
    return render(request, "suppliers/plan_new.html", given, status=422 if form.is_bound else 200)


@login_required
def corrective_plan_for_buyer(request: Request, pk: UUID) -> HttpResponse:
    """The factory's management sends it for one of its buyers."""
    frame = page.enter(request, pk, "wishes")
    if not frame.may(*MANAGEMENT):
        raise Http404
    rows: Any = BuyerLink.objects.visible_to(request.user).filter(factory=frame.factory.pk)
    links = rows.standing().select_related("buyer", "factory__programme").order_by("buyer__name")
    form = OnBehalfForm(request.POST or None, request.FILES or None, links)
    made = carry_out(form, actions.receive_plan, by=request.user, at=request.at)
    if made:
        return redirect("corrective_plan", made.pk)
    given = {"form": form, "who": frame.factory.name, "cancel": reverse("factory_wishes", args=[pk])}
    return render(request, "suppliers/plan_new.html", given, status=422 if form.is_bound else 200)


def plan_of(request: Request, pk: UUID) -> CorrectivePlan:
    rows = CorrectivePlan.objects.visible_to(request.user).select_related("buyer", "uploaded_by")
    found: CorrectivePlan = one(rows, pk=pk)
    return found


@login_required
def corrective_plan(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, plan_of(request, pk))


def _page(request: Request, found: CorrectivePlan, columns: forms.Form | None = None) -> HttpResponse:
    if found.status == Status.DRAFT:
        return _draft(request, found, columns)
    mapped = mapping.mapping_of(found, request.user)
    given = {
        "plan": found,
        "mapped": mapped,
        "counts": mapped.counts,
        "inside": mapped.sight.inside,
        "maps": found.status == Status.TAKEN_IN and mapped.sight.inside and may_map(request, found),
        "may_withdraw": found.status == Status.TAKEN_IN and not mapped.sight.inside,
    }
    return render(request, "suppliers/plan.html", given)


def may_map(request: Request, found: CorrectivePlan) -> bool:
    return holds(request.user, found.factory, *MANAGEMENT) or advises(request.user, found.factory)


def _draft(request: Request, found: CorrectivePlan, columns: forms.Form | None) -> HttpResponse:
    """The dry run: which column is what, and what each row would become."""
    rows = read_rows(found)
    given = {
        "plan": found,
        "inside": not is_buyers(request.user, found.buyer),
        "rows": rows,
        "good": sum(not row.problems for row in rows),
        "columns": columns or ColumnsForm(found),
    }
    return render(request, "suppliers/plan_draft.html", given, status=422 if columns else 200)


@login_required
@require_POST
def corrective_plan_columns(request: Request, pk: UUID) -> HttpResponse:
    found = plan_of(request, pk)
    form = ColumnsForm(found, request.POST)
    if carry_out(form, actions.say_columns, plan=found, by=request.user, at=request.at):
        messages.success(request, _("The rows are read with these columns."))
        return redirect("corrective_plan", pk)
    return _page(request, found, form)


@login_required
@require_POST
def corrective_plan_take_in(request: Request, pk: UUID) -> HttpResponse:
    found, done = plan_of(request, pk), _("The plan is taken in. The other side is told.")
    return carry_out_button(request, actions.take_in_plan, done, "corrective_plan", pk, plan=found)


@login_required
@require_POST
def corrective_plan_withdraw(request: Request, pk: UUID) -> HttpResponse:
    found, done = plan_of(request, pk), _("The plan is withdrawn.")
    return carry_out_button(request, actions.withdraw_plan, done, "corrective_plan", pk, plan=found)


@login_required
def corrective_plan_file(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """The mapped plan for a spreadsheet; each download is recorded."""
    found = plan_of(request, pk)
    mapped = mapping.mapping_of(found, request.user)
    if found.status == Status.DRAFT or not mapped.sight.open:
        raise Http404
    record_download(plan=found, format=kind, by=request.user, at=request.at)
    name = f"corrective-plan-{found.uploaded_at:%Y-%m-%d}.{kind}"
    cells = map(mapping.as_cells, mapped.points)
    if kind == "csv":
        return download(csv_bytes(mapping.HEADER, cells), name)
    return download(xlsx_bytes(mapping.HEADER, cells, sheet="Plan"), name, XLSX_TYPE)
