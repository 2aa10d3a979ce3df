"""Writes what a rule of the calendar moves: a few statements, however many rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from accounts.lifecycle import advance_all
from assessments.models import Assessment
from factories.models import Cycle
from planning.deadlines import COMMENTS, MAY_FALL_AWAY, OF_A_CYCLE, YEAR, Move
from reporting.drains.planning import report_of
from reporting.models import Report


def write(moves: Sequence[Move], why: str, at: datetime) -> None:
    of_reports = [move for move in moves if move.what in set(Report.Kind)]
    _move_reports(move for move in of_reports if move.now and move.then)
    Report.rows.bulk_create(
        [report_of(move.row, move.planned) for move in of_reports if move.now is None and move.planned]
    )
    _fall_away([move.row.pk for move in of_reports if move.then is None], why, at)
    for field in OF_A_CYCLE.values():
        of_cycles = [move for move in moves if move.what == field]
        _move(Cycle.rows.all(), field, of_cycles)
        _plan_anew(of_cycles)
    _plan_anew(move for move in moves if move.what == YEAR)
    _move(Assessment.rows.all(), COMMENTS, [move for move in moves if move.what == COMMENTS])


def _move_reports(moves: Iterable[Move]) -> None:
    for planned, rows in _together(moves, lambda move: move.planned).items():
        reports = Report.rows.open().filter(pk__in=rows)
        reports.update(
            rule=planned.rule,
            anchor_at=planned.anchor_at,
            due_at=planned.due_at,
            release_at=planned.release_at,
        )
        reports.filter(status=Report.Status.DUE).update(joined=planned.joined)


def _plan_anew(moves: Iterable[Move]) -> None:
    Cycle.rows.filter(pk__in=[move.row.pk for move in moves]).update(year_planned_at=None)


def _fall_away(reports: list[Any], why: str, at: datetime) -> None:
    for status in MAY_FALL_AWAY:
        rows = Report.rows.open().filter(pk__in=reports)
        advance_all(rows, status, Report.Status.WAIVED, waived_at=at, waived_reason=why)


def _move(rows: Any, field: str, moves: Iterable[Move]) -> None:
    for then, pks in _together(moves, lambda move: move.then).items():
        rows.filter(pk__in=pks).update(**{field: then})


def _together(moves: Iterable[Move], key: Any) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for move in moves:
        groups.setdefault(key(move), []).append(move.row.pk)
    return groups
