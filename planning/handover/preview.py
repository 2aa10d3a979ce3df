"""What a hand-over would pass, as the planner may see it: a pure read, always the same number of statements.

What is secret stands here only for whoever knows of it already: a restricted file for its own readers, a planned
assessment for planners and its team. The others' pages are the same whether there is one or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from advisory.integrity.shown import by_name
from advisory.models import Duty, Meeting, PlanItem, RestrictedReader, Visit, ZeroToleranceFile
from assessments.models import Assessment, TeamMember
from factories.models import AdvisorAssignment, Factory
from planning.handover.office import UNDER_WAY, Successors, assigned_in, successors
from programmes.models import CountryProgramme
from reporting.models import Report

SHOWN = 20
SOON = timedelta(days=61)


@dataclass(frozen=True)
class Line:
    """A factory that would pass, and what hangs on its advisor."""

    factory: Factory
    deputy: User | None
    visits: int
    unlogged: int  # planned, their day over, and not logged
    duties: int
    checks: int  # plan items that the factory says are done
    reports: int


@dataclass(frozen=True)
class Preview:
    planner: User
    programme: CountryProgramme
    advisor: User
    at: datetime

    @property
    def today(self) -> date:
        return self.at.astimezone(self.programme.tz).date()

    @cached_property
    def assigned(self) -> list[AdvisorAssignment]:
        rows = assigned_in(self.planner, self.programme).filter(advisor=self.advisor)
        return list(rows.select_related("factory__programme", "deputy").order_by("factory__name", "pk"))

    @cached_property
    def _factories(self) -> list[UUID]:
        return [each.factory_id for each in self.assigned]

    @cached_property
    def successors(self) -> Successors:
        return successors(self.planner, self.programme, self.advisor, self._factories, self.today)

    @cached_property
    def lines(self) -> list[Line]:
        visits = self._counted(self._visits.filter(on__gte=self.today))
        unlogged = self._counted(self._visits.filter(on__lt=self.today))
        duties, checks = self._counted(self._duties), self._counted(self._checks)
        reports = self._counted(self._reports)
        return [
            Line(
                factory=each.factory,
                deputy=each.deputy,
                visits=visits.get(each.factory_id, 0),
                unlogged=unlogged.get(each.factory_id, 0),
                duties=duties.get(each.factory_id, 0),
                checks=checks.get(each.factory_id, 0),
                reports=reports.get(each.factory_id, 0),
            )
            for each in self.assigned
        ]

    @property
    def figures(self) -> list[Mapping[str, object]]:
        words = {
            "visits": _("Planned visits"),
            "duties": _("Open duties"),
            "checks": _("Items to check"),
            "reports": _("Reports to write"),
        }
        summed = [
            {"label": said, "figure": sum(getattr(line, name) for line in self.lines)}
            for name, said in words.items()
        ]
        return [{"label": _("Factories"), "figure": len(self.lines)}, *summed]

    @cached_property
    def duties(self) -> list[Duty]:
        """The clocks that end first; who took one on stands beside it."""
        related = ("incident", "buyer", "factory__programme", "acknowledged_by")
        running = self._duties.filter(due_at__isnull=False)
        return list(running.select_related(*related).order_by("due_at", "pk")[:SHOWN])

    @cached_property
    def visits(self) -> list[Visit]:
        near = self._visits.filter(on__lte=self.today + SOON).select_related("factory__programme")
        return list(near.order_by("on", "factory__name")[:SHOWN])

    @cached_property
    def meetings(self) -> list[Meeting]:
        rows = self._meetings.select_related("factory__programme")
        return list(rows.order_by("planned_for")[:SHOWN])

    @cached_property
    def deputy_of(self) -> list[AdvisorAssignment]:
        """Where the person is the deputy of another advisor; that stays until somebody changes it."""
        rows = assigned_in(self.planner, self.programme).filter(deputy=self.advisor)
        return list(rows.select_related("factory", "advisor").order_by("factory__name")[:SHOWN])

    # -- Secrets, for whoever knows them -------------------------------------------------

    @cached_property
    def assessments(self) -> list[Assessment]:
        """Planned or under way, with this person on the team; the team is changed there."""
        rows: Any = Assessment.objects.visible_to(self.planner)
        teams: Any = TeamMember.objects.visible_to(self.planner)
        named = teams.filter(user=self.advisor, left_at=None).values("assessment")
        found = rows.filter(pk__in=named, status__in=UNDER_WAY).select_related("factory__programme")
        return list(found.order_by("planned_on")[:SHOWN])

    @cached_property
    def files(self) -> list[ZeroToleranceFile]:
        """Open restricted files that name both the planner and this person."""
        rows: Any = ZeroToleranceFile.objects.visible_to(self.planner)
        open_ones = rows.filter(
            status__in=[ZeroToleranceFile.Status.SUSPECTED, ZeroToleranceFile.Status.ACTIVE]
        )
        found = open_ones.select_related("factory__programme").order_by("opened_at")
        return [file for file in found if self.advisor.pk in by_name(self.planner, file)]

    @cached_property
    def decided(self) -> list[ZeroToleranceFile]:
        """Those of them on which the planner decides."""
        mine = RestrictedReader.objects.filter(user_id=self.planner.pk, decides=True)
        deciding = set(mine.values_list("file_id", flat=True)) if self.files else set()
        return [file for file in self.files if file.pk in deciding]

    # -- What hangs on an advisor ---------------------------------------------------------

    def _counted(self, rows: Any) -> Mapping[UUID, int]:
        counts = rows.order_by().values("factory").annotate(n=Count("pk"))
        return {row["factory"]: row["n"] for row in counts}

    def _of_factories(self, model: Any) -> Any:
        return model.objects.visible_to(self.planner).filter(factory__in=self._factories)

    @property
    def _visits(self) -> Any:
        return self._of_factories(Visit).planned().filter(advisor=self.advisor)

    @property
    def _duties(self) -> Any:
        return self._of_factories(Duty).open()

    @property
    def _checks(self) -> Any:
        return self._of_factories(PlanItem).filter(status=PlanItem.Status.DONE)

    @property
    def _meetings(self) -> Any:
        return self._of_factories(Meeting).filter(held_on=None, planned_for__gte=self.at)

    @property
    def _reports(self) -> Any:
        """The programme's own progress reports are the advisor's to write."""
        rows = self._of_factories(Report).open().filter(kind=Report.Kind.PROGRESS_2)
        return rows.filter(status__in=[Report.Status.DUE, Report.Status.RECALLED])
