"""The advisor verifies what the factory says is done, or sends it back with a reason (IP-3)."""

from datetime import datetime
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.rowsecurity import identify
from advisory.actions import drop_item, send_back_item, verify_item
from advisory.history import history_of_item
from advisory.models import PlanComment, PlanItem
from tests.advisory.making import done_item, make_grant, make_item
from tests.personas import World

Status = PlanItem.Status


def test_the_advisor_verifies_on_site(world: World, now: datetime) -> None:
    item = done_item(world.factory)
    verify_item(item=item, verification="on_site", by=world.advisor, at=now)
    item.refresh_from_db()
    assert (item.status, item.verified_by, item.verification) == (Status.VERIFIED, world.advisor, "on_site")


def test_the_advisor_sends_back_with_a_reason(world: World, now: datetime) -> None:
    item = done_item(world.factory)
    send_back_item(item=item, reason="Two doors are still locked", by=world.advisor, at=now)
    item.refresh_from_db()
    assert (item.status, item.done_at) == (Status.IN_PROGRESS, None)
    assert PlanComment.rows.get(item=item).words == "Two doors are still locked"
    assert history_of_item(item)[0].reason == "Two doors are still locked"


def test_sending_back_wants_a_reason(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="what is missing"):
        send_back_item(item=done_item(world.factory), reason=" ", by=world.advisor, at=now)


def test_what_is_not_done_is_not_verified(world: World, now: datetime) -> None:
    with pytest.raises(WrongState, match="nothing to verify"):
        verify_item(item=make_item(world.factory), verification="on_site", by=world.advisor, at=now)


@pytest.mark.parametrize("name", ["manager", "picc_worker", "other_advisor", "assessor", "team_leader"])
def test_nobody_else_verifies(world: World, now: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        verify_item(item=done_item(world.factory), verification="documents", by=getattr(world, name), at=now)


def test_an_advisor_who_was_given_the_factory_verifies(world: World, now: datetime) -> None:
    make_grant(world.factory, world.haitian_advisor, world.country_manager, days=1)
    identify(world.haitian_advisor, now)
    item = done_item(world.factory)
    assert verify_item(item=item, verification="documents", by=world.haitian_advisor, at=now)


def test_a_grant_ends_with_its_day(world: World, now: datetime) -> None:
    make_grant(world.factory, world.haitian_advisor, world.country_manager, days=-1)
    identify(world.haitian_advisor, now)
    with pytest.raises(NotAllowed):
        verify_item(item=done_item(world.factory), verification="documents", by=world.haitian_advisor, at=now)


def test_an_item_leaves_the_plan_with_a_reason(world: World, now: datetime) -> None:
    item = make_item(world.factory)
    drop_item(item=item, reason="The same as IP-002", by=world.advisor, at=now)
    assert PlanItem.rows.get(pk=item.pk).status == Status.DROPPED


def test_verifying_in_the_browser(world: World, browse: Any) -> None:
    item = done_item(world.factory)
    answer = browse(world.advisor).post(f"/plan/items/{item.pk}/verify/", {"verification": "documents"})
    assert answer.status_code == 302
    assert PlanItem.rows.get(pk=item.pk).status == Status.VERIFIED


def test_a_refused_reason_stays_on_the_page(world: World, browse: Any) -> None:
    item = done_item(world.factory)
    answer = browse(world.advisor).post(f"/plan/items/{item.pk}/send_back/", {"reason": ""})
    assert answer.status_code == 422
    assert "Is it done?" in answer.content.decode()
