"""Category A or B, since when and why: facts by facts. Source: advisory FAQ III.7."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from advisory.incidents.strikes import Category, Judgement, Reason, judge
from advisory.models import Incident

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")  # UTC+7
HAITI = ZoneInfo("America/Port-au-Prince")  # UTC-5, UTC-4 from 8 March 2026 on
V, D, F = Reason.VIOLENCE, Reason.SEVERAL_DAYS, Reason.SEVERAL_FACTORIES


def day(text: str) -> datetime:
    """Day of March 2026 and hour in UTC, as “02 03:00”."""
    return datetime.strptime(f"2026-03-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


A = Judgement(Category.A)


def b(since: str, *reasons: Reason) -> Judgement:
    return Judgement(Category.B, day(since), reasons)


TABLE = [
    # began, ended, violence, second factory, asked at, expected
    ("02 01:00", "02 09:00", None, None, "05 00:00", A),
    ("02 01:00", None, None, None, "02 16:59", Judgement(Category.A, next_at=day("02 17:00"))),
    ("02 01:00", None, None, None, "02 17:00", b("02 17:00", D)),
    ("02 01:00", "02 16:59", None, None, "05 00:00", A),
    ("02 01:00", "02 17:00", None, None, "05 00:00", b("02 17:00", D)),
    ("02 01:00", "02 09:00", "02 03:00", None, "02 04:00", b("02 03:00", V)),
    ("02 01:00", "02 09:00", "02 03:00", None, "02 02:00", A),
    ("02 01:00", "02 09:00", None, "02 05:00", "02 06:00", b("02 05:00", F)),
    ("02 01:00", None, "02 20:00", "02 05:00", "03 06:00", b("02 05:00", F, D, V)),
    ("01 18:00", "02 16:00", None, None, "05 00:00", A),  # local: 01:00 to 23:00 of one day
]


@pytest.mark.parametrize(("began", "ended", "violence", "joined", "asked", "expected"), TABLE)
def test_a_strike_is_judged_by_its_facts(
    began: str, ended: str | None, violence: str | None, joined: str | None, asked: str, expected: Judgement
) -> None:
    given = {"ended_at": ended, "violence_at": violence, "joined_at": joined}
    moments = {name: day(each) if each else None for name, each in given.items()}
    facts = Incident(began_at=day(began), **moments)
    assert judge(facts, day(asked), PHNOM_PENH) == expected


def test_midnight_is_that_of_the_country_also_when_its_clock_changes() -> None:
    facts = Incident(
        began_at=datetime(2026, 3, 8, 15, tzinfo=UTC)
    )  # the day on which Haiti's clock went forward
    assert judge(facts, datetime(2026, 3, 10, tzinfo=UTC), HAITI).since == datetime(2026, 3, 9, 4, tzinfo=UTC)
