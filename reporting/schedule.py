"""Which reports an assessment owes, and when each is let out: pure, over dated rule rows.

The clock starts on the last day of data collection. Each report is let out at the release hour of
its due day, and the promise lapses when that local day ends. Source: mission RPT-2; advisory FAQ
III.3; Progress Report 1 guide of 2018.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from programmes import calendar
from programmes.calendar import RuleRow
from programmes.rules import RULES, Kind

R = TypeVar("R", bound=RuleRow)


@dataclass(frozen=True)
class Planned(Generic[R]):
    """One report that is owed; all moments are instants in UTC.

    `joined`: one progress report follows the assessment, the programme's, with the factory's own
    part first. That is so where Progress Report 1 is switched off (Haiti).
    """

    kind: Kind
    rule: R
    anchor_at: datetime
    release_at: datetime
    due_at: datetime
    joined: bool = False


def owed(rules: Iterable[R], last_day: date, zone: ZoneInfo) -> list[Planned[R]]:
    """The reports that the rules in force on `last_day` ask for, in the order in which they fall due."""
    rows = list(rules)
    anchor = calendar.end_of_day(last_day, zone)
    kinds = [Kind.ASSESSMENT_REPORT, Kind.PROGRESS_REPORT_2]
    if not waits_for_release(rows, last_day):
        kinds.append(Kind.PROGRESS_REPORT_1)
    planned = [_planned(rows, kind, kind, anchor, zone, last_day) for kind in kinds]
    return sorted((one for one in planned if one), key=lambda one: one.due_at)


def waits_for_release(rules: Sequence[RuleRow], last_day: date) -> bool:
    """Whether Progress Report 1 is planned when the assessment report is released (rule of 2018).

    The rule in force on the last day of data collection decides, so that a rule that changes
    between the two moments neither plans the report twice nor loses it.
    """
    return _row(rules, Kind.PROGRESS_REPORT_1_AFTER_RELEASE, last_day) is not None


def owed_after_release(
    rules: Iterable[R], last_day: date, released_at: datetime, zone: ZoneInfo
) -> Planned[R] | None:
    """Progress Report 1 under the rule of 2018; its length is the one in force on the release day,
    or, where the rule has ended by then, on the last day of data collection."""
    rows = list(rules)
    kind = Kind.PROGRESS_REPORT_1_AFTER_RELEASE
    if not waits_for_release(rows, last_day):
        return None
    released_on = released_at.astimezone(zone).date()
    on = released_on if _row(rows, kind, released_on) else last_day
    return _planned(rows, Kind.PROGRESS_REPORT_1, kind, released_at, zone, on)


def _planned(
    rows: Sequence[R], kind: Kind, by: Kind, anchor: datetime, zone: ZoneInfo, on: date
) -> Planned[R] | None:
    row = _row(rows, by, on)
    if row is None or row.amount is None:
        return None
    due = calendar.due(by, row.amount, anchor, zone)
    return Planned(
        kind=kind,
        rule=row,
        anchor_at=anchor,
        release_at=calendar.at_hour(due.on, _release_hour(rows, on), zone),
        due_at=due.at,
        joined=kind is Kind.PROGRESS_REPORT_2 and _one_progress_report(rows, on),
    )


def _one_progress_report(rows: Sequence[RuleRow], on: date) -> bool:
    first = (Kind.PROGRESS_REPORT_1, Kind.PROGRESS_REPORT_1_AFTER_RELEASE)
    return all(_row(rows, kind, on) is None for kind in first)


def _release_hour(rows: Sequence[RuleRow], on: date) -> int:
    row = _row(rows, Kind.RELEASE_HOUR, on)
    shipped = RULES[Kind.RELEASE_HOUR].default or 0
    return shipped if row is None or row.amount is None else row.amount


def _row(rows: Sequence[R], kind: Kind, on: date) -> R | None:
    """The row of that kind that holds on that date, unless it says "switched off"."""
    row = calendar.in_force(rows, kind, on)
    return None if row is None or row.amount is None else row  # type: ignore[return-value]
