"""Drafts of changes: the list of them, what each would do, and its approval."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import PLANNERS, STAFF, Role
from accounts.requests import Request
from accounts.visibility import fetch
from factories.export import csv_bytes, download
from factories.views.answers import carry_out_button
from planning import actions, policyshown
from planning.forms import ApprovalForm
from planning.lines import KINDS, Line, lines, matching
from planning.models import UNDER_WAY, Draft
from planning.preview import Preview, preview
from planning.shown import kpis
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
    found = _preview(request, draft) if draft.status in UNDER_WAY else None
    context = {
        "draft": draft,
        "title": title(draft),
        "preview": found,
        **(_list(request, draft, found) if found and not found.refusal else {}),
        **policyshown.shown(draft),
        "may_draft": draft.programme.has(request.user, *actions.DRAFTING),
        "may_approve": draft.programme.has(request.user, Role.COUNTRY_MANAGER),
        "approval": ApprovalForm() if draft.made_by_id == request.user.pk else None,
    }
    return render(request, "planning/change.html", context)


def _preview(request: Request, draft: Draft) -> Preview:
    return preview(draft, request.user, request.at.astimezone(draft.programme.tz).date())


def _list(request: Request, draft: Draft, found: Preview) -> dict[str, object]:
    every = lines(found, draft.programme.tz)
    shown = list(matching(every, request.GET.get("what", ""), request.GET.get("q", "")))
    return {
        "kpis": kpis(draft, found, plans=request.user.is_(*PLANNERS)),
        "page": Paginator(shown, SHOWN).get_page(request.GET.get("page")),
        "empty": not every,
        "kinds": [(what, KINDS[what]) for what in dict.fromkeys(line.what for line in every)],
    }


@login_required
def change_effects(request: Request, pk: UUID) -> HttpResponse:
    """The whole list for a spreadsheet; planned assessments for planners alone."""
    draft = fetch(Draft, request.user, pk=pk)
    head = [_("Kind"), _("Factory"), _("Code"), _("Day"), _("Now"), _("Then")]
    rows = [_row(line) for line in lines(_preview(request, draft), draft.programme.tz)]
    return download(csv_bytes(head, rows), f"effects-{draft.valid_from}.csv")


def _row(line: Line) -> list[str]:
    day = line.day.isoformat() if line.day else ""
    kind = f"{KINDS[line.what]}: {line.kind}" if line.detail else line.kind
    return [kind, line.name, line.code, day, line.now_words, line.then_words]


VERBS: dict[str, tuple[Callable[..., object], Promise]] = {
    "ask": (actions.ask_for_approval, gettext_lazy("The country manager is asked.")),
    "approve": (actions.approve, gettext_lazy("Approved. It takes effect at its moment.")),
    "give-back": (actions.give_back, gettext_lazy("The draft is given back.")),
    "throw-away": (actions.throw_away, gettext_lazy("The draft is thrown away.")),
}


@login_required
@require_POST
def change_verb(request: Request, pk: UUID, verb: str) -> HttpResponse:
    draft = fetch(Draft, request.user, pk=pk)
    action, done = VERBS[verb]
    given = {"reason": request.POST.get("reason", "")} if verb == "approve" else {}
    return carry_out_button(request, action, str(done), "change", draft.pk, draft=draft, **given)
