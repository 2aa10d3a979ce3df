"""What a change of conditions does to what is planned: computed here for the preview and for applying alike.

A planned visit keeps the form that its advisor wished for where that is possible on its day; else it
becomes virtual where that is; else it waits. Assessments are never changed by a fact: their planners are told.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from advisory.models.visit import Modality as VisitModality
from assessments.models import Assessment
from factories.possible import Possibilities
from planning.deadlines import DueEffect, Move
from programmes.policy import Answer, Verdict
from programmes.services import COLUMNS, Column, Modality, Service
from reporting.models import Report

REPORT_KINDS = set(Report.Kind)
GOOD = {Verdict.POSSIBLE, Verdict.CONDITIONAL}


@dataclass(frozen=True)
class VisitEffect:
    """`then` is the form it takes; empty: it waits until a form is possible again."""

    visit: Any  # `Visit`, or `PlannedVisit`
    now: str
    then: str
    answer: Answer


@dataclass(frozen=True)
class AssessmentEffect:
    assessment: Assessment
    possible: bool  # then


@dataclass(frozen=True)
class ReportEffect:
    """A kind of report that falls away or appears in the country as a whole."""

    service: Service
    now: Verdict
    then: Verdict


@dataclass(frozen=True)
class Effects:
    """All that a change would do among the rows that somebody sees."""

    factories: int = 0
    touched: frozenset[UUID] = frozenset()  # factories whose phase changes
    visits: Sequence[VisitEffect] = ()
    assessments: Sequence[AssessmentEffect] = ()  # those that the reader may see
    reports: Sequence[ReportEffect] = ()
    moves: Sequence[Move] = ()
    dues: Sequence[DueEffect] = ()  # of planned assessments that the reader may see

    @property
    def counts(self) -> Counter[str]:
        """Visits by the form that they take then: “virtual”, “on_site”, “hybrid”, or “waits”."""
        return Counter(effect.then or "waits" for effect in self.visits)

    @property
    def secret(self) -> int:
        """How many planned assessments it touches, of those that the reader may see."""
        rows = [*(each.assessment for each in self.assessments), *(each.assessment for each in self.dues)]
        return len({row.pk for row in rows})

    @property
    def concerned(self) -> set[UUID]:
        """The factories whose people are told: never because of what is planned in secret."""
        changed = [*(each.visit for each in self.visits), *(each.row for each in self.moves)]
        return {row.factory_id for row in changed} | self.touched

    @property
    def figures(self) -> dict[str, int]:
        """What is counted over the list; nothing of it hangs on what is planned in secret."""
        reports = [move for move in self.moves if move.what in REPORT_KINDS]
        how = Counter("appear" if not move.now else "move" if move.then else "fall" for move in reports)
        counts = self.counts | how | Counter(move.what for move in self.moves)
        return {**counts, "kinds": len(self.reports), "phase": len(self.touched), "of": self.factories}

    @property
    def changed(self) -> int:
        return len(self.visits) + len(self.moves)


def of_visits(visits: Iterable[Any], then: Possibilities) -> list[VisitEffect]:
    """Those of the planned visits whose form changes."""
    effects = []
    for visit in visits:
        now = "" if visit.suspended else visit.modality
        form, answer = _form(visit, then)
        if form != now:
            visit.factory = then.factories[visit.factory_id]
            effects.append(VisitEffect(visit, now, form, answer))
    return effects


def _form(visit: Any, then: Possibilities) -> tuple[str, Answer]:
    wished = visit.wished or visit.modality
    answer = then.answer(Service.ADVISORY_VISIT, Modality(wished), visit.on, visit.factory_id)
    if answer.verdict in GOOD:
        return wished, answer
    virtual = then.answer(Service.ADVISORY_VISIT, Modality.VIRTUAL, visit.on, visit.factory_id)
    return (VisitModality.VIRTUAL.value if virtual.verdict in GOOD else ""), answer


def of_assessments(
    assessments: Iterable[Assessment], now: Possibilities, then: Possibilities
) -> list[AssessmentEffect]:
    """Planned ones whose form stops or begins to be possible on their day: for planners alone."""
    effects = []
    for assessment in assessments:
        before, later = (_may_be_held(assessment, rows) for rows in (now, then))
        if before != later:
            effects.append(AssessmentEffect(assessment, later))
    return effects


def _may_be_held(assessment: Assessment, rows: Possibilities) -> bool:
    form = Modality(assessment.modality)
    service = Service.VIRTUAL_COMPLIANCE_CHECK if form is Modality.VIRTUAL else Service.ASSESSMENT
    return rows.answer(service, form, assessment.planned_on, assessment.factory_id).verdict in GOOD


def of_reports(now: Possibilities, then: Possibilities, on: date) -> list[ReportEffect]:
    kinds = [service for service in Service if COLUMNS[service] is Column.REPORTING]
    both = [(kind, now.answer(kind, None, on).verdict, then.answer(kind, None, on).verdict) for kind in kinds]
    return [ReportEffect(*each) for each in both if each[1] is not each[2]]


def touched(now: Possibilities, then: Possibilities, on: date) -> set[UUID]:
    """The factories whose phase changes on that day."""
    return {pk for pk in now.factories if now.phase(pk, on).number != then.phase(pk, on).number}
