"""Open clocks as one person sees them: mine, the team's, the country's, and those that are late."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from accounts.models import User
from advisory.caseload import minded_by, minded_by_team_of, offices_of
from advisory.incidents.openclocks import OpenClock, open_clocks
from advisory.models import Duty, Escalation
from factories.leave import away_in_words, leave_near
from factories.models import AdvisorAssignment

MINE, TEAM, COUNTRY, LATE = "mine", "team", "country", "lapsed"
READ, NEXT = 60, 4  # duties read for a short list, and the clocks that it shows


class DutyBoard:
    """All counts in one query, a list in another."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user, self.at = user, at
        rows: Any = Duty.objects.visible_to(user)
        self.open = rows.open().timed()

    @property
    def has_team(self) -> bool:
        return bool(offices_of(self.user))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        counts = {name: Count("pk", filter=self._which(name)) for name in (MINE, TEAM, LATE)}
        found: dict[str, int] = self.open.order_by().aggregate(country=Count("pk"), **counts)
        return found

    @property
    def first(self) -> str:
        """What opens without a choice: the own ones, where there are any."""
        return MINE if self.counts[MINE] else COUNTRY

    def shown(self, who: str) -> Any:
        """The soonest first, each with its factory's advisor, and the advisor's leave as `away` reads it."""
        return self._soonest(who).annotate(**self._advisor())

    def next(self, who: str) -> list[OpenClock]:
        """A short list for a first page: what ends next, each clock once."""
        return open_clocks(self._soonest(who)[:READ])[:NEXT]

    def _soonest(self, who: str) -> Any:
        found = self.open if who not in (MINE, TEAM, LATE) else self.open.filter(self._which(who))
        related = ("incident", "buyer", "factory__programme", "acknowledged_by")
        return found.select_related(*related).order_by("due_at", "factory__name")

    def _advisor(self) -> dict[str, Any]:
        assigned = AdvisorAssignment.rows.current()
        name = assigned.filter(factory=OuterRef("factory")).values("advisor__name")
        inside = assigned.filter(factory=OuterRef(OuterRef("factory"))).values("advisor")
        return {"advisor": Subquery(name[:1]), "leave": leave_near(self.user, inside, self.at)}

    def _which(self, name: str) -> Q:
        return {
            MINE: mine(self.user),
            TEAM: Q(factory__in=minded_by_team_of(self.user)),
            LATE: Q(due_at__lt=self.at),
        }[name]


def mine(user: User) -> Q:
    """Of the factories that the person advises or stands in for, and what the person said to have."""
    return Q(factory__in=minded_by(user)) | Q(acknowledged_by=user)


def called(user: User) -> Q:
    """Those to which a rung of the ladder called the person."""
    return Q(pk__in=Escalation.objects.visible_to(user).filter(to=user).values("duty"))


def away(duty: Any, at: datetime) -> str:
    """That the advisor is away on the local day at the factory, until when, and who stands in."""
    return away_in_words(duty.leave, at.astimezone(duty.factory.programme.tz).date())
