"""How items come into a factory's one improvement plan."""

from datetime import datetime
from typing import Any

import pytest

from accounts.errors import Invalid
from advisory.actions import open_item
from advisory.models import ImprovementPlan, PlanItem
from tests.factories import make_point
from tests.personas import World
from tests.roles import as_app

Origin, Status = PlanItem.Origin, PlanItem.Status


def opened(world: World, now: datetime, **fields: Any) -> PlanItem:
    given = {"origin": Origin.PICC, "point": None, "title": "Water on line 6", "by": world.manager, "at": now}
    return open_item(**{"factory": world.factory, **given, **fields})


def test_items_are_numbered_within_the_factory(world: World, now: datetime) -> None:
    first, second = opened(world, now), opened(world, now)
    other = opened(world, now, factory=world.rival_factory, by=world.rival_manager)
    assert [first.code, second.code, other.code] == ["IP-001", "IP-002", "IP-001"]


def test_the_plan_opens_with_its_first_item_and_stays_one(world: World, now: datetime) -> None:
    opened(world, now)
    opened(world, now)
    assert ImprovementPlan.rows.filter(factory=world.factory).count() == 1


def test_a_finding_on_a_point_that_was_verified_came_back(world: World, now: datetime) -> None:
    point = make_point()
    old = opened(world, now, point=point)
    PlanItem.rows.filter(pk=old.pk).update(status=Status.VERIFIED, verified_at=now, verified_by=world.advisor)
    found = opened(world, now, point=point, origin=Origin.FINDING, by=world.assessor)
    assert found.recurs == old


def test_a_long_title_is_cut_and_kept_whole_in_words(world: World, now: datetime) -> None:
    item = opened(world, now, title="exit " * 100, words="On floor 2.")
    assert len(item.title) <= 300
    assert item.words.count("exit") == 100
    assert item.words.endswith("On floor 2.")


def test_an_item_without_words_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="what is to improve"):
        opened(world, now, title="  ")


@pytest.mark.parametrize("name", ["assessor", "manager", "advisor"])
def test_those_who_open_items_may_under_row_security(world: World, now: datetime, name: str) -> None:
    with as_app(getattr(world, name), now):
        assert opened(world, now, by=getattr(world, name)).number == 1
