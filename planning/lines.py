"""The list of what a change would do, line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from planning.deadlines import DueEffect, Move
from planning.effects import AssessmentEffect, Effects, ReportEffect, VisitEffect
from planning.said import IMPOSSIBLE, Said
from reporting.models import Report


@dataclass(frozen=True)
class Line(Said):
    """`now` and `then` in signs, not in words: a form, a verdict, a local moment; empty: none.

    `detail` is the kind of a report. `secret_id` is the planned assessment that the line tells of.
    """

    what: str
    detail: str
    factory_id: UUID | None
    name: str
    code: str
    day: date | None
    now: str
    then: str
    secret_id: UUID | None = None


def lines(found: Effects, zone: ZoneInfo) -> list[Line]:
    """Everything that changes for others first, then what planners alone may read."""
    return [*of_visits(found.visits), *others(found, zone)]


def of_visits(changed: Iterable[VisitEffect]) -> Iterator[Line]:
    """Day by day. `planning/previewing.py` stores the same in one statement."""
    for effect in changed:
        for of in effect.visits.values():
            yield Line("visit", "", of.pk, of.name, of.code, effect.on, effect.now, effect.then)


def others(found: Effects, zone: ZoneInfo) -> list[Line]:
    """All but visits, which may be hundreds of thousands."""
    return [
        *(_of_move(each, zone) for each in found.moves),
        *(_of_kind(each) for each in found.reports),
        *(_of_assessment(each) for each in found.assessments),
        *(_of_due(each, zone) for each in found.dues),
    ]


def matching(every: list[Line], what: str, words: str) -> Iterator[Line]:
    """Of one kind, and of factories whose name or code holds the words; empty: all."""
    sought = words.strip().casefold()
    for line in every:
        named = f"{line.name} {line.code}".casefold()
        if what in ("", line.what) and sought in named:
            yield line


def _of_move(move: Move, zone: ZoneInfo) -> Line:
    is_report = move.what in set(Report.Kind)
    what, detail = ("report", move.what) if is_report else (move.what, "")
    of, (now, then) = move.row.factory, (_sign(each, zone) for each in (move.now, move.then))
    return Line(what, detail, of.pk, of.name, of.code, None, now, then)


def _of_kind(effect: ReportEffect) -> Line:
    return Line("kind", effect.service.value, None, "", "", None, effect.now.value, effect.then.value)


def _of_assessment(effect: AssessmentEffect) -> Line:
    row, of = effect.assessment, effect.assessment.factory
    form = row.modality
    now, then = (IMPOSSIBLE, form) if effect.possible else (form, IMPOSSIBLE)
    return Line("assessment", "", of.pk, of.name, of.code, row.planned_on, now, then, row.pk)


def _of_due(effect: DueEffect, zone: ZoneInfo) -> Line:
    row, of = effect.assessment, effect.assessment.factory
    now, then = (_sign(each, zone) for each in (effect.now, effect.then))
    return Line("assessment", effect.what, of.pk, of.name, of.code, row.planned_on, now, then, row.pk)


def _sign(moment: date | datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
    return moment.isoformat()
