"""Two worlds alike but for one thing: whoever is outside gets the same bytes and query counts.

What is planted for every persona at every address stands in `test_every_address.py`.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from advisory.models import BuyerPriority, VisitRequest
from factories.models import BuyerLink
from tests.factories import NOW, entitle, make_factory
from tests.personas import World
from tests.walls.addresses import ADDRESSES, Rows
from tests.walls.canaries import fill
from tests.walls.walk import EVERY, seen

Browse = Callable[[User | None], Client]


@pytest.fixture
def rows(world: World) -> Rows:
    return fill(world)


def wish_as_a_rival(world: World) -> None:
    """Another buyer asks, raises and is answered; nobody but it and the factory may notice."""
    pair = {"buyer": world.buyer, "factory": world.factory}
    link = BuyerLink.rows.get(**pair)
    days = {"wished_from": NOW.date(), "wished_until": NOW.date()}
    asked = {"link": link, "kind": "shadow", "reason": "x", "status": "declined", "answer": "x", **days}
    VisitRequest.rows.create(**pair, **asked, asked_by=world.buyer_user, asked_at=NOW)
    BuyerPriority.rows.create(**pair, title="x", raised_by=world.buyer_user, raised_at=NOW)


def test_a_buyer_with_all_conditions_notices_nothing_of_another_buyers_wishes(
    world: World, rows: Rows, browse: Browse
) -> None:
    entitle(world.rival_buyer, world.cycle, world.manager, world.administrator)
    client = browse(world.rival_buyer_user)
    buyers = [name for name in EVERY if ADDRESSES[name].for_ & {"buyer_user", "rival_buyer_user"}]
    before = seen(client, rows, buyers)
    wish_as_a_rival(world)
    after = seen(client, rows, buyers)
    assert {name for name in before if before[name] != after[name]} == set()
    assert before["supplier"].status == 404  # the other buyer's own page


def test_a_count_would_be_noticed(world: World, rows: Rows, browse: Browse) -> None:
    client = browse(world.advisor)
    before = seen(client, rows, ["factories"])
    make_factory(world.cambodia, "One more")
    assert before != seen(client, rows, ["factories"])
