"""Secrets that are planted into a filled world, and who is outside of each."""

from collections.abc import Callable

from accounts.models import User
from advisory import actions
from advisory.actions import logbook
from advisory.actions.restricted import WAITS
from advisory.integrity import calling
from advisory.models import Incident, StaffNote
from assessments.models import Assessment, Companion, TeamMember
from factories.models import Delivery
from reporting.models import Report, ReportVersion
from tests.delivery.making import drain
from tests.factories import NOW
from tests.guarded.making import LATER, activated, entry
from tests.personas import World
from tests.walls.addresses import EVERYBODY
from tests.walls.canaries import SECRET_DAY

COLLEAGUE = "Neang Kanha"  # of the constituent's organisation: accompanies the secret assessment


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


FILE, ENTRY = "zero tolerance file", "entry of the logbook"
SECRETS: dict[str, tuple[Callable[[World], None], set[str]]] = {  # what, and who is outside
    "planned assessment": (
        plan_an_assessment,
        {"rival_manager", "other_advisor", "rival_buyer_user", "constituent"},
    ),
    "unreleased report": (draft_a_report, {"buyer_user", "constituent"}),
    "staff note": (note_for_staff, {"manager"}),
    FILE: (open_a_file, EVERYBODY - {"trainer", "country_manager", "second_assessor"}),
    ENTRY: (write_an_entry, EVERYBODY - {"trainer", "country_manager", "head_office"}),
}


def kept_from(persona: str) -> list[str]:
    """The secrets of which this persona may know nothing."""
    return [name for name, (_, outside) in SECRETS.items() if persona in outside]


def plant(world: World, *names: str) -> None:
    for name in names:
        SECRETS[name][0](world)
