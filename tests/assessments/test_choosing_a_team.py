"""WHO-2: who may assess a factory together, each answer with a sentence."""

from datetime import date
from uuid import uuid4

from assessments import team
from assessments.team import Candidate


def someone(name: str = "Ros Piseth", **facts) -> Candidate:
    return Candidate(**{"id": uuid4(), "name": name, "experienced": True, **facts})


NEW = someone("Ouk Thida", experienced=False)
PISETH = someone("Ros Piseth")


def refusals(*chosen: Candidate, last=()) -> list[str]:
    return team.missing(team.team(chosen, last))


def test_an_experienced_and_a_new_assessor_make_a_team() -> None:
    assert refusals(PISETH, NEW) == []


def test_one_person_is_no_team() -> None:
    assert refusals(PISETH) == ["A team has two people or more: choose another assessor."]


def test_the_same_person_twice_is_no_team() -> None:
    assert refusals(PISETH, PISETH)


def test_two_new_assessors_need_an_experienced_one() -> None:
    other_new = someone("Lim Vanna", experienced=False)
    assert refusals(NEW, other_new) == [
        "A new assessor goes only beside an experienced one: choose one who is."
    ]
    assert refusals(NEW, other_new, PISETH) == []


def test_who_advises_the_factory_may_not_assess_it() -> None:
    assert refusals(PISETH, NEW, someone("Chan Sokha", advises=True)) == [
        "Who advises the factory may not assess it: Chan Sokha."
    ]


def test_no_pair_goes_to_one_factory_twice_running() -> None:
    assert refusals(PISETH, NEW, last={PISETH.id, NEW.id}) == [
        "Ros Piseth and Ouk Thida went there together the last time: change one."
    ]


def test_one_of_the_last_team_may_come_again() -> None:
    assert refusals(PISETH, NEW, last={PISETH.id, uuid4()}) == []


def test_a_pair_within_a_larger_team_counts_too() -> None:
    third = someone("Sok Rithy")
    assert refusals(third, PISETH, NEW, last={PISETH.id, NEW.id})


def test_a_clash_says_not_free_and_nothing_more() -> None:
    assert refusals(PISETH, NEW, someone("Lim Vanna", free=False)) == ["Not free on these days: Lim Vanna."]
    assert team.person(someone(free=False)).sentence == "Not free."


def test_each_person_has_a_sentence_of_the_own() -> None:
    assert team.person(someone(advises=True)).sentence == "Advises this factory: may not assess it."
    assert team.person(NEW) == team.Verdict(True, "New: only beside an experienced assessor.")
    assert team.person(PISETH) == team.Verdict(True, "Free, experienced.")


def test_before_a_day_is_chosen_nobody_is_called_free() -> None:
    assert team.person(someone(free=None)).sentence == "Experienced."


def test_a_second_day_after_a_friday_is_monday() -> None:
    friday = date(2026, 3, 6)
    assert team.days_of(friday, 2, weekend=[6, 7]) == [friday, date(2026, 3, 9)]


def test_where_friday_is_the_weekend_thursday_is_followed_by_sunday() -> None:
    assert team.days_of(date(2026, 3, 5), 2, weekend=[5, 6])[-1] == date(2026, 3, 8)
