"""What a change of conditions does to what is planned: computed here for the preview and for applying alike.

A planned visit keeps the form that its advisor wished for where that is possible on its day; else it
becomes virtual where that is; else it waits. Assessments are never changed by a fact: their planners are told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
class Alike:
    """Planned visits of one day in one form: hundreds of thousands are of a few hundred such kinds.

    `visits` and `factories` are ids as text, one beside the other, in the order in which a list names them.
    """

    on: date
    modality: str
    wished: str
    suspended: bool
    visits: Sequence[str]
    factories: Sequence[str]


@dataclass(frozen=True)
class VisitEffect:
    """Visits that change alike. `then` is the form they take; empty: they wait until a form is possible again."""

    on: date
    wished: str
    now: str
    then: str
    visits: Mapping[str, Any]  # by its id as text: the factory of each


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
    touched: Sequence[Any] = ()  # factories whose phase changes
    visits: Sequence[VisitEffect] = ()
    assessments: Sequence[AssessmentEffect] = ()  # those that the reader may see
    reports: Sequence[ReportEffect] = ()
    moves: Sequence[Move] = ()
    dues: Sequence[DueEffect] = ()  # of planned assessments that the reader may see

    @property
    def counts(self) -> Counter[str]:
        """Visits by the form that they take then: “virtual”, “on_site”, “hybrid”, or “waits”."""
        found: Counter[str] = Counter()
        for effect in self.visits:
            found[effect.then or "waits"] += len(effect.visits)
        return found

    @property
    def secret(self) -> int:
        """How many planned assessments it touches, of those that the reader may see."""
        rows = [*(each.assessment for each in self.assessments), *(each.assessment for each in self.dues)]
        return len({row.pk for row in rows})

    @property
    def concerned(self) -> dict[UUID, Any]:
        """The factories whose people are told, by key: never because of what is planned in secret."""
        of_visits = (factory for each in self.visits for factory in each.visits.values())
        every = [*of_visits, *(move.row.factory for move in self.moves), *self.touched]
        return {factory.pk: factory for factory in every}

    @property
    def figures(self) -> dict[str, int]:
        """What is counted over the list; nothing of it hangs on what is planned in secret."""
        reports = [move for move in self.moves if move.what in REPORT_KINDS]
        how = Counter("appear" if not move.now else "move" if move.then else "fall" for move in reports)
        counts = self.counts | how | Counter(move.what for move in self.moves)
        return {**counts, "kinds": len(self.reports), "phase": len(self.touched), "of": self.factories}

    @property
    def changed(self) -> int:
        return number(self.visits) + len(self.moves)


def number(changed: Iterable[VisitEffect]) -> int:
    """How many visits these are."""
    return sum(len(effect.visits) for effect in changed)


def by_factory(changed: Iterable[VisitEffect]) -> Counter[UUID]:
    """How many of them each factory has."""
    return Counter(factory.pk for effect in changed for factory in effect.visits.values())


def of_visits(planned: Iterable[Alike], then: Possibilities) -> list[VisitEffect]:
    """Those of the planned visits whose form changes."""
    factories = {str(pk): factory for pk, factory in then.factories.items()}
    return [effect for alike in planned for effect in _of_alike(alike, factories, then)]


def _of_alike(alike: Alike, factories: Mapping[str, Any], then: Possibilities) -> list[VisitEffect]:
    """One answer for each kind of factory; visits that take the same form together."""
    wished, now = alike.wished or alike.modality, "" if alike.suspended else alike.modality
    forms: dict[object, str] = {}
    found: dict[str, dict[str, Any]] = {}
    for visit, of in zip(alike.visits, alike.factories, strict=True):
        factory = factories[of]
        kind = then.kind(factory, alike.on)
        if kind not in forms:
            forms[kind] = form(wished, alike.on, factory, then)[0]
        found.setdefault(forms[kind], {})[visit] = factory
    return [VisitEffect(alike.on, wished, now, taken, each) for taken, each in found.items() if taken != now]


def form(wished: str, on: date, factory: Any, then: Possibilities) -> tuple[str, Answer]:
    """The form that a visit takes on that day, or none; and what is said of the one that is wished for."""
    answer = then.answer(Service.ADVISORY_VISIT, Modality(wished), on, factory.pk)
    if answer.verdict in GOOD:
        return wished, answer
    virtual = then.answer(Service.ADVISORY_VISIT, Modality.VIRTUAL, on, factory.pk)
    return (VisitModality.VIRTUAL.value if virtual.verdict in GOOD else ""), answer


def written(wished: str, then: str, why: str) -> dict[str, Any]:
    """What stands in the row of a visit that was wished for in one form and takes this one, or waits."""
    as_wished = then == wished
    return {
        "modality": then or wished,
        "wished": "" if as_wished else wished,
        "suspended": not then,
        "changed_why": "" if as_wished else why,
    }


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


def touched(now: Possibilities, then: Possibilities, on: date) -> list[Any]:
    """The factories whose phase changes on that day."""
    every = now.factories.items()
    return [factory for pk, factory in every if now.phase(pk, on).number != then.phase(pk, on).number]
