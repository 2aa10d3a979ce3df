"""The assessors of a programme, as they stand for one factory on certain days: what the rules of
`team.py` need to know, read in a fixed number of queries."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import Membership, Role
from advisory.models import Visit
from assessments.models import Assessment, TeamDay, TeamMember
from assessments.team import Candidate, days_of
from factories.models import AdvisorAssignment, Cycle, Factory, barred

LONGEST = 14  # days between the first and the last day of an assessment, weekends included


def candidates(
    factory: Factory, on: Collection[date], cycle: Cycle, leaving_out: UUID | None = None
) -> list[Candidate]:
    """Every assessor of the factory's programme by name, judged for these days.

    `leaving_out` is an assessment whose own days count as free: the one that is being moved.
    """
    held = Membership.objects.current().filter(
        role=Role.ASSESSOR, organisation__programme=factory.programme_id, user__is_active=True
    )
    advisors = advising(factory, cycle)
    memberships = list(held.select_related("user").order_by("user__name"))
    people = [membership.user_id for membership in memberships]
    taken = unavailable(factory, people, on, leaving_out)
    return [
        Candidate(
            id=membership.user_id,
            name=membership.user.name,
            experienced=membership.experienced,
            advises=membership.user_id in advisors,
            free=membership.user_id not in taken if on else None,
        )
        for membership in memberships
    ]


def no_longer_free(assessment: Assessment, team: Collection[UUID]) -> set[UUID]:
    """Who of a planned team cannot go any more: declared or planned elsewhere since. For planners alone.

    Every reason is asked, so that what a planner reads tells none of them.
    """
    factory = assessment.factory
    on = days_of(assessment.planned_on, assessment.days, factory.programme.weekend)
    return unavailable(factory, team, on, assessment.pk).intersection(team)


def unavailable(
    factory: Factory, people: Collection[UUID], on: Collection[date], leaving_out: UUID | None = None
) -> set[UUID]:
    """Who is taken on one of these days, or whom a conflict of interest keeps away; perhaps others too."""
    return _taken(people, on, factory.programme.weekend, leaving_out) | _barred(factory, on)


def advising(factory: Factory, cycle: Cycle) -> set[UUID]:
    """Who advises the factory now, or did at some time in this cycle."""
    assignments = AdvisorAssignment.rows.filter(factory=factory).exclude(ended_at__lt=cycle.opened_at)
    return set(assignments.values_list("advisor_id", flat=True))


def last_team(factory: Factory, before: UUID | None = None) -> set[UUID]:
    """Who assessed the factory the last time; `before` is the assessment to look back from."""
    begun = Assessment.rows.begun().filter(factory=factory)
    others = begun.exclude(pk=before) if before else begun
    last = others.order_by("-begun_at").values("pk")[:1]
    return set(TeamMember.rows.named().filter(assessment__in=last).values_list("user_id", flat=True))


def _barred(factory: Factory, on: Collection[date]) -> set[UUID]:
    """Whom a conflict of interest keeps away: to those who plan they are “not free”, without a word of why."""
    return set(barred(factory, min(on), max(on))) if on else set()


def _taken(
    people: Iterable[UUID], on: Collection[date], weekend: list[int], leaving_out: UUID | None
) -> set[UUID]:
    """Who of them is on another team, or visits a factory, on one of these days."""
    if not on:
        return set()
    first, last, chosen = min(on) - timedelta(days=LONGEST), max(on), list(people)
    teams = TeamDay.objects.filter(user_id__in=chosen, first_day__gte=first, first_day__lte=last)
    busy = {
        day.user_id
        for day in teams
        if day.assessment_id != leaving_out
        and not set(on).isdisjoint(days_of(day.first_day, day.days, weekend))
    }
    # A day that the year's plan chose, and no person, gives way to an assessment.
    tentative = Q(status=Visit.Status.PLANNED, slot__isnull=False, fixed=False)
    visits = Visit.rows.filter(~tentative, advisor__in=chosen, on__in=on)
    visits = visits.exclude(status=Visit.Status.CANCELLED)
    return busy | set(visits.values_list("advisor_id", flat=True))
