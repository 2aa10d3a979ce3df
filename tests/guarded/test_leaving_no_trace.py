"""Non-interference: with and without a zero tolerance file, an entry of the logbook and a conflict of interest every
persona outside reads the same bytes at the same number of queries, at each address that answers them (NTF-3, NTF-4).
"""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from advisory.models import LogbookEntry, ZeroToleranceFile
from factories.models import Delivery
from tests.delivery.making import drain
from tests.factories import NOW
from tests.personas import World
from tests.walls.addresses import EVERYBODY, Rows
from tests.walls.canaries import fill
from tests.walls.planted import ENTRY, FILE, SECRETS, plant
from tests.walls.test_dropped_policies import change_wall
from tests.walls.walk import answering, seen

Browse = Callable[[User | None], Client]


@pytest.fixture
def rows(world: World) -> Rows:
    """Nothing waits to be sent: what the others are told anyway has already come."""
    made = fill(world)
    drain()
    return made


def differing(
    world: World, rows: Rows, browse: Browse, persona: str, *secrets: str, at: str = ""
) -> set[str]:
    """The addresses (or the one named by `at`) where something is different then."""
    client, names = browse(world.people()[persona]), [at] if at else answering(persona)
    before = seen(client, rows, names)
    plant(world, *secrets)
    after = seen(client, rows, names)
    return {name for name in names if before[name] != after[name]}


def test_no_persona_is_left_out() -> None:
    """Everybody but those who may know of it walks past all addresses (`tests/walls/test_every_address.py`)."""
    assert EVERYBODY - SECRETS[FILE][1] == {"trainer", "country_manager", "second_assessor"}
    assert EVERYBODY - SECRETS[ENTRY][1] == {"trainer", "country_manager", "head_office"}


@pytest.mark.parametrize(
    ("model", "address", "secret"),
    [
        (ZeroToleranceFile, "zero_tolerance", FILE),
        (LogbookEntry, "logbook", ENTRY),
    ],
)
def test_where_both_walls_are_gone_it_is_noticed(
    model,
    address: str,
    secret: str,
    world: World,
    rows: Rows,
    browse: Browse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change_wall(f"ALTER TABLE {model._meta.db_table} DISABLE ROW LEVEL SECURITY")
    monkeypatch.setattr(type(model.rows.all()), "visible_to", lambda rows, user: rows)
    assert differing(world, rows, browse, "team_leader", secret, at=address) == {address}


def test_a_count_of_queries_alone_is_noticed(
    world: World, rows: Rows, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that looks whether there is a file, and then says nothing of it."""
    from advisory.views import integrity

    def looks_twice(user: User) -> list[dict[str, object]]:
        if ZeroToleranceFile.rows.filter(opened_by=world.trainer).exists():
            ZeroToleranceFile.rows.filter(opened_by=world.trainer).count()
        return []

    change_wall("ALTER TABLE advisory_zerotolerancefile DISABLE ROW LEVEL SECURITY")
    monkeypatch.setattr(integrity, "waiting_for", looks_twice)
    assert differing(world, rows, browse, "team_leader", FILE, at="integrity")


@pytest.mark.parametrize("persona", ["trainer", "country_manager", "second_assessor"])
def test_the_incidents_page_says_nothing_even_to_those_who_are_named(
    persona: str, world: World, rows: Rows, browse: Browse
) -> None:
    """They may have it open in front of others; the bell, which rings for what waits, is quiet."""
    client = browse(world.people()[persona])
    read_all()
    before = seen(client, rows, ["incident"])
    plant(world, FILE)
    read_all()
    assert seen(client, rows, ["incident"]) == before


def read_all() -> None:
    Delivery.rows.filter(channel="inbox", status="sent").update(status="read", read_at=NOW)
