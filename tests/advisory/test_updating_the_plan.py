"""The factory manager says where an item stands; nothing said earlier is lost (IP-3)."""

from datetime import date, datetime
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import add_item, add_step, comment_on_item, finish_step, update_item
from advisory.history import history_of_item
from advisory.models import PlanAction, PlanComment, PlanItem
from tests.advisory.making import TODAY, done_item, make_item, page, update_of
from tests.personas import World

Status = PlanItem.Status
LATER = date(2026, 4, 1)


def update(item: PlanItem, by: Any, now: datetime, **changes: Any) -> PlanItem:
    typed = {**update_of(item), "due_on": item.due_on, **changes}
    typed.pop("form_id")
    return update_item(item=item, by=by, at=now, **typed)


def test_an_item_is_under_way(world: World, now: datetime) -> None:
    item = make_item(world.factory)
    update(item, world.manager, now, status="in_progress", root_cause="No written rule", due_on=LATER)
    item.refresh_from_db()
    assert (item.status, item.root_cause, item.due_on) == (Status.IN_PROGRESS, "No written rule", LATER)


def test_done_wants_what_was_done(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="what was done"):
        update(make_item(world.factory), world.manager, now, status="done")


def test_what_was_done_stands_as_a_comment(world: World, now: datetime) -> None:
    item = make_item(world.factory)
    update(item, world.manager, now, status="done", said="Push bars fitted")
    comment = PlanComment.rows.get(item=item)
    assert (comment.words, comment.said_by) == ("Push bars fitted", world.manager)


def test_a_date_moves_with_a_reason_alone(world: World, now: datetime) -> None:
    item = make_item(world.factory, due_on=TODAY)
    with pytest.raises(Invalid, match="why the date moves"):
        update(item, world.manager, now, due_on=LATER)


def test_a_date_in_the_past_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="This day is over"):
        update(make_item(world.factory), world.manager, now, due_on=date(2026, 3, 1))


def test_an_update_of_an_older_version_is_refused(world: World, now: datetime) -> None:
    item = make_item(world.factory)
    update(item, world.manager, now, owner="Heng Rithy")
    with pytest.raises(WrongState, match="somebody changed this item"):
        update(item, world.manager, now, owner="Ly Chenda")


def test_nothing_changed_is_no_update(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="Nothing is changed"):
        update(make_item(world.factory), world.manager, now)


def test_a_verified_item_is_closed(world: World, now: datetime) -> None:
    item = make_item(world.factory, status="verified", verified_at=now, verified_by=world.advisor)
    with pytest.raises(WrongState, match="closed"):
        update(item, world.manager, now, owner="Heng Rithy")


@pytest.mark.parametrize(
    "name", ["picc_worker", "picc_management", "ambassador", "group_user", "advisor", "rival_manager"]
)
def test_the_factory_manager_alone_updates(world: World, now: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        update(make_item(world.factory), getattr(world, name), now, owner="Me")


def test_the_factory_cannot_verify_by_an_update(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="advisor verifies"):
        update(done_item(world.factory), world.manager, now, status="verified", said="All good")


def test_findings_are_not_added_by_hand(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="when the assessors share"):
        add_item(factory=world.factory, title="Exits", origin="finding", by=world.manager, at=now)


def test_the_advisor_adds_an_item_too(world: World, now: datetime) -> None:
    item = add_item(factory=world.factory, title="Exits", origin="picc", owner="HR", by=world.advisor, at=now)
    assert (item.code, item.owner, item.opened_by) == ("IP-001", "HR", world.advisor)


def test_another_advisor_does_not_add(world: World, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        add_item(factory=world.factory, title="Exits", origin="picc", by=world.other_advisor, at=now)


def test_the_workers_side_comments(world: World, now: datetime) -> None:
    item = make_item(world.factory)
    comment_on_item(item=item, words="Line 6 asks for a filter", by=world.picc_worker, at=now)
    assert PlanComment.rows.get(item=item).said_by == world.picc_worker


def test_a_step_is_done_once(world: World, now: datetime) -> None:
    step = add_step(item=make_item(world.factory), words="Fit two bars", by=world.manager, at=now)
    finish_step(step=step, by=world.manager, at=now)
    finish_step(step=step, by=world.manager, at=now)
    assert PlanAction.rows.get().done_on == TODAY


def test_the_history_tells_every_earlier_statement(world: World, now: datetime) -> None:
    item = make_item(world.factory, by=world.manager, due_on=TODAY, root_cause="Guards keep the keys")
    update(item, world.manager, now, root_cause="No written rule", due_on=LATER, said="Bars come late")
    said = [entry.text for entry in history_of_item(item)]
    assert "2 Mar 2026 became 1 Apr 2026" in said[0]
    assert "“Guards keep the keys” became “No written rule”" in said[0]
    assert history_of_item(item)[0].who == "Pich Sreymom"


# -- In the browser ---------------------------------------------------------------------


def test_a_stale_form_keeps_what_was_typed_and_shows_what_is_there(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    stale = update_of(item, owner="Ly Chenda", root_cause="TYPED-ROOT-CAUSE")
    PlanItem.rows.filter(pk=item.pk).update(owner="Heng Rithy")
    answer = browse(world.manager).post(f"/plan/items/{item.pk}/", stale)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "TYPED-ROOT-CAUSE" in text
    assert "Heng Rithy" in text
    assert f'name="base" value="{PlanItem.rows.get(pk=item.pk).version}"' in text


def test_the_second_saving_of_a_stale_form_is_taken(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    PlanItem.rows.filter(pk=item.pk).update(owner="Heng Rithy")
    item.refresh_from_db()
    answer = browse(world.manager).post(f"/plan/items/{item.pk}/", update_of(item, owner="Ly Chenda"))
    assert answer.status_code == 302
    assert PlanItem.rows.get(pk=item.pk).owner == "Ly Chenda"


def test_a_form_sent_twice_adds_one_item(world: World, browse: Any) -> None:
    typed = {"title": "Exits", "origin": "picc", "form_id": "0b3f1c80-1111-4111-8111-111111111111"}
    client = browse(world.manager)
    answers = [client.post(f"/plan/{world.factory.pk}/new/", typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert PlanItem.rows.count() == 1


def test_the_open_row_holds_the_form(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    text = page(browse(world.manager), f"/plan/{world.factory.pk}/?open={item.pk}")
    assert 'class="panel-row"' in text
    assert f'name="base" value="{item.version}"' in text


def test_a_picc_member_reads_the_plan_without_a_form(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    text = page(browse(world.picc_worker), f"/plan/{world.factory.pk}/?open={item.pk}")
    assert item.title in text
    assert "Save update" not in text


@pytest.mark.parametrize("name", ["buyer_user", "rival_manager", "haitian_advisor", "rival_buyer_user"])
def test_outsiders_find_no_plan(world: World, browse: Any, name: str) -> None:
    item = make_item(world.factory)
    client = browse(getattr(world, name))
    addresses = [
        f"/plan/{world.factory.pk}/",
        f"/plan/items/{item.pk}/",
        f"/plan/{world.factory.pk}/plan.csv",
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_the_navigation_leads_to_the_own_plan(world: World, browse: Any) -> None:
    assert browse(world.manager).get("/plan/").headers["Location"] == f"/plan/{world.factory.pk}/"
