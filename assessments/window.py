"""When a factory is to be assessed next: a window of local days, within which planners choose one. Pure.

In the first cycle it opens when the initial advisory ends, in later ones about a hundred days into the
cycle. Where the interval is shorter than the cycle (Haiti) another follows within it; where it is longer
(by standing) a cycle can pass without one. The window is known to planners alone, and never a date:
that one is chosen by a person, unannounced. Source: engagement model; ENG-2, ENG-3; advisory FAQ III.3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from dateutil.relativedelta import relativedelta

from programmes import calendar
from programmes.calendar import RuleRow
from programmes.rules import Kind

R = TypeVar("R", bound=RuleRow)
KINDS = (Kind.INITIAL_ADVISORY, Kind.ROUTINE_ASSESSMENT, Kind.ASSESSMENT_INTERVAL, Kind.ASSESSMENT_WINDOW)


@dataclass(frozen=True)
class Engagement:
    """The cycle, and the last days of data collection of the assessments in it and before, in any order."""

    number: int
    day_zero: date
    ends_on: date
    until: date | None = None  # the end of the initial advisory
    standing: str = ""
    assessed: Sequence[date] = ()


@dataclass(frozen=True)
class Window(Generic[R]):
    """From `opens` on; a planner who has chosen no day by `closes` is late. `rule` opened it."""

    opens: date
    closes: date
    rule: R


def window(rules: Iterable[R], of: Engagement) -> Window[R] | None:
    """The next one within the cycle; None where none is owed any more before it ends."""
    rows = list(rules)
    found = _opening(rows, of)
    if found is None or found[0] >= of.ends_on:
        return None
    opens, rule = found
    width = _row(rows, Kind.ASSESSMENT_WINDOW, of)
    closes = opens + timedelta(days=(width.amount or 0) if width else 0)
    return Window(opens, min(closes, of.ends_on), rule)


def _opening(rows: Sequence[R], of: Engagement) -> tuple[date, R] | None:
    interval = _row(rows, Kind.ASSESSMENT_INTERVAL, of)
    last = max(of.assessed, default=None)
    if last and interval and last >= of.day_zero:
        return _again(rows, of, last, interval)
    routine = _routine(rows, of)
    if routine and last and interval and _longer_than_the_cycle(interval, of):
        return max(routine, (last + relativedelta(months=interval.amount or 0), interval), key=_day)
    return routine


def _again(rows: Sequence[R], of: Engagement, last: date, interval: R) -> tuple[date, R] | None:
    """Within the same cycle only where the interval is shorter than it."""
    if of.day_zero + relativedelta(months=interval.amount or 0) >= of.ends_on:
        return None
    return last + relativedelta(months=interval.amount or 0), interval


def _routine(rows: Sequence[R], of: Engagement) -> tuple[date, R] | None:
    kind = Kind.INITIAL_ADVISORY if of.number == 1 else Kind.ROUTINE_ASSESSMENT
    row = _row(rows, kind, of)
    if row is None:
        return None
    told = of.until if of.number == 1 else None
    return told or of.day_zero + timedelta(days=row.amount or 0), row


def _longer_than_the_cycle(interval: R, of: Engagement) -> bool:
    return of.day_zero + relativedelta(months=interval.amount or 0) > of.ends_on


def _day(found: tuple[date, R]) -> date:
    return found[0]


def _row(rows: Iterable[R], kind: Kind, of: Engagement) -> R | None:
    row = calendar.in_force(rows, kind, of.day_zero, year=of.number, standing=of.standing)
    return None if row is None or row.amount is None else row  # type: ignore[return-value]
