"""How a page finds its assessment, and in what quality the person looks at it."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import Http404

from accounts.models import PLANNERS, User
from accounts.visibility import fetch
from assessments.models import Assessment, Companion, TeamMember
from factories.models.visibility import FactoryVisibility, Level


class Door:
    """One assessment as one person may see it; 404 for whoever may not.

    `is_team` and `is_planner` open what is secret; `is_own` are the factory's people.
    """

    def __init__(self, user: User, pk: UUID) -> None:
        found: Any = Assessment.objects.visible_to(user).filter(pk=pk)
        seen = FactoryVisibility.objects.filter(user_id=user.pk, factory_id=OuterRef("factory_id"))
        row = (
            found.select_related("factory__programme", "tool_version", "cycle")
            .annotate(
                levels=ArraySubquery(seen.values("level").distinct()),
                reasons=ArraySubquery(seen.values("reason").distinct()),
            )
            .first()
        )
        if row is None:
            raise Http404
        self.user, self.assessment = user, row
        members: Any = TeamMember.objects.visible_to(user).filter(assessment=row, left_at=None)
        self.team = list(members.select_related("user").order_by("-leads", "user__name"))
        self.levels, self.reasons = set(row.levels), set(row.reasons)
        accompanied = self.is_planner or (self.is_team and row.shared_at is None)
        self.company = self._company() if accompanied else []

    def _company(self) -> list[Any]:
        """Who accompanies it, for planners, and for the team while it goes on."""
        named: Any = Companion.objects.visible_to(self.user).filter(assessment=self.assessment, left_at=None)
        return list(named.select_related("user", "organisation").order_by("organisation__name", "user__name"))

    @property
    def is_team(self) -> bool:
        return any(member.user_id == self.user.pk for member in self.team)

    @property
    def is_planner(self) -> bool:
        return not self.reasons.isdisjoint(role.value for role in PLANNERS)

    @property
    def knows(self) -> bool:
        """On the team or a planner: may read plans, answers and drafts."""
        return self.is_team or self.is_planner

    @property
    def is_own(self) -> bool:
        return Level.OWN in self.levels

    @property
    def zone(self) -> str:
        zone: str = self.assessment.factory.programme.zone
        return zone


def of_team(user: User, pk: UUID) -> Door:
    """For pages of the team alone."""
    door = Door(user, pk)
    if not door.is_team:
        raise Http404
    return door


def of_planner(user: User, pk: UUID) -> Door:
    """For pages of planners alone."""
    door = Door(user, pk)
    if not door.is_planner:
        raise Http404
    return door


__all__ = ["Door", "fetch", "of_planner", "of_team"]
