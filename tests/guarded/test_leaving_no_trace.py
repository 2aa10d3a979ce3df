"""Non-interference: with and without a zero tolerance file, an entry of the logbook and a conflict of interest every
persona outside reads the same bytes at the same number of queries, at each address that answers them (NTF-3, NTF-4).
"""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from advisory import actions
from advisory.actions import logbook
from advisory.actions.restricted import WAITS
from advisory.integrity import calling
from advisory.models import Incident, LogbookEntry, ZeroToleranceFile
from factories.models import Delivery
from tests.delivery.making import drain
from tests.factories import NOW
from tests.guarded.making import LATER, activated, entry
from tests.personas import World
from tests.walls.addresses import ADDRESSES, EVERYBODY, Rows
from tests.walls.canaries import fill
from tests.walls.test_dropped_policies import change_wall
from tests.walls.test_every_address import MAY_BE_UNWELL
from tests.walls.test_non_interference import seen

Browse = Callable[[User | None], Client]


@pytest.fixture
def rows(world: World) -> Rows:
    """Nothing waits to be sent: what the others are told anyway has already come."""
    made = fill(world)
    drain()
    return made


def open_a_file(world: World) -> None:
    """Reported because of an incident that all know of, activated, with a plan and a person, and everybody named
    is told; one message fails for good."""
    incident = Incident.rows.filter(factory=world.factory).first()
    file = activated(world, by=world.trainer, incident=incident)
    given = {"by": world.country_manager, "at": LATER}
    actions.name_reader(file=file, user=world.second_assessor, reason="Was there", **given)
    actions.plan_action(
        file=file, kind="remediation", words="School", owner="Factory", due_on=NOW.date(), **given
    )
    person = {"name": "Sopheak", "reach": "", "circumstances": "", "wishes": "", "consent": "given"}
    actions.write_person(file=file, **person, **given)
    tell()


def write_an_entry(world: World) -> None:
    entry(world, by=world.trainer, factory=world.factory)
    tell()


def tell() -> None:
    calling.call(LATER)
    drain()
    told = Delivery.rows.filter(kind__in=[WAITS, logbook.KIND]).order_by("pk")
    Delivery.rows.filter(pk__in=told.values("pk")[:1]).update(status="failed", stopped_at=NOW)


SECRETS: dict[str, tuple[Callable[[World], None], set[str]]] = {  # what, and who may know of it
    "zero tolerance file": (open_a_file, {"trainer", "country_manager", "second_assessor"}),
    "entry of the logbook": (write_an_entry, {"trainer", "country_manager", "head_office"}),
}
ALL_OUTSIDE = sorted(EVERYBODY.difference(*(known for _, known in SECRETS.values())))
OTHERS = [("zero tolerance file", "head_office"), ("entry of the logbook", "second_assessor")]


def answering(persona: str) -> list[str]:
    """The addresses that show this persona something."""
    open_to = (name for name, address in ADDRESSES.items() if persona in address.for_ and not address.post)
    return sorted(set(open_to) - MAY_BE_UNWELL)


def differing(
    world: World, rows: Rows, browse: Browse, persona: str, *secrets: str, at: str = ""
) -> set[str]:
    """The addresses (or the one named by `at`) where something is different then."""
    client, names = browse(world.people()[persona]), [at] if at else answering(persona)
    before = seen(client, rows, names)
    for secret in secrets:
        SECRETS[secret][0](world)
    after = seen(client, rows, names)
    return {name for name in names if before[name] != after[name]}


@pytest.mark.parametrize("persona", ALL_OUTSIDE)
def test_nothing_changes_for_those_outside(persona: str, world: World, rows: Rows, browse: Browse) -> None:
    assert differing(world, rows, browse, persona, *SECRETS) == set()


@pytest.mark.parametrize(("secret", "persona"), OTHERS)
def test_nothing_changes_for_who_knows_of_the_other_alone(
    secret: str, persona: str, world: World, rows: Rows, browse: Browse
) -> None:
    assert differing(world, rows, browse, persona, secret) == set()


def test_no_persona_is_left_out() -> None:
    for secret, (_, known) in SECRETS.items():
        tried = set(ALL_OUTSIDE) | {persona for other, persona in OTHERS if other == secret}
        assert tried | known == EVERYBODY, secret


def test_who_is_named_sees_the_difference(world: World, rows: Rows, browse: Browse) -> None:
    assert differing(world, rows, browse, "country_manager", "zero tolerance file", at="zero_tolerance")
    assert differing(world, rows, browse, "head_office", "entry of the logbook", at="logbook")


@pytest.mark.parametrize(
    ("model", "address", "secret"),
    [
        (ZeroToleranceFile, "zero_tolerance", "zero tolerance file"),
        (LogbookEntry, "logbook", "entry of the logbook"),
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
    assert differing(world, rows, browse, "team_leader", "zero tolerance file", at="integrity")


@pytest.mark.parametrize("persona", ["trainer", "country_manager", "second_assessor"])
def test_the_incidents_page_says_nothing_even_to_those_who_are_named(
    persona: str, world: World, rows: Rows, browse: Browse
) -> None:
    """They may have it open in front of others; the bell, which rings for what waits, is quiet."""
    client = browse(world.people()[persona])
    read_all()
    before = seen(client, rows, ["incident"])
    open_a_file(world)
    read_all()
    assert seen(client, rows, ["incident"]) == before


def read_all() -> None:
    Delivery.rows.filter(channel="inbox", status="sent").update(status="read", read_at=NOW)
