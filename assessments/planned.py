"""What the planning page says of each factory: how far its cycle is, when it was assessed last,
when it may be assessed next, and what is planned. For planners alone (ASM-2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch, Q, QuerySet

from accounts.models import User
from assessments.models import Assessment, TeamMember
from assessments.models.assessment import planned_for_by
from assessments.team import days_of
from assessments.window import KINDS, Engagement, Window, window
from factories.models import Cycle, Factory
from programmes import calendar
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import Kind

ALL, READY, PLANNED, BEGUN = "", "ready", "planned", "begun"
Rules = Mapping[UUID, list[Any]]  # calendar rows by programme
Assessed = dict[UUID, list[tuple[date, datetime]]]  # by factory: last days of data collection, and begins
CURRENT = (Assessment.Status.PLANNED, Assessment.Status.BEGUN, Assessment.Status.SHARED)


@dataclass(frozen=True)
class Line:
    """One factory of the list, with its open cycle. Dates are local at the factory."""

    cycle: Any
    day: int | None  # days since day zero
    window: "Window[Any] | None"  # in which it is to be assessed next in this cycle; none: not any more
    possible_from: date | None  # that window's first day, else about when in the next cycle
    is_possible: bool
    is_late: bool  # the window is over, and nothing is planned
    last_at: datetime | None  # when the last assessment began
    assessed: bool  # in this cycle
    plan: "Plan | None"

    @property
    def factory(self) -> Factory:
        factory: Factory = self.cycle.factory
        return factory


@dataclass(frozen=True)
class Plan:
    """What is planned or under way at a factory, and its team's names, the leader first."""

    assessment: Assessment
    days: list[date]
    team: list[str]


def programmes_of(user: User) -> "QuerySet[CountryProgramme]":
    """The programmes for which this person plans."""
    return CountryProgramme.objects.filter(organisation__in=planned_for_by(user).values("organisation"))


@dataclass(frozen=True)
class Asked:
    """What the planner looks for: words of a name, and a state of the list."""

    words: str = ""
    state: str = ALL


def cycles(user: User, asked: Asked, today: date, rules: Rules) -> "QuerySet[Any]":
    """Open cycles of active factories, those to assess first: not yet in this cycle, longest since
    their day zero."""
    rows: Any = Cycle.objects.visible_to(user)
    rows = rows.filter(closed_at=None, factory__in=_factories(user, asked.words))
    assessed = _of_programmes(user).filter(begun_at__isnull=False).values("cycle")
    marked = rows.annotate(assessed=ExpressionWrapper(Q(pk__in=assessed), output_field=BooleanField()))
    found: QuerySet[Any] = _in_state(user, marked, asked.state, today, rules)
    factory = Prefetch("factory", Factory.rows.select_related("programme"))  # of the page alone
    return found.prefetch_related(factory).order_by("assessed", F("day_zero").asc(nulls_last=True), "pk")


def _factories(user: User, words: str) -> Any:
    active = Factory.rows.filter(status=Factory.Status.ACTIVE, programme__in=programmes_of(user))
    if words:
        active = active.filter(Q(name__icontains=words) | Q(code__istartswith=words))
    return active.values("pk")


def _of_programmes(user: User) -> Any:
    """Every assessment of the programmes that the person plans for: all of them are the planner's
    to see. Asked as sets (IN), not row by row: row security is then evaluated once, not for each
    factory of the list."""
    return Assessment.rows.filter(factory__programme__in=programmes_of(user))


def _in_state(user: User, rows: Any, state: str, today: date, rules: Rules) -> Any:
    current = _of_programmes(user)
    planned = Q(factory__in=current.planned().values("factory"))
    if state == PLANNED:
        return rows.filter(planned)
    if state == BEGUN:
        under_way = current.filter(status__in=[Assessment.Status.BEGUN, Assessment.Status.SHARED])
        return rows.filter(factory__in=under_way.values("factory"))
    if state == READY:
        waiting = list(_waiting(user, rows))
        found = windows(user, waiting, rules)
        return rows.filter(pk__in=[cycle.pk for cycle in waiting if _is_open(found.get(cycle.pk), today)])
    return rows


def ready(user: User, today: date, rules: Rules) -> list[Any]:
    """Cycles whose window is open and in which nothing is planned, those longest under way first."""
    rows: Any = Cycle.objects.visible_to(user)
    waiting = list(_waiting(user, rows.filter(closed_at=None, factory__in=_factories(user, ""))))
    found = windows(user, waiting, rules)
    return [cycle for cycle in waiting if _is_open(found.get(cycle.pk), today)]


def _waiting(user: User, rows: Any) -> Any:
    planned = _of_programmes(user).planned().values("factory")
    begun = rows.filter(day_zero__isnull=False).exclude(factory__in=planned)
    return begun.select_related("factory__programme").order_by("day_zero", "pk")


def _is_open(next_: "Window[Any] | None", today: date) -> bool:
    return next_ is not None and next_.opens <= today


def windows(user: User, waiting: Sequence[Any], rules: Rules) -> "dict[UUID, Window[Any] | None]":
    """When each of these cycles is to be assessed next; one query, however many there are."""
    return _windows(waiting, rules, _assessed(user, [cycle.factory_id for cycle in waiting]))


def _windows(waiting: Iterable[Any], rules: Rules, known: Assessed) -> "dict[UUID, Window[Any] | None]":
    begun = [cycle for cycle in waiting if cycle.day_zero and cycle.ends_on]
    return {cycle.pk: window(rules[cycle.factory.programme_id], _engagement(cycle, known)) for cycle in begun}


def _engagement(cycle: Any, known: Assessed) -> Engagement:
    return Engagement(
        number=cycle.number,
        day_zero=cycle.day_zero,
        ends_on=cycle.ends_on,
        until=cycle.initial_advisory_until,
        standing=cycle.standing,
        assessed=[last for last, _began in known.get(cycle.factory_id, ())],
    )


def _assessed(user: User, factories: list[UUID]) -> Assessed:
    begun = _of_programmes(user).filter(factory__in=factories, begun_at__isnull=False)
    found: Assessed = defaultdict(list)
    for factory, last, began in begun.order_by().values_list("factory", "last_day", "begun_at"):
        found[factory].append((last or began.date(), began))
    return found


def lines(user: User, page: Iterable[Any], today: date, rules: Rules) -> list[Line]:
    """The rows of one page; three queries more, however many rows there are."""
    shown = list(page)
    factories = [cycle.factory_id for cycle in shown]
    plans, known = _plans(user, factories), _assessed(user, factories)
    next_ = _windows(shown, rules, known)
    last = {factory: max(began for _last, began in found) for factory, found in known.items()}
    return [
        _row(
            cycle, today, next_.get(cycle.pk), plans.get(cycle.factory_id), last.get(cycle.factory_id), rules
        )
        for cycle in shown
    ]


def _row(
    cycle: Any,
    today: date,
    next_: "Window[Any] | None",
    plan: Plan | None,
    last: datetime | None,
    rules: Rules,
) -> Line:
    since = cycle.day_zero
    return Line(
        cycle=cycle,
        day=(today - since).days if since else None,
        window=next_,
        possible_from=next_.opens if next_ else _in_the_next_cycle(cycle, rules),
        is_possible=next_ is not None and next_.opens <= today,
        is_late=next_ is not None and next_.closes < today and plan is None,
        last_at=last,
        assessed=cycle.assessed,
        plan=plan,
    )


def _in_the_next_cycle(cycle: Any, rules: Rules) -> date | None:
    if cycle.ends_on is None:
        return None
    rule = calendar.in_force(rules[cycle.factory.programme_id], Kind.ROUTINE_ASSESSMENT, cycle.ends_on)
    return cycle.ends_on + timedelta(days=(rule.amount or 0) if rule else 0)  # type: ignore[no-any-return]


def _plans(user: User, factories: list[UUID]) -> dict[UUID, Plan]:
    of_page = _of_programmes(user).filter(factory__in=factories, status__in=CURRENT)
    found = list(of_page.select_related("factory__programme"))
    teams = team_names(found)
    return {
        assessment.factory_id: Plan(
            assessment,
            days_of(assessment.planned_on, assessment.days, assessment.factory.programme.weekend),
            teams[assessment.pk],
        )
        for assessment in sorted(found, key=lambda each: each.status == Assessment.Status.PLANNED)
    }


def team_names(assessments: Sequence[Assessment]) -> dict[UUID, list[str]]:
    """The names of each team, the leader first, of assessments that came through the door: who
    sees an assessment sees its team."""
    named = TeamMember.rows.named().filter(assessment__in=[row.pk for row in assessments])
    teams: dict[UUID, list[str]] = defaultdict(list)
    for member in named.select_related("user").order_by("-leads", "user__name"):
        teams[member.assessment_id].append(member.user.name)
    return teams


def rules_of(programmes: Iterable[CountryProgramme]) -> Rules:
    """The rows that open windows, of each programme."""
    rows = list(CalendarRule.objects.filter(kind__in=KINDS))
    return {
        programme.pk: [row for row in rows if row.programme_id in (None, programme.pk)]
        for programme in programmes
    }
