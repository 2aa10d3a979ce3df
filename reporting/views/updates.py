"""Updates on conditions before they are out: written, shown as they would read, approved."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import STAFF, Role
from accounts.paging import page_of
from accounts.requests import Request
from programmes.models import CountryProgramme
from reporting.actions import conditions as actions
from reporting.bylanguage import in_words
from reporting.composing.conditions import compose
from reporting.conditionsforms import ApproveUpdateForm, UpdateForm
from reporting.models import ConditionsUpdate
from reporting.views.conditions import said

S = ConditionsUpdate.Status


@login_required
def updates(request: Request) -> HttpResponse:
    if not request.user.is_(*STAFF):
        raise Http404
    rows = ConditionsUpdate.objects.visible_to(request.user).select_related("programme", "made_by")
    page = page_of(rows.defer("payload").order_by("-made_at", "pk"), request.GET.get("page"))
    mine = CountryProgramme.objects.of_staff(request.user, *actions.WRITERS)
    context = {"page": page, "listed": [(row, in_words(row.titles)) for row in page], "may": mine}
    return render(request, "conditions/updates.html", context)


@login_required
def update_new(request: Request, code: str) -> HttpResponse:
    mine = CountryProgramme.objects.of_staff(request.user, *actions.WRITERS)
    programme = mine.filter(code=code.upper()).first()
    if programme is None:
        raise Http404
    today = request.at.astimezone(programme.tz).date()
    form = UpdateForm(request.POST or None, programme=programme, initial={"on": today})
    given = {"programme": programme, "by": request.user, "at": request.at}
    made = carry_out(form, actions.write_update, **given) if form.is_bound else None
    if made is not None:
        return redirect("update", pk=made.pk)
    context = {"form": form, "programme": programme}
    return render(request, "conditions/write.html", context, status=422 if form.is_bound else 200)


@login_required
def update_write(request: Request, pk: UUID) -> HttpResponse:
    found = _update(request, pk)
    if found.status != S.DRAFT or not found.programme.has(request.user, *actions.WRITERS):
        raise Http404
    form = UpdateForm(request.POST or None, programme=found.programme, update=found, initial={"on": found.on})
    given = {"update": found, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.rewrite_update, **given) is not None:
        messages.success(request, _("Saved."))
        return redirect("update", pk=pk)
    context = {"form": form, "programme": found.programme, "update": found}
    return render(request, "conditions/write.html", context, status=422 if form.is_bound else 200)


@login_required
def update(request: Request, pk: UUID) -> HttpResponse:
    """As everybody would read it; the country manager approves it here."""
    found = _update(request, pk)
    approves = found.status == S.ASKED and found.programme.has(request.user, Role.COUNTRY_MANAGER)
    form = _approval(request, found) if approves else None
    if form is not None and form.is_bound:
        given = {"update": found, "by": request.user, "at": request.at}
        if carry_out(form, actions.approve_update, **given) is not None:
            messages.success(request, _("Approved. It is published at its moment."))
            return redirect("update", pk=pk)
    payload = json.loads(found.payload or compose(found.programme, found.on))
    context: dict[str, Any] = {
        "update": found,
        "title": in_words(found.titles),
        "words": in_words(found.words),
        "phases": said(payload),
        "contacts": payload["contacts"],
        "form": form,
        "may_write": found.programme.has(request.user, *actions.WRITERS),
        "may_approve": found.programme.has(request.user, Role.COUNTRY_MANAGER),
    }
    return render(request, "conditions/update.html", context, status=422 if form and form.is_bound else 200)


def _approval(request: Request, found: ConditionsUpdate) -> ApproveUpdateForm:
    alone = found.made_by_id == request.user.pk
    return ApproveUpdateForm(request.POST or None, update=found, alone=alone)


VERBS: dict[str, tuple[Callable[..., object], Promise]] = {
    "ask": (actions.ask_for_publication, gettext_lazy("The country manager is asked.")),
    "give-back": (actions.give_back_update, gettext_lazy("The update is given back.")),
    "throw-away": (actions.throw_away_update, gettext_lazy("The update is thrown away.")),
}


@login_required
@require_POST
def update_verb(request: Request, pk: UUID, verb: str) -> HttpResponse:
    action, done = VERBS[verb]
    return carry_out_button(request, action, str(done), "update", pk, update=_update(request, pk))


def _update(request: Request, pk: UUID) -> ConditionsUpdate:
    rows: Any = ConditionsUpdate.objects.visible_to(request.user)
    found: ConditionsUpdate | None = (
        rows.select_related("programme", "made_by", "approved_by").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found
