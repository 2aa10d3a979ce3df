"""The rule table: rule × country × last day of data collection → moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from programmes.rules import RULES, Kind
from reporting.schedule import Planned, owed, owed_after_release

PP, HAITI, DHAKA = ZoneInfo("Asia/Phnom_Penh"), ZoneInfo("America/Port-au-Prince"), ZoneInfo("Asia/Dhaka")
AFTER_RELEASE = Kind.PROGRESS_REPORT_1_AFTER_RELEASE


@dataclass(frozen=True)
class Row:
    kind: str
    amount: int | None
    valid_from: date = date(2015, 1, 1)
    valid_until: date | None = None
    for_country: bool = False
    from_year: int = 0
    standing: str = ""


SHIPPED = [Row(kind.value, rule.default) for kind, rule in RULES.items()]
IN_HAITI = [
    *SHIPPED,
    Row(Kind.PROGRESS_REPORT_1, None, for_country=True),
    Row(Kind.PROGRESS_REPORT_2, 5, for_country=True),
]


def moments(planned: list[Planned[Row]], zone: ZoneInfo) -> list[tuple[str, str]]:
    return [(one.kind.value, f"{one.release_at.astimezone(zone):%Y-%m-%d %H:%M}") for one in planned]


@pytest.mark.parametrize(
    ("rules", "zone", "last_day", "expected"),
    [
        (SHIPPED, PP, date(2026, 3, 2), ["2026-03-30 09:00", "2026-08-02 09:00", "2027-02-02 09:00"]),
        (SHIPPED, PP, date(2026, 8, 31), ["2026-09-28 09:00", "2027-01-31 09:00", "2027-07-31 09:00"]),
        (SHIPPED, PP, date(2026, 9, 30), ["2026-10-28 09:00", "2027-02-28 09:00", "2027-08-30 09:00"]),
        (SHIPPED, PP, date(2027, 9, 30), ["2027-10-28 09:00", "2028-02-29 09:00", "2028-08-30 09:00"]),
        (SHIPPED, PP, date(2024, 2, 29), ["2024-03-28 09:00", "2024-07-29 09:00", "2025-01-29 09:00"]),
        (SHIPPED, DHAKA, date(2026, 12, 31), ["2027-01-28 09:00", "2027-05-31 09:00", "2027-11-30 09:00"]),
    ],
)
def test_three_reports_follow_an_assessment(
    rules: list[Row], zone: ZoneInfo, last_day: date, expected: list[str]
) -> None:
    kinds = ["assessment_report", "progress_report_1", "progress_report_2"]
    assert moments(owed(rules, last_day, zone), zone) == list(zip(kinds, expected, strict=True))


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [
        (date(2026, 3, 2), ["2026-03-30 09:00", "2026-08-02 09:00"]),
        (date(2026, 9, 30), ["2026-10-28 09:00", "2027-02-28 09:00"]),
        (date(2026, 10, 31), ["2026-11-28 09:00", "2027-03-31 09:00"]),  # summer time begins between
    ],
)
def test_haiti_has_one_progress_report_after_five_months(last_day: date, expected: list[str]) -> None:
    planned = owed(IN_HAITI, last_day, HAITI)
    kinds = ["assessment_report", "progress_report_2"]
    assert moments(planned, HAITI) == list(zip(kinds, expected, strict=True))
    assert [one.joined for one in planned] == [False, True]


def test_elsewhere_no_report_is_joined() -> None:
    assert not any(one.joined for one in owed(SHIPPED, date(2026, 3, 2), PP))


def test_the_promise_lapses_when_the_local_day_ends() -> None:
    first = owed(SHIPPED, date(2026, 3, 2), PP)[0]
    assert first.due_at == datetime(2026, 3, 30, 16, 59, 59, tzinfo=UTC)
    assert first.release_at == datetime(2026, 3, 30, 2, 0, tzinfo=UTC)


def test_the_rule_in_force_on_the_last_day_counts_and_is_kept() -> None:
    later = Row(Kind.ASSESSMENT_REPORT, 40, valid_from=date(2026, 4, 1))
    assert owed([*SHIPPED, later], date(2026, 3, 31), PP)[0].rule.amount == 28
    assert owed([*SHIPPED, later], date(2026, 4, 1), PP)[0].rule is later


def test_the_release_hour_is_a_row_too() -> None:
    at_seven = Row(Kind.RELEASE_HOUR, 7, for_country=True)
    assert moments(owed([*SHIPPED, at_seven], date(2026, 3, 2), PP), PP)[0][1] == "2026-03-30 07:00"


# -- The rule of 2018 ------------------------------------------------------------------------
IN_2018 = [*SHIPPED, Row(AFTER_RELEASE, 30, for_country=True)]
RELEASED = datetime(2026, 3, 30, 2, 0, tzinfo=UTC)


def test_the_rule_of_2018_ships_off() -> None:
    assert owed_after_release(SHIPPED, date(2026, 3, 2), RELEASED, PP) is None


def test_where_it_is_on_progress_report_1_waits_for_the_release() -> None:
    assert [one.kind.value for one in owed(IN_2018, date(2026, 3, 2), PP)] == [
        "assessment_report",
        "progress_report_2",
    ]
    assert not any(one.joined for one in owed(IN_2018, date(2026, 3, 2), PP))


def test_it_is_due_thirty_days_after_the_release() -> None:
    planned = owed_after_release(IN_2018, date(2026, 3, 2), RELEASED, PP)
    assert planned is not None
    assert moments([planned], PP) == [("progress_report_1", "2026-04-29 09:00")]
    assert planned.anchor_at == RELEASED


def test_a_rule_that_ends_before_the_release_loses_no_report() -> None:
    ended = Row(AFTER_RELEASE, 30, valid_until=date(2026, 3, 15), for_country=True)
    assert owed_after_release([*SHIPPED, ended], date(2026, 3, 2), RELEASED, PP) is not None


def test_a_rule_that_begins_before_the_release_plans_no_second_report() -> None:
    begun = Row(AFTER_RELEASE, 30, valid_from=date(2026, 3, 15), for_country=True)
    assert owed_after_release([*SHIPPED, begun], date(2026, 3, 2), RELEASED, PP) is None
