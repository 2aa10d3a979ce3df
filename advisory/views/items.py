"""One plan item: what it says, its form, its verbs, its evidence, its history."""

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

from accounts.forms import carry_out, carry_out_button
from accounts.models import FACTORY_PEOPLE, Role
from accounts.requests import Request
from advisory import actions
from advisory.access import advises, holds, local_today
from advisory.doors import one, plan_item
from advisory.forms.plan import (
    CommentForm,
    DropForm,
    EvidenceForm,
    SendBackForm,
    StepForm,
    UpdateForm,
    VerifyForm,
)
from advisory.history import history_of_item
from advisory.models import Evidence, PlanAction, PlanComment, PlanItem
from advisory.planlist import is_overdue
from advisory.views.answers import back_or
from factories.export import download
from factories.models import StoredFile


@dataclass(frozen=True)
class Verb:
    """A form of the item page, the action behind it, and what is said when it is done."""

    form: type[forms.Form]
    action: Callable[..., Any]
    said: str | Promise


VERBS = {
    "verify": Verb(VerifyForm, actions.verify_item, gettext_lazy("%(code)s is verified.")),
    "send_back": Verb(
        SendBackForm, actions.send_back_item, gettext_lazy("%(code)s went back to the factory.")
    ),
    "drop": Verb(DropForm, actions.drop_item, gettext_lazy("%(code)s left the plan.")),
    "comment": Verb(CommentForm, actions.comment_on_item, gettext_lazy("Your comment is saved.")),
    "step": Verb(StepForm, actions.add_step, gettext_lazy("The step is added.")),
    "evidence": Verb(EvidenceForm, actions.give_evidence, gettext_lazy("The file is kept with %(code)s.")),
}


@login_required
def item(request: Request, pk: UUID) -> HttpResponse:
    """The page of an item; its POST is the factory's update."""
    found = plan_item(request.user, pk)
    if request.method != "POST":
        return item_page(request, found)
    form = UpdateForm.of(found, request.POST, request.FILES)
    if carry_out(form, actions.update_item, item=found, by=request.user, at=request.at):
        messages.success(request, _saved(found, form.cleaned_data["status"]))
        return back_or(request, reverse("plan_item", args=[pk]))
    return item_page(request, plan_item(request.user, pk), update=form)


def _saved(found: PlanItem, status: str) -> str:
    if status == PlanItem.Status.DONE:
        return _("%(code)s is saved. Your advisor will check it.") % {"code": found.code}
    return _("%(code)s is saved.") % {"code": found.code}


@login_required
def item_verb(request: Request, pk: UUID, verb: str) -> HttpResponse:
    """Verify, send back, drop, comment, add a step or evidence: a form each, on the item page."""
    found, kind = plan_item(request.user, pk), VERBS[verb]
    if request.method != "POST":
        return redirect("plan_item", pk)
    form = kind.form(request.POST, request.FILES, auto_id=f"{verb}_%s")
    if carry_out(form, kind.action, item=found, by=request.user, at=request.at):
        messages.success(request, kind.said % {"code": found.code})
        return back_or(request, reverse("plan_item", args=[pk]))
    return item_page(request, plan_item(request.user, pk), **{verb: form})


@login_required
def step_done(request: Request, pk: UUID) -> HttpResponse:
    steps = PlanAction.objects.visible_to(request.user).select_related("item__factory__programme")
    found = one(steps, pk=pk)
    to = reverse("plan_item", args=[found.item_id])
    if request.method != "POST":
        return redirect(to)
    return carry_out_button(request, actions.finish_step, _("The step is done."), to, step=found)


@login_required
def evidence_file(request: Request, pk: UUID) -> HttpResponse:
    """The file itself, as a download; both walls ask for the evidence and for the file."""
    evidence = one(Evidence.objects.visible_to(request.user), pk=pk)
    file = one(StoredFile.objects.visible_to(request.user), pk=evidence.file_id)
    return download(bytes(file.content), file.name, file.content_type)


def item_page(request: Request, found: PlanItem, **refused: forms.Form) -> HttpResponse:
    """The page with empty forms, or with the one that was refused and everything typed into it."""
    factory, user = found.factory, request.user
    rights = _rights(request, found)
    shown = {name: refused.get(name) or kind.form(auto_id=f"{name}_%s") for name, kind in VERBS.items()}
    given = {
        "item": found,
        "factory": factory,
        "zone": factory.programme.zone,
        "overdue": is_overdue(found, local_today(factory, request.at)),
        "steps": PlanAction.objects.visible_to(user).filter(item=found).order_by("done_on", "due_on"),
        "evidence": _evidence(request, found),
        "comments": PlanComment.objects.visible_to(user).filter(item=found).select_related("said_by"),
        "history": history_of_item(found),
        "update": refused.get("update") or UpdateForm.of(found),
        "stale": "update" in refused and refused["update"].data.get("base") != found.version,
        "forms": shown,
        **rights,
    }
    return render(request, "plan/item.html", given, status=422 if refused else 200)


def _rights(request: Request, found: PlanItem) -> dict[str, bool]:
    """What this page offers to this person."""
    is_open = found.is_open
    advising = advises(request.user, found.factory)
    manages = holds(request.user, found.factory, Role.FACTORY_MANAGER)
    return {
        "updates": is_open and manages,
        "checks": advising and found.status == PlanItem.Status.DONE,
        "drops": advising and found.status in (PlanItem.Status.OPEN, PlanItem.Status.IN_PROGRESS),
        "adds_steps": is_open and (manages or advising),
        "gives": is_open and (advising or holds(request.user, found.factory, *FACTORY_PEOPLE)),
        "comments_too": advising or holds(request.user, found.factory, *FACTORY_PEOPLE),
    }


def _evidence(request: Request, found: PlanItem) -> Any:
    rows = Evidence.objects.visible_to(request.user).filter(item=found)
    return rows.select_related("file", "given_by").defer("file__content").order_by("given_at")
