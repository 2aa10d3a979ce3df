"""Visits are planned with the factory, moved, cancelled with a reason, and read (ADV-1)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import cancel_visit, move_visit, plan_visit
from advisory.models import Visit
from tests.advisory.making import TODAY, make_committee, make_visit, page, queries
from tests.personas import World

LATER = TODAY + timedelta(days=9)


def planned(world: World, now: datetime, **fields: Any) -> Visit:
    given = {"factory": world.factory, "on": LATER, "agenda": "Fire drill", "by": world.advisor, "at": now}
    return plan_visit(**{**given, **fields})


def test_a_visit_is_planned_in_the_open_cycle(world: World, now: datetime) -> None:
    visit = planned(world, now)
    assert (visit.status, visit.cycle) == ("planned", world.cycle)


def test_nothing_is_planned_for_yesterday(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="This day is over"):
        planned(world, now, on=TODAY - timedelta(days=1))


def test_another_advisor_plans_nothing(world: World, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        planned(world, now, by=world.other_advisor)


def test_the_factory_sees_what_is_planned(world: World, now: datetime, browse: Any) -> None:
    planned(world, now)
    assert "Fire drill" in page(browse(world.manager), f"/visits/of/{world.factory.pk}/")


def test_a_visit_moves(world: World, now: datetime) -> None:
    visit = planned(world, now)
    move_visit(visit=visit, on=LATER + timedelta(days=1), by=world.advisor, at=now)
    assert Visit.rows.get().on == LATER + timedelta(days=1)


def test_a_visit_is_cancelled_with_a_reason(world: World, now: datetime) -> None:
    visit = planned(world, now)
    with pytest.raises(Invalid, match="why the visit"):
        cancel_visit(visit=visit, reason="", by=world.advisor, at=now)
    cancel_visit(visit=visit, reason="Public holiday", by=world.advisor, at=now)
    assert Visit.rows.get().status == "cancelled"


def test_a_held_visit_is_not_cancelled(world: World, now: datetime) -> None:
    visit = make_visit(world.factory, world.advisor, status="held", logged_at=now)
    with pytest.raises(WrongState, match="already"):
        cancel_visit(visit=visit, reason="x", by=world.advisor, at=now)


def test_a_refused_cancelling_shows_the_visit_again(world: World, browse: Any) -> None:
    visit = make_visit(world.factory, world.advisor)
    answer = browse(world.advisor).post(f"/visits/{visit.pk}/cancel/", {"reason": ""})
    assert answer.status_code == 422
    assert "Why it does not take place" in answer.content.decode()


def test_the_month_shows_an_advisor_her_own_visits(world: World, browse: Any) -> None:
    make_visit(world.factory, world.advisor)
    make_visit(world.rival_factory, world.other_advisor)
    client = browse(world.advisor)
    assert "Angkor Stitch" not in page(client, "/visits/?month=2026-03")
    assert "Angkor Stitch" in page(client, "/visits/?month=2026-03&who=all")


def test_a_factory_sees_its_own_visits_in_the_month(world: World, browse: Any) -> None:
    make_visit(world.factory, world.advisor)
    make_visit(world.rival_factory, world.other_advisor)
    text = page(browse(world.manager), "/visits/")
    assert "Lotus Thread Apparel" in text
    assert "Angkor Stitch" not in text


@pytest.mark.parametrize("name", ["buyer_user", "rival_manager", "haitian_advisor", "rival_buyer_user"])
def test_outsiders_find_no_visit(world: World, browse: Any, name: str) -> None:
    visit = make_visit(world.factory, world.advisor)
    client = browse(getattr(world, name))
    assert client.get(f"/visits/{visit.pk}/").status_code == 404
    assert client.get(f"/visits/of/{world.factory.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/visits/?month=2026-03", "/visits/of/{pk}/", "/log-visit/"])
def test_lists_ask_as_often_for_one_as_for_twenty(world: World, browse: Any, address: str) -> None:
    client, to = browse(world.advisor), address.format(pk=world.factory.pk)
    make_visit(world.factory, world.advisor, on=TODAY)
    one = queries(client, to)
    for day in range(1, 20):
        make_visit(world.factory, world.advisor, on=date(2026, 3, 1 + day))
    assert queries(client, to) == one <= 12


def test_the_log_asks_twelve_times_at_most(world: World, browse: Any) -> None:
    assert queries(browse(world.advisor), f"/log-visit/{world.factory.pk}/") <= 12


def test_the_factorys_page_tells_of_the_visit(world: World, now: datetime, browse: Any) -> None:
    make_visit(world.factory, world.advisor, on=world.cycle.day_zero, status="held", logged_at=now)
    text = page(browse(world.manager), f"/factories/{world.factory.pk}/")
    assert "it began the cycle" in text


@pytest.mark.parametrize("name", ["advisor", "manager", "team_leader"])
def test_the_factorys_page_stays_within_its_queries(world: World, browse: Any, name: str) -> None:
    client, address = browse(getattr(world, name)), f"/factories/{world.factory.pk}/"
    make_visit(world.factory, world.advisor)
    make_committee(world.factory)
    few = queries(client, address)
    for day in range(1, 20):
        make_visit(world.factory, world.advisor, on=date(2026, 3, 1 + day))
    assert queries(client, address) == few <= 12
