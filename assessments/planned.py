"""What the planning page says of each factory: how far its cycle is, when it was assessed last,
when it may be assessed next, and what is planned. For planners alone (ASM-2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Max, Prefetch, Q, QuerySet

from accounts.models import User
from assessments.models import Assessment, TeamMember
from assessments.models.assessment import planned_for_by
from assessments.team import days_of
from factories.models import Cycle, Factory
from programmes import calendar
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import Kind

ALL, READY, PLANNED, BEGUN = "", "ready", "planned", "begun"
CURRENT = (Assessment.Status.PLANNED, Assessment.Status.BEGUN, Assessment.Status.SHARED)


@dataclass(frozen=True)
class Line:
    """One factory of the list, with its open cycle. Dates are local at the factory."""

    cycle: Any
    day: int | None  # days since day zero
    possible_from: date | None  # about the hundredth day; none while there is no day zero
    is_possible: bool
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


def cycles(user: User, asked: Asked, today: date, lengths: Mapping[UUID, int]) -> "QuerySet[Any]":
    """Open cycles of active factories, those to assess first: not yet in this cycle, longest since
    their day zero."""
    rows: Any = Cycle.objects.visible_to(user)
    rows = rows.filter(closed_at=None, factory__in=_factories(user, asked.words))
    assessed = _of_programmes(user).filter(begun_at__isnull=False).values("cycle")
    marked = rows.annotate(assessed=ExpressionWrapper(Q(pk__in=assessed), output_field=BooleanField()))
    found: QuerySet[Any] = _in_state(user, marked, asked.state, today, lengths)
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


def _in_state(user: User, rows: Any, state: str, today: date, lengths: Mapping[UUID, int]) -> Any:
    current = _of_programmes(user)
    planned = Q(factory__in=current.planned().values("factory"))
    if state == PLANNED:
        return rows.filter(planned)
    if state == BEGUN:
        under_way = current.filter(status__in=[Assessment.Status.BEGUN, Assessment.Status.SHARED])
        return rows.filter(factory__in=under_way.values("factory"))
    if state == READY:
        return rows.exclude(planned).filter(_possible(today, lengths), assessed=False)
    return rows


def _possible(today: date, lengths: Mapping[UUID, int]) -> Q:
    """About the hundredth day of the cycle has come."""
    possible = Q(initial_advisory_until__lte=today)
    for programme, length in lengths.items():
        since = today - timedelta(days=length)
        possible |= Q(initial_advisory_until=None, factory__programme=programme, day_zero__lte=since)
    return possible


def lines(user: User, page: Iterable[Any], today: date, lengths: Mapping[UUID, int]) -> list[Line]:
    """The rows of one page; three queries more, however many rows there are."""
    shown = list(page)
    factories = [cycle.factory_id for cycle in shown]
    plans, last = _plans(user, factories), _last_begun(user, factories)
    return [
        _row(cycle, today, lengths, plans.get(cycle.factory_id), last.get(cycle.factory_id))
        for cycle in shown
    ]


def _last_begun(user: User, factories: list[UUID]) -> dict[UUID, datetime]:
    begun = _of_programmes(user).filter(factory__in=factories, begun_at__isnull=False)
    last = begun.order_by().values("factory").annotate(last=Max("begun_at"))
    return dict(last.values_list("factory", "last"))


def _row(
    cycle: Any, today: date, lengths: Mapping[UUID, int], plan: Plan | None, last: datetime | None
) -> Line:
    since = cycle.day_zero
    possible = _possible_from(cycle, timedelta(days=lengths.get(cycle.factory.programme_id, 0)))
    return Line(
        cycle=cycle,
        day=(today - since).days if since else None,
        possible_from=possible,
        is_possible=bool(possible and possible <= today and not cycle.assessed),
        last_at=last,
        assessed=cycle.assessed,
        plan=plan,
    )


def _possible_from(cycle: Any, length: timedelta) -> date | None:
    """About the hundredth day of this cycle; once assessed in it, of the next one."""
    if cycle.assessed and cycle.ends_on:
        after: date = cycle.ends_on + length
        return after
    if cycle.day_zero is None:
        return None
    since: date = cycle.initial_advisory_until or cycle.day_zero + length
    return since


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


def lengths_of(programmes: Iterable[CountryProgramme], today: date) -> dict[UUID, int]:
    """After how many days of a cycle each programme assesses, as the initial advisory is long."""
    rules = list(CalendarRule.objects.filter(kind=Kind.INITIAL_ADVISORY))
    lengths = {}
    for programme in programmes:
        own = [rule for rule in rules if rule.programme_id in (None, programme.pk)]
        rule = calendar.in_force(own, Kind.INITIAL_ADVISORY, today)
        lengths[programme.pk] = (rule.amount or 0) if rule else 0
    return lengths
