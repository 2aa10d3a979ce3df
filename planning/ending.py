"""The end of an engagement (ENG-12): a cycle that is over is told, lapses, and what was planned is called off.

What a factory was promised before it lapsed, left or closed stays promised: reports of begun assessments
are due as they were, or waived by a person, one by one.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.lifecycle import advance
from accounts.models import Membership, Role
from accounts.trail import acting
from advisory.models import Visit
from assessments.actions.planning import withdraw
from assessments.models import Assessment
from factories import outbox
from factories.models import Cycle, Factory, Message
from planning.telling import people_of
from programmes import calendar
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import Kind

BATCH = 100
OVER = (Factory.Status.LAPSED, Factory.Status.LEFT, Factory.Status.CLOSED)


def end_engagements(at: datetime) -> int:
    """Tells of cycles that are over, lapses factories whose time to re-register has run out; returns how many."""
    done = 0
    for programme in _with_cycles_over(at):
        today = at.astimezone(programme.tz).date()
        rules: list[Any] = list(CalendarRule.objects.for_programme(programme).filter(kind=Kind.LAPSE))
        while told := _tell_batch(programme, rules, today, at):
            done += told
        for cycle in _lapsing(programme, rules, today):
            done += _lapse(cycle, at)
    while called_off := _call_off_batch(at):
        done += called_off
    return done


def _with_cycles_over(at: datetime) -> Iterable[CountryProgramme]:
    """On the ordinary day there is none; the exact day is judged in each one's own zone."""
    over = Cycle.rows.over(at.date() + timedelta(days=1)).filter(factory__programme=OuterRef("pk"))
    return CountryProgramme.objects.filter(Exists(over.filter(factory__status=Factory.Status.ACTIVE)))


# -- A cycle is over --------------------------------------------------------------------------


def _tell_batch(programme: CountryProgramme, rules: list[Any], today: date, at: datetime) -> int:
    with transaction.atomic(), acting("planning.tell_over", by=None, at=at):
        untold = Cycle.rows.over(today).filter(
            over_told_at=None, factory__programme=programme, factory__status=Factory.Status.ACTIVE
        )
        locked = untold.select_related("factory").select_for_update(skip_locked=True, of=("self",))
        cycles = list(locked.order_by("pk")[:BATCH])
        outbox.enqueue_all(_tellings(programme, cycles, rules, at))
        Cycle.rows.filter(pk__in=[cycle.pk for cycle in cycles]).update(over_told_at=at)
    return len(cycles)


def _tellings(
    programme: CountryProgramme, cycles: Iterable[Cycle], rules: list[Any], at: datetime
) -> Iterator[Message]:
    """To the factory's managers, its advisor, and the administrators who re-register it."""
    of = {cycle.factory_id: cycle for cycle in cycles}
    office = Membership.objects.current().filter(
        organisation=programme.organisation_id, role=Role.ADMINISTRATOR, user__is_active=True
    )
    administrators = [held.user for held in office.select_related("user")]
    people = [*people_of(set(of)), *((pk, person) for pk in of for person in administrators)]
    for factory_id, person in people:
        cycle, last = of[factory_id], lapses_on(of[factory_id], rules)
        facts = {"day": _iso(cycle.ends_on), "lapses": _iso(last), "number": cycle.number}
        yield outbox.message(
            key=f"cycle_over:{cycle.pk}:{person.pk}",
            kind="cycle_over",
            to=person,
            at=at,
            factory=cycle.factory,
            subject_id=factory_id,
            facts=facts,
        )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def lapses_on(cycle: Cycle, rules: Iterable[Any]) -> date | None:
    """The local day on which the factory lapses, by the rule in force on its cycle's last day; none where it is off."""
    if cycle.ends_on is None:
        return None
    rule = calendar.in_force(rules, Kind.LAPSE, cycle.ends_on)
    return None if rule is None or rule.amount is None else cycle.ends_on + timedelta(days=rule.amount)


# -- It lapses --------------------------------------------------------------------------------


def _lapsing(programme: CountryProgramme, rules: list[Any], today: date) -> list[Cycle]:
    over = Cycle.rows.over(today).filter(
        factory__programme=programme, factory__status=Factory.Status.ACTIVE, over_told_at__isnull=False
    )
    last = ((cycle, lapses_on(cycle, rules)) for cycle in over.select_related("factory__programme"))
    return [cycle for cycle, day in last if day and day <= today]


def _lapse(cycle: Cycle, at: datetime) -> int:
    with transaction.atomic(), acting("planning.lapse", by=None, at=at):
        locked = Cycle.rows.select_for_update(skip_locked=True).filter(pk=cycle.pk, closed_at=None).first()
        if locked is None:
            return 0
        with translation.override((cycle.factory.programme.languages or ["en"])[0]):
            reason = _("Not re-registered after its cycle ended on %(day)s.") % {"day": _iso(cycle.ends_on)}
        advance(cycle.factory, Factory.Status.LAPSED, status_reason=reason, access_ended_at=at)
        locked.closed_at = at
        locked.save(update_fields=["closed_at"])
    return 1


# -- What was planned is called off -------------------------------------------------------------


def _call_off_batch(at: datetime) -> int:
    """Visits and assessments that are planned at factories which take part no longer."""
    with transaction.atomic(), acting("planning.call_off", by=None, at=at):
        gone: dict[str, Any] = {"factory__status__in": OVER}
        visits = _locked(Visit.rows.planned().filter(**gone))
        for visit in visits:
            advance(visit, Visit.Status.CANCELLED, cancelled_reason=visit.factory.status_reason)
        assessments = _locked(Assessment.rows.planned().filter(**gone))
        for assessment in assessments:
            withdraw(assessment, assessment.factory.status_reason, at)
    return len(visits) + len(assessments)


def _locked(rows: Any) -> list[Any]:
    return list(rows.select_related("factory").select_for_update(skip_locked=True, of=("self",))[:BATCH])
