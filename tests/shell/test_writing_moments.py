"""How a moment reads: near or far, promised or aimed at, met or over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from betterwork import moments

ZONE = "Asia/Phnom_Penh"
NOW = datetime(2026, 11, 17, 9, 8, tzinfo=UTC)  # a Tuesday, 16:08 in Phnom Penh


def at(day: int, hour: int = 2, minute: int = 20, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(19), "Thu 19 Nov"),
        (at(29), "29 Nov 2026"),
        (at(9, month=2, year=2027), "9 Feb 2027"),
        (at(17, hour=17), "Wed 18 Nov"),  # already the next day in Phnom Penh
        (date(2026, 11, 13), "Fri 13 Nov"),
    ],
)
def test_a_date_gives_the_weekday_when_near_and_the_year_otherwise(moment: moments.Moment, said: str) -> None:
    assert moments.written_date(moment, ZONE, NOW) == said


def test_a_near_date_of_another_year_gives_both() -> None:
    new_year = datetime(2026, 12, 30, tzinfo=UTC)
    assert moments.written_date(date(2027, 1, 2), ZONE, new_year) == "Sat 2 Jan 2027"


def test_a_deadline_gives_hour_place_and_offset() -> None:
    said = moments.written_time(at(19), ZONE, NOW, full=True, place=True)
    assert said == "Thu 19 Nov 2026, 09:20 Phnom Penh (UTC+7)"


@pytest.mark.parametrize(
    ("zone", "month", "said"),
    [
        ("America/Port-au-Prince", 7, "Port-au-Prince (UTC-4)"),  # summer time
        ("America/Port-au-Prince", 12, "Port-au-Prince (UTC-5)"),
        ("Asia/Kolkata", 7, "Kolkata (UTC+5:30)"),
        (None, 7, "UTC"),
    ],
)
def test_a_place_keeps_its_offset_of_that_day(zone: str | None, month: int, said: str) -> None:
    assert moments.place_and_offset(at(1, month=month), zone) == said


def test_the_machine_readable_moment_carries_the_offset() -> None:
    assert moments.iso(at(19), ZONE) == "2026-11-19T09:20+07:00"


@pytest.mark.parametrize(
    ("days", "said"),
    [(-4, "4 days ago"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "in 2 days")],
)
def test_a_distance_counts_local_days(days: int, said: str) -> None:
    assert moments.distance(NOW + timedelta(days=days), NOW, ZONE) == said


@pytest.mark.parametrize(
    ("moment", "state", "words", "when"),
    [
        (at(29), "", "Due in 12 days", "29 Nov 2026"),
        (at(19), "is-soon", "Due in 2 days", "Thu 19 Nov, 09:20"),
        (at(18), "is-soon", "Due tomorrow", "Wed 18 Nov, 09:20"),
        (at(17, 11, 0), "is-soon", "Due 18:00", "today"),
        (at(17, 6, 37), "is-over", "2 h 31 min over", "Tue 17 Nov, 13:37"),
        (at(13), "is-over", "4 days over", "Fri 13 Nov, 09:20"),
        (at(6), "is-over", "11 days over", "6 Nov 2026"),
        (date(2026, 11, 17), "is-soon", "Due today", "Tue 17 Nov"),
        (date(2026, 11, 16), "is-over", "1 day over", "Mon 16 Nov"),
        (datetime(2026, 11, 19, 16, 59, 59, tzinfo=UTC), "is-soon", "Due in 2 days", "Thu 19 Nov"),
    ],
)
def test_a_promise_says_how_long_and_when(moment: moments.Moment, state: str, words: str, when: str) -> None:
    due = moments.due(moment, NOW, zone=ZONE)
    assert (due.state, due.words, due.when) == (state, words, when)


@pytest.mark.parametrize(
    ("moment", "state", "words", "when"),
    [
        (at(9, month=2, year=2027), "", "Expected", "about 9 Feb 2027"),
        (at(20), "is-soon", "Expected", "in 3 days"),
        (at(13), "is-over", "Later than expected", "4 days"),
    ],
)
def test_an_aim_is_never_a_date_alone(moment: moments.Moment, state: str, words: str, when: str) -> None:
    due = moments.due(moment, NOW, kind="aim", zone=ZONE)
    assert (due.aim, due.state, due.words, due.when) == (True, state, words, when)


def test_what_was_done_in_time_is_met() -> None:
    due = moments.due(at(19), NOW, zone=ZONE, done=at(16))
    assert (due.state, due.words, due.when) == ("is-met", "Met", "Mon 16 Nov")


def test_what_was_done_late_is_said_but_calls_nobody() -> None:
    due = moments.due(at(13), NOW, zone=ZONE, done=at(16))
    assert (due.state, due.words) == ("", "Met late")


@pytest.mark.parametrize(
    ("used", "state", "left", "of"),
    [
        (timedelta(hours=10, minutes=55), "", "61 h 05 min", "left of 72 h"),
        (timedelta(hours=36), "is-soon", "36 h 00 min", "left of 72 h"),
        (timedelta(hours=63), "is-over", "9 h 00 min", "left of 72 h"),
        (timedelta(hours=71, minutes=30), "is-over", "30 min", "left of 72 h"),
        (timedelta(hours=74, minutes=31), "is-over", "2 h 31 min", "over 72 h"),
    ],
)
def test_a_clock_counts_elapsed_hours(used: timedelta, state: str, left: str, of: str) -> None:
    began = NOW - used
    clock = moments.clock(began, began + timedelta(hours=72), NOW)
    assert (clock.state, clock.left, clock.of) == (state, left, of)


def test_a_clock_that_was_met_stands_still() -> None:
    clock = moments.clock(
        NOW - timedelta(hours=60), NOW - timedelta(hours=12), NOW, NOW - timedelta(hours=28)
    )
    assert (clock.state, clock.left, clock.of, clock.share) == ("is-met", "32 h 00 min", "of 48 h used", 67)


@pytest.mark.parametrize(("zone", "month"), [("Asia/Amman", "تشرين الثاني"), ("Africa/Cairo", "نوفمبر")])
def test_arabic_uses_the_month_names_of_the_country(zone: str, month: str) -> None:
    with translation.override("ar"):
        assert month in moments.written_date(at(29), zone, NOW)
