"""An assessor's own assessments, what is due first: for the list and for the first page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from assessments.planned import team_names

SHOWN = 25  # final ones; earlier ones are found at the factory


@dataclass(frozen=True)
class Mine:
    """One assessment, and what its team does next. `today` is the local day at the factory."""

    assessment: Any
    team: list[str]
    can_begin: bool
    window_over: bool

    @property
    def factory(self) -> Any:
        return self.assessment.factory

    @property
    def zone(self) -> str:
        zone: str = self.factory.programme.zone
        return zone

    @property
    def next_step(self) -> tuple[str, str]:
        """What to do next, and where."""
        pk, status = self.assessment.pk, self.assessment.status
        page = reverse("assessment", args=[pk])
        if status == Assessment.Status.PLANNED:
            return (_("Begin at the gate") if self.can_begin else _("Open"), page)
        if status == Assessment.Status.BEGUN and self.assessment.last_day is None:
            return _("Enter answers"), reverse("entry", args=[pk])
        if status == Assessment.Status.BEGUN:
            return _("Write and share findings"), page
        if status == Assessment.Status.SHARED and self.window_over:
            return _("Make final"), page
        return _("Open"), page

    @property
    def state(self) -> str:
        """The key of its badge."""
        if self.assessment.status == Assessment.Status.PLANNED:
            return "secret"
        if self.assessment.status == Assessment.Status.BEGUN and self.assessment.last_day:
            return "collected"
        return str(self.assessment.status)


@dataclass(frozen=True)
class Groups:
    planned: list[Mine]
    under_way: list[Mine]
    final: list[Mine]


def groups(user: User, at: datetime, final: int = SHOWN) -> Groups:
    """Two queries, however many there are. Being on the team is what opens them (`known_to`)."""
    current = Assessment.rows.of_team(user).exclude(status=Assessment.Status.CANCELLED)
    found = list(current.select_related("factory__programme").order_by("-planned_on")[: 4 * SHOWN])
    teams = team_names(found)
    every = [_mine(assessment, teams[assessment.pk], at) for assessment in found]
    return Groups(
        planned=_of(every, Assessment.Status.PLANNED)[::-1],
        under_way=_of(every, Assessment.Status.BEGUN, Assessment.Status.SHARED)[::-1],
        final=_of(every, Assessment.Status.FINALISED)[:final],
    )


def _of(every: Iterable[Mine], *statuses: str) -> list[Mine]:
    return [mine for mine in every if mine.assessment.status in statuses]


def _mine(assessment: Any, team: list[str], at: datetime) -> Mine:
    today = at.astimezone(assessment.factory.programme.tz).date()
    until = assessment.comments_until
    return Mine(
        assessment=assessment,
        team=team,
        can_begin=assessment.planned_on <= today,
        window_over=until is not None and at > until,
    )
