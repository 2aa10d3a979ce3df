"""Who is told of what: a factory its advisor, an advisor the factory's managers."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from advisory.actions import (
    cancel_visit,
    move_visit,
    plan_visit,
    record_election,
    send_back_item,
    update_item,
    verify_item,
)
from advisory.models import Election, PlanItem
from factories import outbox
from factories.models import Message
from factories.outbox import words
from tests.advisory.making import TODAY, done_item, make_committee, make_item, make_visit, workers_of
from tests.personas import World
from tests.roles import as_app


def say_done(world: World, now: datetime, **changes: Any) -> PlanItem:
    item = make_item(world.factory)
    typed = {"base": item.version, "status": "done", "root_cause": "", "owner": "", "due_on": None}
    return update_item(item=item, said="Bars fitted", by=world.manager, at=now, **{**typed, **changes})


def told() -> list[tuple[str, str]]:
    return [(message.kind, message.to.name) for message in Message.rows.select_related("to")]


def test_the_advisor_is_told_what_waits_for_a_check(world: World, now: datetime) -> None:
    with as_app(world.manager, now):
        say_done(world, now)
    assert told() == [("item_done", "Chan Sokha")]


def test_an_update_that_is_not_done_tells_nobody(world: World, now: datetime) -> None:
    say_done(world, now, status="in_progress")
    assert told() == []


def test_the_manager_is_told_how_the_check_went(world: World, now: datetime) -> None:
    with as_app(world.advisor, now):
        verify_item(item=done_item(world.factory), verification="on_site", by=world.advisor, at=now)
        send_back_item(item=done_item(world.factory), reason="Two doors", by=world.advisor, at=now)
    assert sorted(told()) == [("item_sent_back", "Pich Sreymom"), ("item_verified", "Pich Sreymom")]


def test_the_manager_is_told_of_a_visit_and_of_its_end(world: World, now: datetime) -> None:
    visit = plan_visit(factory=world.factory, on=TODAY + timedelta(days=9), by=world.advisor, at=now)
    cancel_visit(visit=visit, reason="Public holiday", by=world.advisor, at=now)
    assert sorted(told()) == [("visit_cancelled", "Pich Sreymom"), ("visit_planned", "Pich Sreymom")]


def test_the_manager_is_told_where_a_visit_moves(world: World, now: datetime) -> None:
    visit = make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=2))
    with as_app(world.advisor, now):
        move_visit(visit=visit, on=TODAY + timedelta(days=9), by=world.advisor, at=now)
    subject, _body = words(Message.rows.select_related("to", "factory").get())
    assert subject == "The advisory visit moves to 11 Mar 2026"


def elect(world: World, by: Any, now: datetime) -> None:
    chosen = workers_of(make_committee(world.factory))
    votes = {"candidates": 4, "entitled": 900, "voters": 700, "elected": chosen}
    with as_app(by, now):
        committee, method = chosen[0].committee, Election.Method.SECRET_BALLOT
        record_election(committee=committee, held_on=TODAY, method=method, **votes, by=by, at=now)


def test_the_advisor_is_told_of_an_election_that_waits(world: World, now: datetime) -> None:
    elect(world, world.manager, now)
    assert told() == [("election_recorded", "Chan Sokha")]


def test_an_advisors_own_election_waits_for_nobody(world: World, now: datetime) -> None:
    elect(world, world.advisor, now)
    assert told() == []


def test_a_message_leads_to_its_item(world: World, now: datetime) -> None:
    item = say_done(world, now)
    subject, body = words(Message.rows.select_related("to", "factory").get())
    assert subject == "IP-001 at Lotus Thread Apparel is said to be done"
    assert f"/plan/items/{item.pk}/" in body


KINDS = {
    "item_done": "بانتظار تحققك",
    "item_verified": "تحقق مستشارك",
    "item_sent_back": "أعاد مستشارك",
    "visit_planned": "9 مارس 2026",
    "visit_moved": "9 مارس 2026",
    "visit_cancelled": "9 مارس 2026",
    "election_recorded": "9 مارس 2026",
}


@pytest.mark.parametrize(("kind", "said"), KINDS.items())
def test_a_message_speaks_its_readers_language(world: World, now: datetime, kind: str, said: str) -> None:
    world.manager.language = "ar"
    facts = {"on": "2026-03-09", "code": "IP-001", "title": "Exits are locked"}
    about = {"factory": world.factory, "subject_id": world.factory.pk, "facts": facts}
    made = outbox.message(key="k", kind=kind, to=world.manager, at=now, **about)
    assert said in " ".join(words(made))
