"""From an entry in a list to the first visit: one page for each step of the registration."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import PLANNERS, Role
from accounts.requests import Request
from factories import actions, page
from factories.actions.registration import FACTS, MAY_CORRECT, MAY_REGISTER, POLICY_VERSION
from factories.forms.registration import (
    AdvisorForm,
    DeputyForm,
    FactsForm,
    OpeningMeetingForm,
    RegisterForm,
    SignForm,
)
from factories.models import AdvisorAssignment
from programmes.models import CountryProgramme

MAY_RECORD = (Role.ADVISOR, Role.ADMINISTRATOR, *PLANNERS)


@login_required
def factory_new(request: Request) -> HttpResponse:
    programmes = CountryProgramme.objects.of_staff(request.user, *MAY_REGISTER)
    if not programmes.exists():
        raise Http404
    form = RegisterForm(request.POST or None, programmes=programmes, initial={"programme": programmes[0]})

    def register(programme: CountryProgramme, **facts: Any) -> Any:
        return actions.register_factory(programme=programme, facts=facts, by=request.user, at=request.at)

    if form.is_bound and (made := carry_out(form, register)):
        messages.success(request, _("Registered as %(code)s.") % {"code": made.code})
        return redirect("factory", pk=made.pk)
    return _form_page(request, "factories/register.html", form)


@login_required
def factory_register(request: Request, pk: UUID) -> HttpResponse:
    """Completes a factory that came in from a list."""
    frame = _frame(request, pk, MAY_REGISTER)
    factory = frame.factory
    form = FactsForm(request.POST or None, initial={name: getattr(factory, name) for name in FACTS})

    def register(**facts: Any) -> Any:
        programme = factory.programme
        return actions.register_factory(
            programme=programme, factory=factory, facts=facts, by=request.user, at=request.at
        )

    return _answer(request, frame, form, register, "factories/complete.html", _("The factory is registered."))


@login_required
def factory_facts(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, MAY_CORRECT)
    factory = frame.factory
    form = FactsForm(request.POST or None, initial={name: getattr(factory, name) for name in FACTS})

    def correct(**facts: Any) -> Any:
        return actions.correct_facts(factory=factory, facts=facts, by=request.user, at=request.at)

    return _answer(request, frame, form, correct, "factories/facts_form.html", _("The facts are saved."))


@login_required
def policy_sign(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, (Role.FACTORY_MANAGER,))
    form = SignForm(request.POST or None)

    def sign(**given: Any) -> Any:
        return actions.sign_anti_bribery(factory=frame.factory, by=request.user, at=request.at, **given)

    said = _("You signed the anti-bribery policy, version %(version)s.") % {"version": POLICY_VERSION}
    return _answer(request, frame, form, sign, "factories/policy_sign.html", said)


@login_required
def opening_meeting(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, MAY_RECORD)
    form = OpeningMeetingForm(request.POST or None, initial={"held_on": frame.today})

    def hold(**given: Any) -> Any:
        return actions.hold_opening_meeting(factory=frame.factory, by=request.user, at=request.at, **given)

    said = _("The opening meeting is recorded.")
    return _answer(request, frame, form, hold, "factories/opening_meeting.html", said)


@login_required
def advisor_assign(request: Request, pk: UUID) -> HttpResponse:
    frame = _frame(request, pk, PLANNERS)
    initial = {"deputy": frame.factory.deputy_pk}
    form = AdvisorForm(request.POST or None, factory=frame.factory, at=request.at, initial=initial)

    def assign(**given: Any) -> Any:
        return actions.assign_advisor(factory=frame.factory, by=request.user, at=request.at, **given)

    return _answer(
        request, frame, form, assign, "factories/advisor_assign.html", _("The advisor is assigned.")
    )


@login_required
def advisor_deputy(request: Request, pk: UUID) -> HttpResponse:
    """Whom the clocks call after the factory's advisor."""
    frame = _frame(request, pk, PLANNERS)
    held = (
        AdvisorAssignment.objects.visible_to(request.user)
        .filter(factory=frame.factory, ended_at=None)
        .first()
    )
    if held is None:
        raise Http404
    given = {"factory": frame.factory, "advisor": held.advisor_id, "at": request.at}
    form = DeputyForm(request.POST or None, initial={"deputy": held.deputy_id}, **given)

    def name(**said: Any) -> Any:
        return actions.name_deputy(factory=frame.factory, by=request.user, at=request.at, **said)

    return _answer(request, frame, form, name, "factories/advisor_deputy.html", _("Saved."))


def _frame(request: Request, pk: UUID, roles: tuple[Role, ...]) -> page.Frame:
    """A page of its own under the factory, for these roles; for others there is nothing here."""
    frame = page.enter(request, pk, "overview", figures=True)
    if not frame.may(*roles):
        raise Http404
    return frame


def _answer(
    request: Request, frame: page.Frame, form: Any, action: Any, template: str, said: str
) -> HttpResponse:
    if form.is_bound and carry_out(form, action) is not None:
        messages.success(request, said)
        return redirect("factory", pk=frame.factory.pk)
    known = {"frame": frame, "factory": frame.factory, "version": POLICY_VERSION}
    return _form_page(request, template, form, **known)


def _form_page(request: Request, template: str, form: Any, **context: object) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
