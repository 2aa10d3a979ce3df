"""Whether a committee is functional follows from recorded facts alone (PICC-2)."""

from datetime import date, timedelta
from typing import Any

from advisory.committee import Ballot, Judgement, Seat, judge

TODAY = date(2026, 3, 2)
BALLOT = Ballot(date(2025, 9, 1), date(2027, 9, 1), confirmed=True)
MONTHLY = [TODAY - timedelta(days=30 * n) for n in range(1, 7)]


def sides(management: int, workers: int, ballot: Ballot | None = BALLOT, sex: str = "woman") -> list[Seat]:
    return [Seat("management", "man")] * management + [Seat("workers", sex, ballot)] * workers


def judged(seats: list[Seat] | None = None, meetings: list[date] = MONTHLY, **given: Any) -> Judgement:
    facts = {"formed_on": date(2025, 9, 2), "today": TODAY, "meeting_days": 31, **given}
    return judge(sides(4, 4) if seats is None else seats, meetings, **facts)


def verdict(judgement: Judgement, key: str) -> Any:
    return next(each for each in judgement.verdicts if each.key == key)


def test_equal_elected_and_meeting_is_functional() -> None:
    assert judged().functional
    assert judged().reasons == []


def test_unequal_sides_are_not_functional_and_say_why() -> None:
    judgement = judged(sides(4, 3), unbalanced_reason="One member left on 3 Feb.")
    assert not judgement.functional
    assert judgement.apart == 1
    assert "4 management and 3 workers. One member left on 3 Feb." in judgement.reasons[0]


def test_no_members_are_no_balance() -> None:
    assert not judged([]).balanced


def test_a_term_that_is_over_counts_no_more() -> None:
    over = Ballot(date(2023, 2, 1), date(2026, 3, 1), confirmed=True)
    assert verdict(judged(sides(4, 4, over)), "elected").met is False


def test_the_last_day_of_a_term_counts() -> None:
    last = Ballot(date(2024, 3, 2), TODAY, confirmed=True)
    assert verdict(judged(sides(4, 4, last)), "elected").met is True


def test_a_worker_member_without_election_is_named() -> None:
    judgement = judged([*sides(4, 3), Seat("workers", "man")])
    assert "1 of 4 worker members" in verdict(judgement, "elected").note


def test_an_election_counts_once_confirmed() -> None:
    waiting = Ballot(date(2025, 9, 1), date(2027, 9, 1), confirmed=False)
    judgement = judged(sides(4, 4, waiting))
    assert verdict(judgement, "confirmed").met is False
    assert not judgement.functional


def test_three_of_five_meetings_are_too_few() -> None:
    assert verdict(judged(meetings=MONTHLY[:3]), "meets").met is False
    assert verdict(judged(meetings=MONTHLY[:4]), "meets").met is True


def test_meetings_of_long_ago_do_not_count() -> None:
    old = [day - timedelta(days=200) for day in MONTHLY]
    assert verdict(judged(meetings=old, formed_on=date(2024, 1, 1)), "meets").met is False


def test_a_new_committee_is_not_yet_functional() -> None:
    judgement = judged(meetings=[], formed_on=TODAY - timedelta(days=10))
    assert verdict(judgement, "meets").met is None
    assert not judgement.functional


def test_women_are_counted_among_those_who_said() -> None:
    seats = [*sides(2, 2), Seat("workers", "unsaid", BALLOT)]
    women = judged(seats, workforce_women=80).women
    assert (women.count, women.of, women.unsaid, women.share, women.workforce) == (2, 4, 1, 50, 80)
