"""What the planning page says of each factory: how far its cycle is, when it was assessed last,
when it may be assessed next, and what is planned. For planners alone (ASM-2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

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
    last_at: Any  # when the last assessment began
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
    rows = rows.filter(
        closed_at=None,
        factory__status=Factory.Status.ACTIVE,
        factory__programme__in=programmes_of(user),
    )
    if words := asked.words:
        rows = rows.filter(Q(factory__name__icontains=words) | Q(factory__code__istartswith=words))
    found: QuerySet[Any] = _in_state(_annotated(user, rows), asked.state, today, lengths)
    return found.select_related("factory__programme").order_by(
        "assessed", F("day_zero").asc(nulls_last=True), "factory__name"
    )


def _annotated(user: User, rows: Any) -> Any:
    of_factory: Any = Assessment.objects.visible_to(user).filter(factory=OuterRef("factory"))
    begun = of_factory.filter(begun_at__isnull=False).order_by("-begun_at")
    return rows.annotate(
        last_at=Subquery(begun.values("begun_at")[:1]),
        assessed=Exists(of_factory.filter(cycle=OuterRef("pk"), begun_at__isnull=False)),
        is_planned=Exists(of_factory.filter(status=Assessment.Status.PLANNED)),
        is_under_way=Exists(
            of_factory.filter(status__in=[Assessment.Status.BEGUN, Assessment.Status.SHARED])
        ),
    )


def _in_state(rows: Any, state: str, today: date, lengths: Mapping[UUID, int]) -> Any:
    if state == PLANNED:
        return rows.filter(is_planned=True)
    if state == BEGUN:
        return rows.filter(is_under_way=True)
    if state == READY:
        possible = Q(initial_advisory_until__lte=today)
        for programme, length in lengths.items():
            since = today - timedelta(days=length)
            possible |= Q(initial_advisory_until=None, factory__programme=programme, day_zero__lte=since)
        return rows.filter(possible, assessed=False, is_planned=False)
    return rows


def lines(user: User, page: Iterable[Any], today: date, lengths: Mapping[UUID, int]) -> list[Line]:
    """The rows of one page; two queries more, however many rows there are."""
    shown = list(page)
    plans = _plans(user, [cycle.factory_id for cycle in shown])
    return [_row(cycle, today, lengths, plans.get(cycle.factory_id)) for cycle in shown]


def _row(cycle: Any, today: date, lengths: Mapping[UUID, int], plan: Plan | None) -> Line:
    since = cycle.day_zero
    possible = _possible_from(cycle, timedelta(days=lengths.get(cycle.factory.programme_id, 0)))
    return Line(
        cycle=cycle,
        day=(today - since).days if since else None,
        possible_from=possible,
        is_possible=bool(possible and possible <= today and not cycle.assessed),
        last_at=cycle.last_at,
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
    of_page: Any = Assessment.objects.visible_to(user)
    found = list(
        of_page.filter(factory__in=factories, status__in=CURRENT).select_related("factory__programme")
    )
    teams = team_names(user, [assessment.pk for assessment in found])
    return {
        assessment.factory_id: Plan(
            assessment,
            days_of(assessment.planned_on, assessment.days, assessment.factory.programme.weekend),
            teams[assessment.pk],
        )
        for assessment in sorted(found, key=lambda each: each.status == Assessment.Status.PLANNED)
    }


def team_names(user: User, assessments: list[UUID]) -> dict[UUID, list[str]]:
    members: Any = TeamMember.objects.visible_to(user)
    named = members.filter(assessment__in=assessments, left_at=None).order_by("-leads", "user__name")
    teams: dict[UUID, list[str]] = defaultdict(list)
    for member in named.select_related("user"):
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
