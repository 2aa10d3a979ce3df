"""Every page of this floor: at most twelve queries and one for the bell, and the same number at 1 row and at 20."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts import clock
from accounts.models import Role
from tests.delivery.making import drain, stopped
from tests.delivery.making import tell as deliver
from tests.factories import (
    NOW,
    entitle,
    link,
    make_buyer,
    make_cycle,
    make_factory,
    make_group,
    make_user,
    pay,
)
from tests.personas import World, build_world, signed_in
from tests.places.making import queries
from tests.walls.walk import undone

MOST = 12 + 1

PAGES = [
    ("advisor", "/factories/"),
    ("group_user", "/factories/"),
    ("buyer_user", "/factories/"),
    ("advisor", "/factories/{factory}/"),
    ("manager", "/factories/{factory}/"),
    ("buyer_user", "/factories/{factory}/"),
    ("manager", "/factories/{factory}/access/"),
    ("advisor", "/factories/{factory}/access/"),
    ("administrator", "/factories/{factory}/access/"),
    ("country_manager", "/factories/{factory}/access/"),
    ("advisor", "/factories/{factory}/history/"),
    ("administrator", "/people/"),
    ("administrator", "/people/{office}/"),
    ("manager", "/people/{own}/"),
    ("administrator", "/buyers/"),
    ("administrator", "/buyers/{buyer}/"),
    ("buyer_user", "/claims/"),
    ("administrator", "/claims/unplaced/"),
    ("administrator", "/groups/"),
    ("advisor", "/notices/"),
    ("buyer_user", "/notices/"),
    ("buyer_user", "/webhooks/"),
    ("team_leader", "/messages/"),
    ("administrator", "/calendars/KH/"),
    ("head_office", "/calendars/"),
    ("administrator", "/"),
    ("group_user", "/"),
    ("manager", "/account/"),
]


def twenty_more(world: World) -> None:
    """Of everything that these pages list."""
    for number in range(20):
        factory = make_factory(world.cambodia, f"Zeta {number:02d}")
        make_group(f"Group {number:02d}", factory)
        entitle(world.buyer, make_cycle(factory), world.manager, world.administrator)
        other = make_buyer(f"Buyer {number:02d}")
        link(other, world.factory)
        pay(other, world.cycle, world.administrator, paid=False)
        make_user(f"Staff {number:02d}", world.cambodia.organisation, Role.ADVISOR)
        make_user(f"Member {number:02d}", world.factory.organisation, Role.PICC_MANAGEMENT)
        make_factory(world.cambodia, f"Listed {number:02d}", status="imported", registered_at=None)
        tell(world, number)


def tell(world: World, number: int) -> None:
    told = deliver(world, world.advisor, f"more:{number}")
    if number % 2:
        stopped(told)
    else:
        drain()


Costs = dict[tuple[str, str], list[str]]


def costs(world: World) -> Costs:
    """What each page asks; what a page writes is taken back."""
    at = {
        "factory": world.factory.pk,
        "office": world.cambodia.organisation_id,
        "own": world.factory.organisation_id,
        "buyer": world.buyer.pk,
    }
    found: Costs = {}
    for who, address in PAGES:
        client = signed_in(getattr(world, who))
        with undone():
            found[who, address] = queries(client, address.format(**at))
    return found


@pytest.fixture(scope="module")
def at_one_and_at_twenty(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Costs, Costs]]:
    """All pages of one world, before there is more in it and after."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), undone():
        patch.setattr(clock, "now", lambda: NOW)
        world = build_world()
        tell(world, 100)
        tell(world, 101)
        one = costs(world)
        twenty_more(world)
        yield one, costs(world)


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_page_costs_the_same_at_one_row_and_at_twenty(
    at_one_and_at_twenty: tuple[Costs, Costs], who: str, address: str
) -> None:
    one, twenty = (costs[who, address] for costs in at_one_and_at_twenty)
    assert len(twenty) <= len(one), "\n".join(twenty)
    assert len(twenty) <= MOST, "\n".join(twenty)
