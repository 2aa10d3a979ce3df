"""Forms by which a change is drafted: of a fact, of a row of the calendar; exceptions for one factory."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import Role
from accounts.requests import Request
from accounts.visibility import fetch
from factories.models import Factory
from planning import actions
from planning.forms import ExceptionForm, FactDraftForm
from programmes.forms import RuleForm
from programmes.models import CountryProgramme
from programmes.rules import RULES, Kind
from programmes.words import UNITS, name_of


@login_required
def fact_draft_new(request: Request, code: str) -> HttpResponse:
    return _fact(request, programme_or_404(request, code), None)


@login_required
def factory_fact_draft_new(request: Request, pk: UUID) -> HttpResponse:
    factory = fetch(Factory, request.user, pk=pk)
    if not factory.programme.has(request.user, *actions.DRAFTING):
        raise Http404
    return _fact(request, factory.programme, factory)


def _fact(request: Request, programme: CountryProgramme, factory: Factory | None) -> HttpResponse:
    form = FactDraftForm(request.POST or None, programme=programme, of_a_factory=factory is not None)
    given = {"programme": programme, "factory": factory}
    return answer(request, form, actions.draft_fact, "planning/fact_new.html", given)


@login_required
def calendar_rule_new(request: Request, code: str, kind: str) -> HttpResponse:
    programme = programme_or_404(request, code)
    if kind not in set(Kind):
        raise Http404
    today = request.at.astimezone(programme.tz).date()
    form = RuleForm(request.POST or None, kind=Kind(kind), initial={"valid_from": today})
    about = RULES[Kind(kind)]
    shown = {"name": name_of(Kind(kind)), "about": about, "unit": UNITS[about.unit]}
    return answer(
        request, form, actions.draft_rule, "planning/rule_new.html", {"programme": programme}, **shown
    )


def programme_or_404(request: Request, code: str) -> CountryProgramme:
    """The country in which the person may draft."""
    found = CountryProgramme.objects.of_staff(request.user, *actions.DRAFTING).filter(code=code).first()
    if found is None or not found.has(request.user, *actions.DRAFTING):
        raise Http404
    return found


def answer(
    request: Request,
    form: Form,
    action: Callable[..., Any],
    template: str,
    given: dict[str, Any],
    **shown: object,
) -> HttpResponse:
    """The form, or on to the draft that came of it."""
    made = carry_out(form, action, **given, by=request.user, at=request.at) if form.is_bound else None
    if made is not None:
        return redirect("change", pk=made.pk)
    context = {"form": form, **given, **shown}
    return render(request, template, context, status=422 if form.is_bound else 200)


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
