"""What the overview tab says of a factory: its cycle as steps, and what its registration lacks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import PLANNERS, Role
from factories import steps
from factories.models import Cycle, Factory
from factories.page import PARTS, Frame
from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import Kind

SHOWN_LENGTHS = (
    Kind.ASSESSMENT_REPORT,
    Kind.PROGRESS_REPORT_1,
    Kind.INITIAL_ADVISORY,
    Kind.FIRST_DIFFERENTIATION,
    Kind.VISITS_LEAST,
    Kind.VISITS_MOST,
)


@dataclass(frozen=True)
class CycleCard:
    heading: str
    steps: list[steps.Step]
    open: bool


def cycle_card(frame: Frame) -> CycleCard | None:
    """The steps of the open cycle; nothing for people who read released reports alone."""
    if not frame.inside:
        return None
    cycle = Cycle.objects.visible_to(frame.user).filter(factory=frame.factory, closed_at=None).first()
    facts = _facts(frame, cycle)
    made = steps.steps(facts, frame.today, _lengths(frame, cycle))
    if cycle:
        made = [_noted(step, frame, cycle) for step in made]
    return CycleCard(steps.heading(facts, frame.today), made, cycle is not None)


def _facts(frame: Frame, cycle: Cycle | None) -> steps.Facts:
    factory = frame.factory
    known = steps.Facts(
        registered_on=_local(frame, factory.registered_at),
        policy_signed=factory.policy_signed,
        meeting_held=factory.meeting_held,
        has_advisor=bool(factory.advisor_name),
    )
    if cycle is None:
        return known
    return replace(
        known,
        number=cycle.number,
        day_zero=cycle.day_zero,
        advisory_until=cycle.initial_advisory_until,
        ends_on=cycle.ends_on,
    )


def _local(frame: Frame, at: datetime | None) -> Any:
    return at.astimezone(frame.factory.programme.tz).date() if at else None


def _lengths(frame: Frame, cycle: Cycle | None) -> dict[Kind, int]:
    rows = list(CalendarRule.objects.for_programme(frame.factory.programme).filter(kind__in=SHOWN_LENGTHS))
    year, standing = (cycle.number, cycle.standing) if cycle else (1, "")
    held = {
        kind: calendar.in_force(rows, kind, frame.today, year=year, standing=standing)
        for kind in SHOWN_LENGTHS
    }
    return {kind: row.amount for kind, row in held.items() if row and row.amount is not None}


def _noted(step: steps.Step, frame: Frame, cycle: Cycle) -> steps.Step:
    for note in PARTS.notes:
        if note.step == step.key and (told := note.tell(frame, cycle)) is not None:
            step = replace(step, **told)
    return step


@dataclass(frozen=True)
class Duty:
    """A step of the registration: who does it, where, and when it is met."""

    fact: Promise
    note: Promise
    label: Promise
    url_name: str
    roles: tuple[Role, ...]
    met: Callable[[Any], bool]


DUTIES = (
    Duty(
        gettext_lazy("Registered with the country programme"),
        gettext_lazy("The programme administrator completes the registration."),
        gettext_lazy("Complete the registration"),
        "factory_register",
        (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER),
        lambda factory: bool(factory.registered_at),
    ),
    Duty(
        gettext_lazy("The factory manager has an account"),
        gettext_lazy("The programme administrator invites the factory manager."),
        gettext_lazy("Invite the factory manager"),
        "person_invite",
        (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER),
        lambda factory: factory.has_manager,
    ),
    Duty(
        gettext_lazy("Anti-bribery policy signed"),
        gettext_lazy("The factory manager reads and signs it."),
        gettext_lazy("Read and sign the policy"),
        "policy_sign",
        (Role.FACTORY_MANAGER,),
        lambda factory: factory.policy_signed,
    ),
    Duty(
        gettext_lazy("Opening meeting held"),
        gettext_lazy("Programme staff record it; the policy is gone through there."),
        gettext_lazy("Record the opening meeting"),
        "opening_meeting",
        (Role.ADVISOR, Role.ADMINISTRATOR, *PLANNERS),
        lambda factory: factory.meeting_held,
    ),
    Duty(
        gettext_lazy("Enterprise Advisor assigned"),
        gettext_lazy("The team leader assigns an advisor."),
        gettext_lazy("Assign an advisor"),
        "advisor_assign",
        PLANNERS,
        lambda factory: bool(factory.advisor_name),
    ),
)


@dataclass(frozen=True)
class Todo:
    """A duty at one factory, with the address where this person does it, if it is hers."""

    duty: Duty
    met: bool
    url: str

    @property
    def fact(self) -> Promise:
        return self.duty.fact

    @property
    def note(self) -> Promise | str:
        return "" if self.met else self.duty.note


def registration(frame: Frame) -> list[Todo]:
    """The steps from an entry in a list to the first visit; empty when the factory is under way."""
    status = frame.factory.status
    if not frame.inside or status not in (Factory.Status.IMPORTED, Factory.Status.REGISTERED):
        return []
    return [_todo(frame, duty) for duty in DUTIES]


def next_step(found: list[Todo]) -> Todo | None:
    """The first step that is missing and that this person may do."""
    return next((todo for todo in found if todo.url), None)


def _todo(frame: Frame, duty: Duty) -> Todo:
    met = duty.met(frame.factory)
    mine = not met and frame.may(*duty.roles)
    return Todo(duty, met, _page(frame, duty.url_name) if mine else "")


def _page(frame: Frame, name: str) -> str:
    pk = frame.factory.organisation_id if name == "person_invite" else frame.factory.pk
    return reverse(name, args=[pk])
