"""A buyer's first page: what it asked and waits for, and nothing that became of it while a condition is missing."""

from datetime import datetime
from typing import Any

from accounts.models import User
from advisory.actions import decline_priority, put_priority_on_agenda, withdraw_request
from advisory.buyers.waiting import of as open_wishes
from factories.models import AccessForm
from tests.advisory.making import page, queries
from tests.advisory.test_joining_a_visit import ask
from tests.advisory.test_mapping_a_buyers_plan import sent, taken_in
from tests.advisory.test_raising_a_priority import at_the_picc, meeting_of, raised
from tests.factories import link
from tests.personas import World
from tests.roles import as_app


def waiting(user: User, now: datetime) -> list[tuple[str, str]]:
    """What waits, and for whom."""
    with as_app(user, now):
        return [(each.title, each.waits_for) for each in open_wishes(user)]


def test_each_kind_says_for_whom_it_waits(world: World, now: Any) -> None:
    ask(world, now)
    raised(world, now)
    taken_in(world, now)
    assert set(waiting(world.buyer_user, now)) == {
        ("Shadow a visit", "waits for the advisor"),
        ("Priority: Eye wash in the chemical store", "waits for the factory's management"),
        ("Corrective action plan: cap.csv", "waits for the factory's management"),
    }


def test_a_plan_that_is_not_taken_in_waits_for_the_buyer_itself(world: World, now: Any) -> None:
    sent(world, now)
    assert waiting(world.buyer_user, now) == [
        ("Corrective action plan: cap.csv", "waits for you: it is not taken in yet")
    ]


def test_on_the_agenda_it_waits_for_the_meeting(world: World, now: Any) -> None:
    found, meeting = raised(world, now), meeting_of(world, now)
    put_priority_on_agenda(priority=found, meeting=meeting, by=world.manager, at=now)
    assert waiting(world.buyer_user, now)[0][1] == "waits for the PICC's meeting"


def test_what_was_answered_is_gone(world: World, now: Any) -> None:
    withdraw_request(asked=ask(world, now), by=world.buyer_user, at=now)
    decline_priority(priority=at_the_picc(world, now), words="Next year.", by=world.picc_worker, at=now)
    assert waiting(world.buyer_user, now) == []


def test_without_all_conditions_only_the_buyers_own_request_stands(world: World, now: Any) -> None:
    ask(world, now)
    raised(world, now)
    AccessForm.rows.update(revoked_at=now)
    assert waiting(world.buyer_user, now) == [("Shadow a visit", "waits until all three conditions hold")]


def test_then_nothing_tells_what_became_of_a_priority(world: World, now: Any) -> None:
    found = at_the_picc(world, now)
    AccessForm.rows.update(revoked_at=now)
    before = waiting(world.buyer_user, now)
    decline_priority(priority=found, words="Next year.", by=world.picc_worker, at=now)
    assert waiting(world.buyer_user, now) == before


def test_a_buyer_that_nobody_confirmed_reads_its_own_name_of_the_factory(world: World, now: Any) -> None:
    claim = link(world.rival_buyer, world.factory, confirmed=False)
    ask(world, now, by=world.rival_buyer_user, claim=claim)
    with as_app(world.rival_buyer_user, now):
        [found] = open_wishes(world.rival_buyer_user)
    assert (found.factory, found.state) == (claim.claimed_name, "lacking")


def test_another_buyers_requests_are_not_there(world: World, now: Any) -> None:
    ask(world, now)
    raised(world, now)
    assert waiting(world.rival_buyer_user, now) == []


def test_they_stand_on_the_buyers_first_page(world: World, now: Any, browse: Any) -> None:
    found = raised(world, now)
    said = page(browse(world.buyer_user), "/")
    assert "Your open requests" in said
    assert f"/priorities/{found.pk}/" in said


def test_the_first_page_costs_the_same_with_many(world: World, now: Any, browse: Any) -> None:
    client = browse(world.buyer_user)
    none = queries(client, "/")
    ask(world, now)
    for number in range(6):
        raised(world, now, title=f"Priority {number}")
    assert queries(client, "/") == none <= 12 + 1
