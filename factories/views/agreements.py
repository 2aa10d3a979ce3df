"""Agreements with national constituents: a country's list, one agreement, and its life (WHO-11)."""

from typing import Any, cast
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
from accounts.models import STAFF, Role
from accounts.requests import Request
from factories.actions import agreements as actions
from factories.forms.agreements import DraftForm, EndForm, TermsForm, end_today, terms_of
from factories.forms.alone import ApproveForm
from factories.models import Agreement
from programmes.country_views import programme_of
from programmes.models import CountryProgramme


@login_required
def agreements(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, *STAFF)
    rows = Agreement.objects.visible_to(request.user).filter(programme=programme)
    today = request.at.astimezone(programme.tz).date()
    context = {
        "programme": programme,
        "rows": [(each, each.state(today)) for each in rows.select_related("organisation")],
        "may": programme.has(request.user, *actions.MAY_DRAFT),
    }
    return render(request, "agreements/list.html", context)


@login_required
def agreement_new(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, *actions.MAY_DRAFT)
    form = DraftForm(request.POST or None)
    given = {"programme": programme, "by": request.user, "at": request.at}
    if form.is_bound and (made := carry_out(form, actions.draft_agreement, **given)):
        messages.success(request, _("Drafted. It opens nothing before the country manager approves it."))
        return redirect("agreement", pk=made.pk)
    back = reverse("agreements", args=[programme.code])
    return _form(request, programme, form, _("Draft an agreement"), back)


def _form(
    request: Request, programme: CountryProgramme, form: forms.Form, title: str, back: str
) -> HttpResponse:
    context = {"programme": programme, "form": form, "title": title, "back": back}
    return render(request, "agreements/form.html", context, status=422 if form.is_bound else 200)


def _found(request: Request, pk: UUID) -> Agreement:
    related = ("programme", "organisation", "drafted_by", "approved_by", "ended_by")
    rows = Agreement.objects.visible_to(request.user).select_related(*related)
    if (found := rows.filter(pk=pk).first()) is None:
        raise Http404
    return cast(Agreement, found)


def _may(request: Request, found: Agreement, *roles: Role) -> Agreement:
    """For those who hold one of these roles in its country; for others there is nothing here."""
    if not found.programme.has(request.user, *roles):
        raise Http404
    return found


def _draft(request: Request, pk: UUID, *roles: Role) -> Agreement:
    found = _may(request, _found(request, pk), *roles)
    if not found.is_draft:
        raise Http404
    return found


@login_required
def agreement(request: Request, pk: UUID) -> HttpResponse:
    """For staff, for those whom it lets read, and for the factories that they read about."""
    return _page(request, _found(request, pk))


def _page(request: Request, found: Agreement, **refused: forms.Form) -> HttpResponse:
    today = request.at.astimezone(found.programme.tz).date()
    has, state = found.programme.has, found.state(today)
    manages = has(request.user, Role.COUNTRY_MANAGER)
    context = {
        "agreement": found,
        "programme": found.programme,
        "state": state,
        "is_staff": request.user.is_(*STAFF),
        "may_change": found.is_draft and has(request.user, *actions.MAY_DRAFT),
        "may_approve": found.is_draft and manages,
        "may_end": state in ("active", "scheduled") and manages,
        "approve": refused.get("approve") or ApproveForm(),
        "end": refused.get("end") or end_today(today),
    }
    return render(request, "agreements/agreement.html", context, status=422 if refused else 200)


@login_required
def agreement_change(request: Request, pk: UUID) -> HttpResponse:
    found = _draft(request, pk, *actions.MAY_DRAFT)
    form = TermsForm(request.POST or None, initial=terms_of(found))
    given = {"agreement": found, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.rewrite_agreement, **given) is not None:
        messages.success(request, _("Saved."))
        return redirect("agreement", pk=pk)
    back = reverse("agreement", args=[pk])
    return _form(request, found.programme, form, _("Change the draft"), back)


@login_required
@require_POST
def agreement_throw_away(request: Request, pk: UUID) -> HttpResponse:
    found = _draft(request, pk, *actions.MAY_DRAFT)
    done, action = _("The draft is thrown away."), actions.throw_agreement_away
    return carry_out_button(request, action, done, "agreements", found.programme.code, agreement=found)


@login_required
@require_POST
def agreement_approve(request: Request, pk: UUID) -> HttpResponse:
    found = _draft(request, pk, Role.COUNTRY_MANAGER)
    form = ApproveForm(request.POST)
    if _done(request, form, actions.approve_agreement, found):
        messages.success(request, _("Approved. It opens what it says from its first day on."))
        return redirect("agreement", pk=pk)
    return _page(request, found, approve=form)


@login_required
@require_POST
def agreement_end(request: Request, pk: UUID) -> HttpResponse:
    found = _may(request, _found(request, pk), Role.COUNTRY_MANAGER)
    form = EndForm(request.POST, auto_id="end_%s")
    if _done(request, form, actions.end_agreement, found):
        messages.success(request, _("Ended. From that day on it opens nothing any more."))
        return redirect("agreement", pk=pk)
    return _page(request, found, end=form)


def _done(request: Request, form: forms.Form, action: Any, found: Agreement) -> Agreement | None:
    return cast("Agreement | None", carry_out(form, action, agreement=found, by=request.user, at=request.at))
