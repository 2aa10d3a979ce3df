"""A committee is formed or adopted, its members change, its workers are elected (PICC-1)."""

from datetime import date, datetime
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import change_members, confirm_election, form_committee, record_election
from advisory.actions.committee import NewSeat
from advisory.models import Committee, CommitteeMember, Election
from programmes.models import CalendarRule
from tests.advisory.making import TODAY, make_committee, page, queries, workers_of
from tests.personas import World

SEATS = [
    NewSeat("management", "Pich Sreymom", "woman", "HR manager"),
    NewSeat("workers", "Sun Malis", "woman", "Line 6", "Union A"),
]


def formed(world: World, now: datetime, **fields: Any) -> Committee:
    given = {"factory": world.factory, "formed_on": TODAY, "seats": SEATS, "by": world.manager, "at": now}
    return form_committee(**{**given, **fields})


def elected(committee: Committee, by: Any, now: datetime, **fields: Any) -> Election:
    given = {"held_on": TODAY, "method": "secret_ballot", "candidates": 3, "entitled": 900, "voters": 700}
    given["elected"] = workers_of(committee)
    return record_election(**{"committee": committee, "by": by, "at": now, **given, **fields})


def test_both_sides_take_their_seats(world: World, now: datetime) -> None:
    committee = formed(world, now)
    members = CommitteeMember.rows.sitting().filter(committee=committee).order_by("side")
    assert [(member.side, member.name) for member in members] == [
        ("management", "Pich Sreymom"),
        ("workers", "Sun Malis"),
    ]


def test_unequal_sides_want_a_reason(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="not equal: 1 of management, 0 of the workers"):
        formed(world, now, seats=SEATS[:1])


def test_unequal_sides_are_recorded_with_the_reason(world: World, now: datetime) -> None:
    committee = formed(world, now, seats=SEATS[:1], unbalanced_reason="Ballot on 9 March")
    assert committee.unbalanced_reason == "Ballot on 9 March"


def test_a_factory_has_one_committee(world: World, now: datetime) -> None:
    formed(world, now)
    with pytest.raises(WrongState, match="has its committee already"):
        formed(world, now)


def test_a_committee_is_not_formed_tomorrow(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="still to come"):
        formed(world, now, formed_on=date(2026, 3, 3))


@pytest.mark.parametrize("name", ["picc_worker", "assessor", "other_advisor", "rival_manager"])
def test_the_manager_or_the_advisor_records_it(world: World, now: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        formed(world, now, by=getattr(world, name))


def test_a_member_leaves_and_stays_recorded(world: World, now: datetime) -> None:
    committee = formed(world, now, by=world.advisor)
    leaver = workers_of(committee)[0]
    joiner = NewSeat("workers", "Nuon Srey", "woman")
    change_members(
        committee=committee, on=TODAY, leaving=[leaver], joining=[joiner], by=world.manager, at=now
    )
    leaver.refresh_from_db()
    assert leaver.until == TODAY
    assert [member.name for member in workers_of(committee)] == ["Nuon Srey"]


def test_a_reason_goes_when_the_sides_are_equal_again(world: World, now: datetime) -> None:
    committee = formed(world, now, seats=SEATS[:1], unbalanced_reason="Ballot on 9 March")
    change_members(committee=committee, on=TODAY, joining=SEATS[1:], by=world.manager, at=now)
    assert Committee.rows.get().unbalanced_reason == ""


def test_an_election_waits_for_the_advisor(world: World, now: datetime) -> None:
    election = elected(formed(world, now), world.manager, now)
    assert election.confirmed_at is None
    confirm_election(election=election, by=world.advisor, at=now)
    assert Election.rows.get().confirmed_by == world.advisor


def test_the_manager_does_not_confirm(world: World, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        confirm_election(election=elected(formed(world, now), world.manager, now), by=world.manager, at=now)


def test_a_term_runs_by_the_calendar_rule(world: World, now: datetime) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia, kind="committee_term", amount=36, valid_from=date(2025, 1, 1), source="law"
    )
    election = elected(formed(world, now), world.advisor, now, held_on=date(2026, 2, 28))
    assert election.in_term_until == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"voters": 901}, "More workers voted"),
        ({"candidates": 0}, "fewer candidates"),
        ({"elected": []}, "Choose who was elected"),
    ],
)
def test_an_election_adds_up(world: World, now: datetime, typed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        elected(formed(world, now), world.manager, now, **typed)


def test_management_is_not_elected(world: World, now: datetime) -> None:
    committee = formed(world, now)
    manager = CommitteeMember.rows.get(side="management")
    with pytest.raises(Invalid, match="Only members of the workers"):
        elected(committee, world.manager, now, elected=[manager])


# -- In the browser ---------------------------------------------------------------------


def lines(side: str, *names: str) -> dict[str, Any]:
    typed: dict[str, Any] = {f"{side}-TOTAL_FORMS": 5, f"{side}-INITIAL_FORMS": 0}
    for number, name in enumerate(names):
        typed |= {f"{side}-{number}-name": name, f"{side}-{number}-sex": "woman"}
    return typed


def test_a_committee_is_formed_on_its_page(world: World, browse: Any) -> None:
    typed = {"formed_on": "2026-03-02", **lines("management", "A", "B"), **lines("workers", "C", "D")}
    answer = browse(world.manager).post(f"/picc/{world.factory.pk}/form/", typed)
    assert answer.status_code == 302
    assert CommitteeMember.rows.count() == 4


def test_a_refused_committee_loses_no_line(world: World, browse: Any) -> None:
    typed = {"formed_on": "2026-03-02", **lines("management", "A", "B"), **lines("workers", "TYPED")}
    answer = browse(world.manager).post(f"/picc/{world.factory.pk}/form/", typed)
    assert answer.status_code == 422
    assert 'value="TYPED"' in answer.content.decode()
    assert not Committee.rows.exists()


def test_an_unbalanced_committee_is_shown_as_such(world: World, now: datetime, browse: Any) -> None:
    formed(world, now, seats=SEATS[:1], unbalanced_reason="Ballot on 9 March")
    text = page(browse(world.advisor), f"/picc/{world.factory.pk}/")
    assert "Out of balance by 1" in text
    assert "Ballot on 9 March" in text
    assert "Not now" in text


@pytest.mark.parametrize("name", ["buyer_user", "rival_manager", "haitian_advisor"])
def test_outsiders_find_no_committee(world: World, browse: Any, name: str) -> None:
    make_committee(world.factory)
    assert browse(getattr(world, name)).get(f"/picc/{world.factory.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["advisor", "picc_worker"])
def test_the_page_asks_as_often_for_few_as_for_many(world: World, browse: Any, name: str) -> None:
    client, address = browse(getattr(world, name)), f"/picc/{world.factory.pk}/"
    make_committee(world.factory, pairs=1, meetings=1)
    few = queries(client, address)
    Committee.rows.all().delete()
    make_committee(world.factory, pairs=10, meetings=20)
    assert queries(client, address) == few <= 13
