"""Zero tolerance protocols of a country: what holds, what held, and a version that is being drafted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import STAFF, Role
from accounts.requests import Request
from advisory.actions import protocols as actions
from advisory.doors import one
from advisory.forms.protocols import DraftForm, StepForm
from factories.forms.alone import ApproveForm
from programmes.country_views import programme_of
from programmes.models import CountryProgramme, Protocol, ProtocolStep
from programmes.rules import Kind
from programmes.words import name_of


@login_required
def protocols(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, *STAFF)
    rows = Protocol.objects.of_country(programme.code).select_related("drafted_by", "approved_by")
    context = {
        "programme": programme,
        "protocols": rows,
        "today": request.at.astimezone(programme.tz).date(),
        "may": programme.has(request.user, *actions.MAY_DRAFT),
    }
    return render(request, "protocols/protocols.html", context)


@login_required
def protocol_new(request: Request, code: str) -> HttpResponse:
    programme = programme_of(request, code, *actions.MAY_DRAFT)
    form = DraftForm(request.POST or None)
    given = {"programme": programme, "by": request.user, "at": request.at}
    if form.is_bound and (made := carry_out(form, actions.draft_protocol, **given)):
        messages.success(
            request, _("Drafted, with the steps that hold now. Change them, then let it be approved.")
        )
        return redirect("protocol", pk=made.pk)
    context = {"programme": programme, "form": form}
    return render(request, "protocols/new.html", context, status=422 if form.is_bound else 200)


def _protocol(request: Request, pk: UUID) -> Any:
    """A common one, or one of a country whose staff the person is."""
    mine = CountryProgramme.objects.of_staff(request.user, *STAFF)
    if not mine.exists():
        raise Http404
    rows = Protocol.objects.filter(country__in=["", *mine.values_list("code", flat=True)])
    return one(rows.select_related("drafted_by", "approved_by"), pk=pk)


def _draft(request: Request, pk: UUID) -> tuple[Any, CountryProgramme]:
    """A draft that the person may change."""
    found = _protocol(request, pk)
    if not found.is_draft:
        raise Http404
    return found, programme_of(request, found.country, *actions.MAY_DRAFT)


@login_required
def protocol(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _protocol(request, pk), None)


def _page(request: Request, found: Any, form: Any) -> HttpResponse:
    programme = CountryProgramme.objects.filter(code=found.country).first()
    context = {
        "protocol": found,
        "programme": programme,
        "steps": [_line(step) for step in found.steps.all()],
        "may_change": _may(request, found, programme, *actions.MAY_DRAFT),
        "may_approve": _may(request, found, programme, Role.COUNTRY_MANAGER),
        "form": form or ApproveForm(),
    }
    return render(request, "protocols/protocol.html", context, status=422 if form else 200)


def _may(request: Request, found: Any, programme: CountryProgramme | None, *roles: Role) -> bool:
    return found.is_draft and programme is not None and programme.has(request.user, *roles)


def _line(step: ProtocolStep) -> dict[str, object]:
    clock = name_of(Kind(step.rule)) if step.rule else ""
    return {"step": step, "words": step.words_in(get_language() or "en"), "clock": clock}


@login_required
def protocol_approve(request: Request, pk: UUID) -> HttpResponse:
    found = _protocol(request, pk)
    if not found.is_draft:
        raise Http404
    programme_of(request, found.country, Role.COUNTRY_MANAGER)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    given = {"protocol": found, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.approve_protocol, **given) is not None:
        messages.success(request, _("Approved. It holds from its first day on."))
        return redirect("protocols", code=found.country)
    return _page(request, found, form) if form.is_bound else redirect("protocol", pk=pk)


@login_required
@require_POST
def protocol_throw_away(request: Request, pk: UUID) -> HttpResponse:
    found, programme = _draft(request, pk)
    done = _("The draft is thrown away.")
    return carry_out_button(
        request, actions.throw_protocol_away, done, "protocols", programme.code, protocol=found
    )


@login_required
def protocol_step_new(request: Request, pk: UUID) -> HttpResponse:
    return _step_page(request, *_draft(request, pk), None)


@login_required
def protocol_step(request: Request, pk: UUID) -> HttpResponse:
    step = _step(pk)
    return _step_page(request, *_draft(request, step.protocol_id), step)


def _step(pk: UUID) -> Any:
    return one(ProtocolStep.objects.select_related("protocol"), pk=pk)


def _step_page(request: Request, found: Any, programme: CountryProgramme, step: Any) -> HttpResponse:
    form = StepForm(request.POST or None, protocol=found, spoken=programme.languages, step=step)
    given = {"protocol": found, "step": step, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.write_step, **given) is not None:
        messages.success(request, _("Saved."))
        return redirect("protocol", pk=found.pk)
    context = {"protocol": found, "programme": programme, "form": form, "step": step}
    return render(request, "protocols/step.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def protocol_step_up(request: Request, pk: UUID) -> HttpResponse:
    step = _step(pk)
    _draft(request, step.protocol_id)
    return carry_out_button(
        request, actions.move_step_up, _("Moved."), "protocol", step.protocol_id, step=step
    )


@login_required
@require_POST
def protocol_step_remove(request: Request, pk: UUID) -> HttpResponse:
    step = _step(pk)
    _draft(request, step.protocol_id)
    return carry_out_button(
        request, actions.remove_step, _("Removed."), "protocol", step.protocol_id, step=step
    )
