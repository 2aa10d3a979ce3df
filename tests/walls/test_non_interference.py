"""Two worlds alike but for one secret: whoever is outside gets the same bytes and query counts."""

import re
from collections.abc import Callable, Collection
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, User
from advisory.models import BuyerPriority, StaffNote, VisitRequest
from assessments.models import Assessment, Companion, TeamMember
from factories.models import BuyerLink
from reporting.models import Report, ReportVersion
from tests.factories import NOW, entitle, make_factory, make_user
from tests.personas import World
from tests.walls.addresses import ADDRESSES, Rows
from tests.walls.canaries import SECRET_DAY, fill
from tests.walls.test_every_address import MAY_BE_UNWELL, ask

Browse = Callable[[User | None], Client]

EVERY = sorted(set(ADDRESSES) - MAY_BE_UNWELL)

# What differs from one answer to the next by itself: tokens and client-made ids
RANDOM = re.compile(
    rb'((?:X-CSRFToken": |name="(?:csrfmiddlewaretoken|form_id|client_id)"[^>]*value=)")[^"]*'
)


COLLEAGUE = "Neang Kanha"  # of the constituent's organisation: accompanies the secret assessment


@pytest.fixture
def rows(world: World) -> Rows:
    make_user(COLLEAGUE, world.inspectorate, Role.CONSTITUENT)
    return fill(world)


def told(body: bytes) -> bytes:
    """What an answer says, without what is random; of a spreadsheet all but the moment it was made."""
    if not body.startswith(b"PK"):
        return RANDOM.sub(rb"\1", body)
    with ZipFile(BytesIO(body)) as book:
        return b"".join(book.read(name) for name in book.namelist() if name != "docProps/core.xml")


def seen(client: Client, rows: Rows, names: Collection[str] = EVERY) -> dict[str, tuple[int, bytes, int]]:
    """Status, body and number of queries of these addresses."""
    found = {}
    for name in names:
        reset_queries()  # Django's log keeps 9,000 queries and then counts no further
        with CaptureQueriesContext(connection) as queries:
            response = ask(client, name, rows)
        found[name] = (response.status_code, told(response.content), len(queries))
    return found


def plan_an_assessment(world: World) -> None:
    planned = Assessment.rows.create(
        factory=world.rival_factory, planned_on=SECRET_DAY, planned_by=world.team_leader
    )
    for nth, user in enumerate((world.assessor, world.second_assessor)):
        TeamMember.rows.create(factory=planned.factory, assessment=planned, user=user, leads=nth == 0)
    Companion.rows.create(
        factory=planned.factory,
        assessment=planned,
        user=User.objects.get(name=COLLEAGUE),
        organisation=world.inspectorate,
    )


def draft_a_report(world: World) -> None:
    """An approved report that waits for its moment, of the very factory that the buyer reads."""
    report = Report.rows.create(
        factory=world.factory, cycle=world.cycle, kind=Report.Kind.PROGRESS_2, release_at=NOW, due_at=NOW
    )
    version = ReportVersion.rows.create(
        factory=world.factory, report=report, payload="{}", sha256="1" * 64, code="secret-code", frozen_at=NOW
    )
    Report.rows.filter(pk=report.pk).update(status=Report.Status.APPROVED, current=version)


def note_for_staff(world: World) -> None:
    StaffNote.rows.create(
        factory=world.factory, words="A second note", written_by=world.advisor, written_at=NOW
    )


def wish_as_a_rival(world: World) -> None:
    """Another buyer asks, raises and is answered; nobody but it and the factory may notice."""
    pair = {"buyer": world.buyer, "factory": world.factory}
    link = BuyerLink.rows.get(**pair)
    days = {"wished_from": NOW.date(), "wished_until": NOW.date()}
    asked = {"link": link, "kind": "shadow", "reason": "x", "status": "declined", "answer": "x", **days}
    VisitRequest.rows.create(**pair, **asked, asked_by=world.buyer_user, asked_at=NOW)
    BuyerPriority.rows.create(**pair, title="x", raised_by=world.buyer_user, raised_at=NOW)


SECRETS: dict[str, tuple[Callable[[World], None], set[str]]] = {
    "planned assessment": (
        plan_an_assessment,
        {"rival_manager", "other_advisor", "rival_buyer_user", "constituent"},
    ),
    "unreleased report": (draft_a_report, {"buyer_user", "constituent"}),
    "staff note": (note_for_staff, {"manager"}),
}
CASES = [(secret, persona) for secret, (_, outside) in SECRETS.items() for persona in sorted(outside)]


@pytest.mark.parametrize(("secret", "persona"), CASES)
def test_a_secret_changes_nothing_for_those_outside(
    secret: str, persona: str, world: World, rows: Rows, browse: Browse
) -> None:
    client = browse(world.people()[persona])
    before = seen(client, rows)
    SECRETS[secret][0](world)
    after = seen(client, rows)
    assert {name for name in before if before[name] != after[name]} == set()


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
    assert before["supplier"][0] == 404  # the other buyer's own page


def test_a_count_would_be_noticed(world: World, rows: Rows, browse: Browse) -> None:
    client = browse(world.advisor)
    before = seen(client, rows, ["factories"])
    make_factory(world.cambodia, "One more")
    assert before != seen(client, rows, ["factories"])
