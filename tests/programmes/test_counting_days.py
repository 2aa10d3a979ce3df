"""The calendar as a table: rule kind, anchor, zone → the moment it is due (RPT-2)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes import calendar
from programmes.rules import Kind

UTC_ZONE = ZoneInfo("UTC")
PHNOM_PENH, HAITI, CAIRO = (
    ZoneInfo(name) for name in ("Asia/Phnom_Penh", "America/Port-au-Prince", "Africa/Cairo")
)
DHAKA, AMMAN = ZoneInfo("Asia/Dhaka"), ZoneInfo("Asia/Amman")


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


MONTHS = [  # anchor in UTC, months, zone, due on, due at in UTC
    ("2026-08-31T05:00", 6, UTC_ZONE, "2027-02-28", "2027-02-28T23:59:59"),
    ("2027-08-31T05:00", 6, UTC_ZONE, "2028-02-29", "2028-02-29T23:59:59"),  # a leap year
    ("2026-01-31T05:00", 1, UTC_ZONE, "2026-02-28", "2026-02-28T23:59:59"),
    ("2028-02-29T05:00", 12, UTC_ZONE, "2029-02-28", "2029-02-28T23:59:59"),
    ("2026-03-30T05:00", 11, UTC_ZONE, "2027-02-28", "2027-02-28T23:59:59"),
    ("2026-05-31T05:00", 5, UTC_ZONE, "2026-10-31", "2026-10-31T23:59:59"),
    ("2026-12-15T05:00", 5, UTC_ZONE, "2027-05-15", "2027-05-15T23:59:59"),
    # the local date counts, not the date in Greenwich
    ("2026-08-30T17:30", 6, PHNOM_PENH, "2027-02-28", "2027-02-28T16:59:59"),
    ("2026-09-01T03:59", 6, HAITI, "2027-02-28", "2027-03-01T04:59:59"),
    # Haiti's clocks go forward on 14 March 2027: the day ends at UTC-4
    ("2026-10-15T15:00", 5, HAITI, "2027-03-15", "2027-03-16T03:59:59"),
    ("2026-10-13T15:00", 5, HAITI, "2027-03-13", "2027-03-14T04:59:59"),
    # Egypt's clocks go forward at midnight of 24 April 2026, back at midnight after 29 October
    ("2025-11-23T10:00", 5, CAIRO, "2026-04-23", "2026-04-23T21:59:59"),
    ("2025-11-24T10:00", 5, CAIRO, "2026-04-24", "2026-04-24T20:59:59"),
    ("2026-05-29T10:00", 5, CAIRO, "2026-10-29", "2026-10-29T21:59:59"),
    ("2026-05-30T10:00", 5, CAIRO, "2026-10-30", "2026-10-30T21:59:59"),
]


@pytest.mark.parametrize(("anchor", "months", "zone", "on", "at"), MONTHS)
def test_months_are_local_calendar_months(anchor: str, months: int, zone: ZoneInfo, on: str, at: str) -> None:
    found = calendar.due(Kind.PROGRESS_REPORT_1, months, utc(anchor), zone)
    assert (found.on, found.at) == (date.fromisoformat(on), utc(at))


DAYS = [
    ("2026-02-01T05:00", 28, UTC_ZONE, "2026-03-01", "2026-03-01T23:59:59"),
    ("2028-02-01T05:00", 28, UTC_ZONE, "2028-02-29", "2028-02-29T23:59:59"),
    ("2026-09-14T02:00", 100, PHNOM_PENH, "2026-12-23", "2026-12-23T16:59:59"),
    ("2026-02-22T15:00", 28, HAITI, "2026-03-22", "2026-03-23T03:59:59"),  # over the change of 8 March
    ("2026-10-10T22:30", 28, DHAKA, "2026-11-08", "2026-11-08T17:59:59"),  # already the 11th in Dhaka
    ("2026-10-10T10:00", 28, AMMAN, "2026-11-07", "2026-11-07T20:59:59"),
]


@pytest.mark.parametrize(("anchor", "days", "zone", "on", "at"), DAYS)
def test_days_are_local_calendar_days(anchor: str, days: int, zone: ZoneInfo, on: str, at: str) -> None:
    found = calendar.due(Kind.ASSESSMENT_REPORT, days, utc(anchor), zone)
    assert (found.on, found.at) == (date.fromisoformat(on), utc(at))


@dataclass(frozen=True)
class Row:
    kind: str
    amount: int | None
    valid_from: date
    valid_until: date | None = None
    for_country: bool = False
    from_year: int = 0
    standing: str = ""


def chosen(rows: list[Row], on: date) -> int | None:
    found = calendar.in_force(rows, Kind.PROGRESS_REPORT_1, on)
    return found.amount if found else -1


COMMON = Row("progress_report_1", 5, date(2015, 1, 1))


def test_a_countrys_own_row_goes_before_the_common_one() -> None:
    own = Row("progress_report_1", 6, date(2020, 1, 1), for_country=True)
    assert chosen([own, COMMON], date(2019, 12, 31)) == 5
    assert chosen([own, COMMON], date(2020, 1, 1)) == 6


def test_a_later_common_row_does_not_undo_a_countrys_own() -> None:
    own = Row("progress_report_1", 6, date(2020, 1, 1), for_country=True)
    newer = Row("progress_report_1", 4, date(2024, 1, 1))
    assert chosen([newer, own, COMMON], date(2025, 1, 1)) == 6


def test_a_row_that_is_off_wins_like_any_other() -> None:
    off = Row("progress_report_1", None, date(2022, 1, 1), for_country=True)
    assert chosen([off, COMMON], date(2023, 1, 1)) is None


def test_a_row_ends_before_its_last_date() -> None:
    ended = Row("progress_report_1", 6, date(2020, 1, 1), date(2021, 1, 1), for_country=True)
    assert chosen([ended, COMMON], date(2020, 12, 31)) == 6
    assert chosen([ended, COMMON], date(2021, 1, 1)) == 5


def test_another_kind_is_no_answer() -> None:
    assert chosen([Row("cycle_length", 12, date(2015, 1, 1))], date(2026, 1, 1)) == -1


@pytest.mark.parametrize(
    ("on", "zone", "at"),
    [
        ("2026-03-09", HAITI, "2026-03-09T13:00"),
        ("2026-03-07", HAITI, "2026-03-07T14:00"),
        ("2026-04-24", CAIRO, "2026-04-24T06:00"),
        ("2026-04-23", CAIRO, "2026-04-23T07:00"),
        ("2026-01-05", PHNOM_PENH, "2026-01-05T02:00"),
    ],
)
def test_reports_are_released_at_nine_local_time(on: str, zone: ZoneInfo, at: str) -> None:
    assert calendar.at_hour(date.fromisoformat(on), 9, zone) == utc(at)


def test_the_day_that_lacks_its_midnight_begins_an_hour_later() -> None:
    begins = calendar.start_of_day(date(2026, 4, 24), CAIRO)
    assert begins.astimezone(CAIRO).strftime("%H:%M") == "01:00"


@given(
    st.integers(0, 15 * 365 * 24 * 60),
    st.integers(0, 24),
    st.sampled_from([UTC_ZONE, PHNOM_PENH, HAITI, CAIRO, DHAKA, AMMAN]),
)
def test_a_due_moment_is_the_end_of_its_local_day_and_never_early(
    minutes: int, months: int, zone: ZoneInfo
) -> None:
    anchor = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = calendar.due(Kind.PROGRESS_REPORT_2, months, anchor, zone)
    assert found.at.astimezone(zone).date() == found.on
    assert (found.at + timedelta(seconds=1)).astimezone(zone).date() == found.on + timedelta(days=1)
    assert found.at >= anchor - timedelta(seconds=1)
