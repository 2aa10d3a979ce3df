"""Drafts of changes: the list of them, what each would do, and its approval."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.forms import carry_out_button
from accounts.models import STAFF, Role
from accounts.requests import Request, looked_at_again
from accounts.visibility import fetch
from factories.export import csv_bytes, download
from planning import actions, policyshown, previewing, shown
from planning.forms import ApprovalForm
from planning.models import UNDER_WAY, Draft
from planning.said import KINDS
from planning.shown import Shown
from planning.words import title
from programmes.models import CountryProgramme

SHOWN = 50  # on a page; the spreadsheet has them all


@login_required
def changes(request: Request) -> HttpResponse:
    if not request.user.is_(*STAFF):
        raise Http404
    drafts = Draft.objects.visible_to(request.user).select_related(
        "programme", "region", "factory", "made_by", "approved_by"
    )
    mine = CountryProgramme.objects.of_staff(request.user, *actions.DRAFTING)
    may = [each for each in mine if each.has(request.user, *actions.DRAFTING)]
    context = {"drafts": [(draft, title(draft)) for draft in drafts[:SHOWN]], "may": may}
    return render(request, "planning/changes.html", context)


@login_required
def change(request: Request, pk: UUID) -> HttpResponse:
    draft = fetch(Draft, request.user, pk=pk)
    effects = shown.effects(draft, request.user, request.at) if draft.status in UNDER_WAY else None
    context = {
        "draft": draft,
        "title": title(draft),
        "effects": effects,
        **(_list(request, effects) if effects and effects.is_done else {}),
        **policyshown.shown(draft),
        "may_draft": draft.programme.has(request.user, *actions.DRAFTING),
        "may_approve": draft.programme.has(request.user, Role.COUNTRY_MANAGER),
        "approval": ApprovalForm() if draft.made_by_id == request.user.pk else None,
    }
    response = render(request, "planning/change.html", context)
    return looked_at_again(response) if effects and effects.is_waiting else response


def _list(request: Request, effects: Shown) -> dict[str, object]:
    rows = effects.lines(request.GET.get("what", ""), request.GET.get("q", ""))
    return {
        "kpis": effects.kpis,
        "page": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
        "kinds": [(what, KINDS[what]) for what in effects.kinds],
    }


@login_required
def change_effects(request: Request, pk: UUID) -> HttpResponse:
    """The whole list for a spreadsheet; planned assessments for planners alone."""
    draft = fetch(Draft, request.user, pk=pk)
    effects = shown.effects(draft, request.user, request.at)
    if not effects.is_done:
        messages.error(request, _("The list is not worked out yet."))
        return redirect("change", pk=draft.pk)
    head = [_("Kind"), _("Factory"), _("Code"), _("Day"), _("Now"), _("Then")]
    rows = [_row(line) for line in effects.lines()]
    return download(csv_bytes(head, rows), f"effects-{draft.valid_from}.csv")


def _row(line: Any) -> list[str]:
    day = line.day.isoformat() if line.day else ""
    kind = f"{KINDS[line.what]}: {line.kind}" if line.detail else line.kind
    return [kind, line.name, line.code, day, line.now_words, line.then_words]


VERBS: dict[str, tuple[Callable[..., object], Promise]] = {
    "ask": (actions.ask_for_approval, gettext_lazy("The country manager is asked.")),
    "approve": (actions.approve, gettext_lazy("Approved. It takes effect at its moment.")),
    "give-back": (actions.give_back, gettext_lazy("The draft is given back.")),
    "throw-away": (actions.throw_away, gettext_lazy("The draft is thrown away.")),
    "preview": (previewing.ask, gettext_lazy("The effects are worked out anew.")),
}


@login_required
@require_POST
def change_verb(request: Request, pk: UUID, verb: str) -> HttpResponse:
    draft = fetch(Draft, request.user, pk=pk)
    action, done = VERBS[verb]
    given = {"reason": request.POST.get("reason", "")} if verb == "approve" else {}
    return carry_out_button(request, action, str(done), "change", draft.pk, draft=draft, **given)
