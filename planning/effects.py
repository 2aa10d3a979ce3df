"""What a change of conditions does to what is planned: computed here for the preview and for applying alike.

A planned visit keeps the form that its advisor wished for where that is possible on its day; else it
becomes virtual where that is; else it waits. Assessments are never changed by a fact: their planners are told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from advisory.models import Visit
from advisory.models.visit import Modality as VisitModality
from assessments.models import Assessment
from factories.possible import Possibilities
from programmes.policy import Answer, Verdict
from programmes.services import COLUMNS, Column, Modality, Service

GOOD = {Verdict.POSSIBLE, Verdict.CONDITIONAL}


@dataclass(frozen=True)
class VisitEffect:
    """`then` is the form it takes; empty: it waits until a form is possible again."""

    visit: Visit
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


def of_visits(visits: Iterable[Visit], then: Possibilities) -> list[VisitEffect]:
    """Those of the planned visits whose form changes."""
    effects = []
    for visit in visits:
        now = "" if visit.suspended else visit.modality
        form, answer = _form(visit, then)
        if form != now:
            effects.append(VisitEffect(visit, now, form, answer))
    return effects


def _form(visit: Visit, then: Possibilities) -> tuple[str, Answer]:
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
