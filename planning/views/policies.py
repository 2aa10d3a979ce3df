"""A draft of a policy: its head, and its rows beside those that hold."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.requests import Request
from accounts.visibility import fetch
from planning import actions, policydrafts
from planning.forms import PolicyForm, PolicyRowForm
from planning.models import Draft
from planning.views.drafting import answer, programme_or_404
from planning.words import title
from programmes.policysuccession import RowOfPolicy

DATES = ("starts_on", "starts_by")


@login_required
def policy_draft_new(request: Request, code: str) -> HttpResponse:
    programme = programme_or_404(request, code)
    form = PolicyForm(request.POST or None)
    given = {"programme": programme}
    return answer(request, form, policydrafts.draft_policy, "planning/policy_new.html", given)


@login_required
def policy_row_new(request: Request, pk: UUID) -> HttpResponse:
    draft = _draft(request, pk)
    form = PolicyRowForm(
        request.POST or None, initial={"phases": [1, 2, 3], "allowed": True, "confirmed": True}
    )
    return _row(request, draft, form, "")


@login_required
def policy_row(request: Request, pk: UUID, code: str) -> HttpResponse:
    draft = _draft(request, pk)
    row = draft.proposed.row(code)
    if row is None:
        raise Http404
    return _row(request, draft, PolicyRowForm(request.POST or None, initial=_typed(row)), code)


def _row(request: Request, draft: Draft, form: PolicyRowForm, was: str) -> HttpResponse:
    given = {"draft": draft, "was": was, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, policydrafts.write_row, **given) is not None:
        return redirect("change", pk=draft.pk)
    context = {"form": form, "draft": draft, "title": title(draft), "was": was}
    return render(request, "planning/policy_row.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def policy_row_end(request: Request, pk: UUID, code: str) -> HttpResponse:
    draft = _draft(request, pk)
    return carry_out_button(
        request, policydrafts.take_row_out, _("The row is taken out."), "change", pk, draft=draft, code=code
    )


def _draft(request: Request, pk: UUID) -> Draft:
    """Of a policy, for those who may draft in its country."""
    draft = fetch(Draft, request.user, pk=pk)
    if draft.kind != Draft.Kind.POLICY or not draft.programme.has(request.user, *actions.DRAFTING):
        raise Http404
    return draft


def _typed(row: RowOfPolicy) -> dict[str, Any]:
    return vars(row) | {name: getattr(row, name) or None for name in DATES}
