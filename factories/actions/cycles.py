"""The engagement year: opened by registration, started by its first advisory visit (ENG-2)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance
from accounts.models import PLANNERS, Role, User
from accounts.verbs import verb
from factories.access import require_role
from factories.models import Cycle, Factory
from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import Kind, Standing

MAY_START = (Role.ADVISOR, Role.ADMINISTRATOR, *PLANNERS)


def current_cycle(factory: Factory) -> Cycle:
    """The factory's open cycle; raises WrongState when it has none."""
    cycle = Cycle.rows.filter(factory=factory, closed_at=None).first()
    if cycle is None:
        raise WrongState(_("This factory has no open cycle. Register it first."))
    return cycle


@verb
def start_cycle(*, cycle: Cycle, day_zero: date, by: User, at: datetime) -> Cycle:
    """The first advisory visit was held on `day_zero`, a local date: the cycle has its dates now.

    Fills the end of the cycle and of the days before its assessment (in the first cycle the initial
    advisory, later about as long, ENG-3) by the calendar rules in force on that day; a registered
    factory becomes active.
    """
    factory = Factory.rows.select_related("programme").get(pk=cycle.factory_id)
    require_role(by, *MAY_START, factory=factory)
    locked = Cycle.rows.select_for_update().get(pk=cycle.pk)
    if locked.day_zero is not None or locked.closed_at is not None:
        raise WrongState(_("This cycle began already."))
    if day_zero > at.astimezone(factory.programme.tz).date():
        raise Invalid(_("The first visit cannot lie in the future."), "on")
    _fill(cycle, factory, day_zero)
    if factory.status == Factory.Status.REGISTERED:
        advance(factory, Factory.Status.ACTIVE)
    return cycle


def _fill(cycle: Cycle, factory: Factory, day_zero: date) -> None:
    cycle.day_zero = day_zero
    cycle.ends_on = _after(Kind.CYCLE_LENGTH, factory, day_zero)
    cycle.initial_advisory_until = _after(Kind.INITIAL_ADVISORY, factory, day_zero)
    cycle.save(update_fields=["day_zero", "ends_on", "initial_advisory_until"])


def _after(kind: Kind, factory: Factory, day_zero: date) -> date | None:
    """The local date on which the rule in force on day zero is over; none where it is off."""
    programme = factory.programme
    rule = CalendarRule.objects.in_force(kind, programme, day_zero)
    if rule is None or rule.amount is None:
        return None
    begins = calendar.start_of_day(day_zero, programme.tz)
    return calendar.due(kind, rule.amount, begins, programme.tz).on


@verb
def differentiate(*, cycle: Cycle, standing: str, reason: str, by: User, at: datetime) -> Cycle:
    """A planner decides how the factory stands in this year (ENG-4); the worker plans its visits anew."""
    factory = Factory.rows.get(pk=cycle.factory_id)
    require_role(by, *PLANNERS, factory=factory)
    if standing not in set(Standing):
        raise Invalid(_("There is no such standing."), "standing")
    if not reason.strip():
        raise Invalid(_("Write why. The factory reads it."), "reason")
    locked = Cycle.rows.select_for_update().get(pk=cycle.pk)
    if locked.closed_at is not None:
        raise WrongState(_("This cycle is closed. The standing belongs to the open one."))
    cycle.standing, cycle.standing_because, cycle.year_planned_at = standing, reason.strip(), None
    cycle.save(update_fields=["standing", "standing_because", "year_planned_at"])
    return cycle


@verb
def open_next_cycle(*, factory: Factory, by: User, at: datetime) -> Cycle:
    """The factory re-registers for another year; the new cycle waits for its first visit (ENG-3)."""
    require_role(by, Role.ADMINISTRATOR, *PLANNERS, factory=factory)
    Factory.rows.select_for_update().get(pk=factory.pk)
    last = Cycle.rows.of(factory).first()
    if last and last.closed_at is None:
        _close(last, at.astimezone(factory.programme.tz).date(), at)
    return Cycle.rows.create(factory=factory, number=(last.number if last else 0) + 1, opened_at=at)


def _close(cycle: Cycle, today: date, at: datetime) -> None:
    if cycle.ends_on is None or cycle.ends_on > today:
        raise WrongState(_("The current cycle is not over. Re-register the factory when it ends."))
    cycle.closed_at = at
    cycle.save(update_fields=["closed_at"])
