"""Who of a national constituent may accompany an assessment, and what such a person reads of it (WHO-11).

They go beside the team and are never among it: no rule of `team.py` counts them. Only people who are nothing
but constituents can be named, because whoever has a place at a factory or a buyer as well would have to keep
its day from the own side.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User
from assessments import assessors
from assessments.models import Accompanied, Assessment
from assessments.team import Verdict, days_of
from factories.models import Agreement, Factory, Opens
from factories.models.agreement import agreed


@dataclass(frozen=True)
class Candidate:
    """A person of a constituent, seen for one factory and the days in question."""

    id: UUID
    name: str
    organisation: Any
    agreed: bool  # an agreement opens it on each of these days
    free: bool | None = True  # None as long as no day is chosen


def person(candidate: Candidate) -> Verdict:
    """May this person be chosen at all?"""
    if not candidate.agreed:
        return Verdict(False, _("The agreement does not open it on these days."))
    if candidate.free is False:
        return Verdict(False, _("Not free."))
    return Verdict(True, _("Free.") if candidate.free else _("Its agreement opens it."))


def rules(chosen: Sequence[Candidate]) -> list[Verdict]:
    """What is to be met for these people together."""
    outside = ", ".join(each.name for each in chosen if not each.agreed)
    taken = ", ".join(each.name for each in chosen if each.free is False)
    return [
        Verdict(
            not outside, _("No agreement opens it on all these days to: %(names)s.") % {"names": outside}
        ),
        Verdict(not taken, _("Not free on these days: %(names)s.") % {"names": taken}),
    ]


def candidates(
    factory: Factory, on: Collection[date], today: date, leaving_out: UUID | None = None
) -> list[Candidate]:
    """By name, those whom an agreement of the factory's country lets accompany today or later.

    `leaving_out` is an assessment whose own days count as free: the one that is being moved.
    """
    people = {held.user_id: held for held in _people(factory, on, today)}
    taken = assessors.unavailable(factory, list(people), on, leaving_out) if people else set()
    return [
        Candidate(
            id=held.user_id,
            name=held.user.name,
            organisation=held.organisation,
            agreed=held.agreed,
            free=held.user_id not in taken if on else None,
        )
        for held in people.values()
    ]


def no_longer_able(assessment: Assessment, people: Collection[UUID], today: date) -> set[UUID]:
    """Who of those named cannot go any more: not free, left, or no agreement on these days. For planners alone."""
    factory = assessment.factory
    on = days_of(assessment.planned_on, assessment.days, factory.programme.weekend)
    able = {each.id for each in candidates(factory, on, today, assessment.pk) if person(each).met}
    return set(people) - able


def _people(factory: Factory, on: Collection[date], today: date) -> "QuerySet[Any]":
    """The memberships of people who are constituents alone, marked where an agreement opens it on all these days."""
    opening = Agreement.rows.approved().opening(Opens.ASSESSMENTS).filter(programme=factory.programme_id)
    lasting = opening.filter(Q(valid_until=None) | Q(valid_until__gt=today))
    own = opening.filter(organisation=OuterRef("organisation_id"))
    every_day = reduce(and_, (Q(Exists(own.holding(day))) for day in on), Q(pk__isnull=False))
    current = Membership.objects.current()
    held = current.filter(role=Role.CONSTITUENT, organisation__in=lasting.values("organisation"))
    elsewhere = current.exclude(role=Role.CONSTITUENT).values("user")
    people = held.filter(user__is_active=True, user__is_machine=False).exclude(user__in=elsewhere)
    marked = people.annotate(agreed=ExpressionWrapper(every_day, output_field=BooleanField()))
    # Of two organisations of one person the last one stays for which it can be named.
    return marked.select_related("user", "organisation").order_by("user__name", "user", "agreed", "pk")


# -- What they read -----------------------------------------------------------------------


def reads_as_company(user: User) -> bool:
    """Nothing but a constituent: whatever else somebody is, such a person accompanies nothing."""
    return {held.role for held in user.roles} == {Role.CONSTITUENT}


def accompanied(user: User) -> "QuerySet[Accompanied]":
    """The assessments that the person accompanies; the view asks again, whatever is asked of it here."""
    found = Accompanied.objects.filter(user_id=user.pk, programme_id__in=agreed(user, Opens.ASSESSMENTS))
    return found.order_by("planned_on", "factory_name")
