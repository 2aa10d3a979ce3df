"""When is it due, under which rule: pure functions over dated rule rows.

Hours are elapsed. Days and months are local calendar dates in the programme's zone and fall due
at the end of that local day; a month that lacks the day ends on its last one (31 August plus six
months is the last day of February).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from programmes.rules import RULES, Kind, Unit


class Dates(Protocol):
    """Half-open: `valid_until` is the first local day on which the row no longer holds."""

    valid_from: date
    valid_until: date | None


class RuleRow(Dates, Protocol):
    """What the calendar needs of a `CalendarRule`."""

    kind: str
    amount: int | None
    from_year: int
    standing: str

    @property
    def for_country(self) -> bool: ...


@dataclass(frozen=True)
class Due:
    """A due moment and the local date it stands for; both follow from `anchor` and `amount`."""

    at: datetime  # UTC; the end of the local day for days and months
    on: date  # local calendar date


def in_force(
    rows: Iterable[RuleRow], kind: Kind, on: date, *, year: int = 0, standing: str = ""
) -> RuleRow | None:
    """The most specific row of this kind that holds on that date for a factory in that year of its own.

    A country's row beats the common one; then a row of the factory's standing beats one of any
    standing; then the row of the highest year that is not above the factory's. Year 0 and no
    standing ask for what holds for every factory. A row whose amount is None says "switched off
    here" and wins like any other.
    """
    holding = [
        row
        for row in rows
        if row.kind == kind and holds(row, on) and row.from_year <= year and row.standing in ("", standing)
    ]
    return max(holding, key=_specificity, default=None)


def holds(row: Dates, on: date) -> bool:
    """Whether the row is valid on that local date."""
    return row.valid_from <= on and (row.valid_until is None or on < row.valid_until)


def _specificity(row: RuleRow) -> tuple[bool, bool, int, date]:
    return (row.for_country, row.standing != "", row.from_year, row.valid_from)


def due(kind: Kind, amount: int, anchor: datetime, zone: ZoneInfo) -> Due:
    """When `amount` of the kind's unit after `anchor` is over; a kind that measures no time has no such moment.

    >>> due(Kind.PROGRESS_REPORT_1, 6, datetime(2026, 8, 31, tzinfo=UTC), ZoneInfo("UTC")).on
    datetime.date(2027, 2, 28)
    """
    unit = RULES[kind].unit
    if unit is Unit.HOURS:
        at = anchor + timedelta(hours=amount)
        return Due(at, at.astimezone(zone).date())
    on = anchor.astimezone(zone).date() + _calendar_time(unit, amount)
    return Due(end_of_day(on, zone), on)


def _calendar_time(unit: Unit, amount: int) -> relativedelta:
    if unit is Unit.DAYS:
        return relativedelta(days=amount)
    if unit is Unit.MONTHS:
        return relativedelta(months=amount)
    raise ValueError(f"{unit.value} is no length of time")


def end_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The last second of a local calendar day, as an instant in UTC."""
    return start_of_day(on + timedelta(days=1), zone) - timedelta(seconds=1)


def start_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local calendar day, as an instant in UTC."""
    return at_hour(on, 0, zone)


def at_hour(on: date, hour: int, zone: ZoneInfo) -> datetime:
    """An hour of a local calendar day, as an instant in UTC."""
    return datetime.combine(on, time(hour), zone).astimezone(UTC)


def is_working_day(on: date, weekend: Collection[int], holidays: Collection[date]) -> bool:
    """Neither weekend nor holiday; `weekend` holds ISO weekdays, 1 is Monday."""
    return on.isoweekday() not in weekend and on not in holidays
