"""The year of a factory: how many advisory visits, about when, and in which form. Pure.

As many as the rules in force on the cycle's first day allow at most for the factory's year and
standing, of which the first of a new factory fall into its initial advisory. A share of them is
virtual after two completed cycles where a Factory Ambassador is on site. Source: advisory FAQ III.1;
engagement model; ENG-5, ENG-6.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from programmes import calendar
from programmes.calendar import RuleRow
from programmes.ordinary import VIRTUAL_AFTER
from programmes.rules import Kind

R = TypeVar("R", bound=RuleRow)
NEAR = 5  # days before or after the aim, among which the advisor's least busy one is taken


@dataclass(frozen=True)
class Engagement:
    """What the year hangs on. Days are local dates; `until` ends the initial advisory."""

    number: int  # of the cycle, which is the factory's year
    day_zero: date
    ends_on: date
    until: date | None = None
    standing: str = ""
    completed: int = 0  # cycles
    ambassador: bool = False


@dataclass(frozen=True)
class Number(Generic[R]):
    """How many visits the rules ask for at least, and allow at most, with the rows that say so."""

    least: int
    most: int
    rows: tuple[R, ...]


@dataclass(frozen=True)
class Slot(Generic[R]):
    """One of the year's visits: `number` 1 is the one that begins the cycle, on day zero."""

    number: int
    aim: date
    rule: R  # that gives the number of visits
    share: R | None = None  # that makes this one virtual

    @property
    def virtual(self) -> bool:
        return self.share is not None


def visits_of_year(rules: Iterable[R], on: date, number: int, standing: str) -> Number[R]:
    """For a factory in its year `number`, by the rules in force on `on`, the first day of its cycle."""
    rows = list(rules)
    found = [_row(rows, kind, on, number, standing) for kind in (Kind.VISITS_LEAST, Kind.VISITS_MOST)]
    least, most = (row.amount or 0 if row else 0 for row in found)
    return Number(least, most, tuple(row for row in found if row))


def year(rules: Iterable[R], of: Engagement) -> list[Slot[R]]:
    """All visits of the cycle, the first included."""
    rows = list(rules)
    asked = visits_of_year(rows, of.day_zero, of.number, of.standing)
    if not asked.rows or not asked.most:
        return []
    aims = _aims(of, asked.most, _first(rows, of))
    virtual = _virtual(rows, of, len(aims))
    rule = asked.rows[-1]
    return [Slot(number, aim, rule, virtual.get(number)) for number, aim in enumerate(aims, 1)]


def _first(rows: Sequence[R], of: Engagement) -> int:
    """How many of them fall into the initial advisory of a new factory."""
    if of.number > 1 or of.until is None:
        return 0
    row = _row(rows, Kind.FIRST_VISITS, of.day_zero)
    return (row.amount or 0) if row else 0


def _aims(of: Engagement, count: int, first: int) -> list[date]:
    early = min(first, count)
    if early and of.until:
        later = _spread(of.until, of.ends_on, count - early, from_start=False)
        return [*_spread(of.day_zero, of.until, early), *later]
    return _spread(of.day_zero, of.ends_on, count)


def _spread(begins: date, ends: date, count: int, *, from_start: bool = True) -> list[date]:
    """Evenly; the first on the first day, or in the middle of its part."""
    part = (ends - begins).days / count if count else 0
    offset = 0 if from_start else part / 2
    return [begins + timedelta(days=int(offset + part * index)) for index in range(count)]


def _virtual(rows: Sequence[R], of: Engagement, count: int) -> Mapping[int, R]:
    """The numbers of the visits that are virtual: their share, rounded down, spread over the year; never the first."""
    row = _row(rows, Kind.VIRTUAL_SHARE, of.day_zero, of.number, of.standing)
    if row is None or not of.ambassador or of.completed < VIRTUAL_AFTER:
        return {}
    share = min(count * (row.amount or 0) // 100, count - 1)
    return {count - (index * (count - 1)) // share: row for index in range(share)}


def settle(
    aim: date, after: date, until: date, is_working: Callable[[date], bool], busy: Mapping[date, int]
) -> date:
    """The working day near the aim on which the advisor has least to do; of equal ones the nearest.

    It lies after `after` and not after `until`; where no working day does, it is the aim itself.
    """
    near = [day for day in _around(aim) if after < day <= until and is_working(day)]
    return min(near, key=lambda day: busy.get(day, 0), default=aim)


def _around(aim: date) -> Iterator[date]:
    """The aim, then the days nearest to it, the later first."""
    yield aim
    for days in range(1, NEAR + 1):
        yield aim + timedelta(days=days)
        yield aim - timedelta(days=days)


def _row(rows: Iterable[R], kind: Kind, on: date, number: int = 0, standing: str = "") -> R | None:
    row = calendar.in_force(rows, kind, on, year=number, standing=standing)
    return None if row is None or row.amount is None else row  # type: ignore[return-value]
