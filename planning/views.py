"""Changes of conditions: drafts, what each would do, and its approval; exceptions for one factory."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.forms import carry_out
from accounts.models import PLANNERS, STAFF, Role
from accounts.requests import Request
from accounts.visibility import fetch
from factories.export import csv_bytes, download
from factories.models import Factory
from factories.views.answers import carry_out_button
from planning import actions
from planning.forms import ApprovalForm, ExceptionForm, FactDraftForm
from planning.models import Draft
from planning.preview import Preview, preview
from planning.words import FORMS, fact
from programmes.models import CountryProgramme
from programmes.reasons import MARKS, SERVICES, capital

SHOWN = 50  # of a list on the page; the spreadsheet has them all
DRAFTING = (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)


@login_required
def changes(request: Request) -> HttpResponse:
    if not request.user.is_(*STAFF):
        raise Http404
    drafts = Draft.objects.visible_to(request.user).select_related(
        "programme", "region", "factory", "made_by", "approved_by"
    )
    mine = CountryProgramme.objects.of_staff(request.user, *DRAFTING)
    may = [each for each in mine if each.has(request.user, *DRAFTING)]
    context = {"drafts": [(draft, fact(draft.subject, draft.value)) for draft in drafts[:SHOWN]], "may": may}
    return render(request, "planning/changes.html", context)


@login_required
def fact_draft_new(request: Request, code: str) -> HttpResponse:
    programme = CountryProgramme.objects.of_staff(request.user, *DRAFTING).filter(code=code).first()
    if programme is None or not programme.has(request.user, *DRAFTING):
        raise Http404
    return _draft(request, programme, None)


@login_required
def factory_fact_draft_new(request: Request, pk: UUID) -> HttpResponse:
    factory = fetch(Factory, request.user, pk=pk)
    if not factory.programme.has(request.user, *DRAFTING):
        raise Http404
    return _draft(request, factory.programme, factory)


def _draft(request: Request, programme: CountryProgramme, factory: Factory | None) -> HttpResponse:
    form = FactDraftForm(request.POST or None, programme=programme, of_a_factory=factory is not None)
    given = {"programme": programme, "factory": factory, "by": request.user, "at": request.at}
    made = carry_out(form, actions.draft_fact, **given) if form.is_bound else None
    if made is not None:
        return redirect("change", pk=made.pk)
    context = {"form": form, "programme": programme, "factory": factory}
    return render(request, "planning/fact_new.html", context, status=422 if form.is_bound else 200)


@login_required
def change(request: Request, pk: UUID) -> HttpResponse:
    draft = fetch(Draft, request.user, pk=pk)
    open_ = draft.status in (Draft.Status.DRAFT, Draft.Status.ASKED, Draft.Status.APPROVED)
    found = _preview(request, draft) if open_ else None
    context = {
        "draft": draft,
        "fact": fact(draft.subject, draft.value),
        "preview": found,
        "kpis": _kpis(found, request) if found and not found.refusal else [],
        "visits": [(each, FORMS[each.now], FORMS[each.then]) for each in found.visits[:SHOWN]]
        if found
        else [],
        "assessments": found.assessments[:SHOWN] if found else [],
        "reports": [capital(SERVICES[each.service]) for each in found.reports] if found else [],
        "plans": request.user.is_(*PLANNERS),
        "may_draft": draft.programme.has(request.user, *DRAFTING),
        "may_approve": draft.programme.has(request.user, Role.COUNTRY_MANAGER),
        "approval": ApprovalForm() if draft.made_by_id == request.user.pk else None,
    }
    return render(request, "planning/change.html", context)


def _preview(request: Request, draft: Draft) -> Preview:
    return preview(draft, request.user, request.at.astimezone(draft.programme.tz).date())


def _kpis(found: Preview, request: Request) -> list[dict[str, object]]:
    counts = found.counts
    kpis: list[dict[str, object]] = [
        {"label": _("visits become virtual"), "figure": counts["virtual"]},
        {"label": _("visits become on-site or hybrid"), "figure": counts["on_site"] + counts["hybrid"]},
        {"label": _("visits wait"), "figure": counts["waits"], "bad": bool(counts["waits"])},
        {"label": _("kinds of report fall away or appear"), "figure": len(found.reports)},
        {"label": _("factories change phase"), "figure": found.touched, "of": found.factories},
    ]
    if request.user.is_(*PLANNERS):
        kpis.append({"label": _("planned assessments touched"), "figure": len(found.assessments)})
    return kpis


@login_required
def change_effects(request: Request, pk: UUID) -> HttpResponse:
    """The whole list for a spreadsheet; planned assessments for planners alone."""
    draft = fetch(Draft, request.user, pk=pk)
    head = [_("Kind"), _("Factory"), _("Code"), _("Day"), _("Now"), _("Then")]
    return download(csv_bytes(head, _rows(_preview(request, draft))), f"effects-{draft.valid_from}.csv")


def _rows(found: Preview) -> Iterator[list[str]]:
    for each in found.visits:
        visit = each.visit
        names = [visit.factory.name, visit.factory.code, visit.on.isoformat()]
        yield [_("Advisory visit"), *names, str(FORMS[each.now]), str(FORMS[each.then])]
    for effect in found.assessments:
        planned = effect.assessment
        names = [planned.factory.name, planned.factory.code, planned.planned_on.isoformat()]
        form = str(FORMS[planned.modality])
        yield [_("Assessment"), *names, form, form if effect.possible else _("not possible")]
    for kind in found.reports:
        yield [_("Kind of report"), "", "", "", str(SERVICES[kind.service]), str(MARKS[kind.then].word)]


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


@login_required
def exception_new(request: Request, pk: UUID) -> HttpResponse:
    factory = fetch(Factory, request.user, pk=pk)
    if not factory.programme.has(request.user, Role.COUNTRY_MANAGER):
        raise Http404
    form = ExceptionForm(request.POST or None)
    given = {"factory": factory, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.name_exception, **given) is not None:
        messages.success(request, _("The exception is named."))
        return redirect("factory", pk=factory.pk)
    context = {"form": form, "factory": factory}
    return render(request, "planning/exception_new.html", context, status=422 if form.is_bound else 200)
