"""When is it due, under which rule: pure functions over dated rule rows.

Hours are elapsed. Days and months are local calendar dates in the programme's zone and fall due
at the end of that local day; a month that lacks the day ends on its last one (31 August plus six
months is the last day of February).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from programmes.rules import RULES, Kind, Unit


class RuleRow(Protocol):
    """What the calendar needs of a `CalendarRule`."""

    kind: str
    amount: int | None
    valid_from: date
    valid_until: date | None

    @property
    def for_country(self) -> bool: ...


@dataclass(frozen=True)
class Due:
    """A due moment and the local date it stands for; both follow from `anchor` and `amount`."""

    at: datetime  # UTC; the end of the local day for days and months
    on: date  # local calendar date


def in_force(rows: Iterable[RuleRow], kind: Kind, on: date) -> RuleRow | None:
    """The row of this kind that holds on that date; a country's own row beats the common one.

    A row whose amount is None says "switched off here" and wins like any other.
    """
    holding = [
        row
        for row in rows
        if row.kind == kind and row.valid_from <= on and (row.valid_until is None or on < row.valid_until)
    ]
    return max(holding, key=lambda row: (row.for_country, row.valid_from), default=None)


def due(kind: Kind, amount: int, anchor: datetime, zone: ZoneInfo) -> Due:
    """When `amount` of the kind's unit after `anchor` is over.

    >>> due(Kind.PROGRESS_REPORT_1, 6, datetime(2026, 8, 31, tzinfo=UTC), ZoneInfo("UTC")).on
    datetime.date(2027, 2, 28)
    """
    unit = RULES[kind].unit
    if unit is Unit.HOURS:
        at = anchor + timedelta(hours=amount)
        return Due(at, at.astimezone(zone).date())
    local = anchor.astimezone(zone).date()
    on = local + (timedelta(days=amount) if unit is Unit.DAYS else relativedelta(months=amount))
    return Due(end_of_day(on, zone), on)


def end_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The last second of a local calendar day, as an instant in UTC."""
    return start_of_day(on + timedelta(days=1), zone) - timedelta(seconds=1)


def start_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local calendar day, as an instant in UTC."""
    return at_hour(on, 0, zone)


def at_hour(on: date, hour: int, zone: ZoneInfo) -> datetime:
    """An hour of a local calendar day, as an instant in UTC."""
    return datetime.combine(on, time(hour), zone).astimezone(UTC)
