"""Run as a program: fills a story's database with reports that are approved and due now.

    python -m tests.stories.due_reports COUNT

Prints nothing; the story computes what it expects from the same inputs: two buyers hold all
three conditions, one lacks the form; one factory manager and one advisor a factory; a constituent
whose agreement opens the reports.
"""

import os
import sys

os.environ["DATABASE_AS"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from datetime import UTC, datetime, timedelta  # noqa: E402

from django.db import transaction  # noqa: E402

from accounts.models import Role  # noqa: E402
from assessments.models import Assessment, Tool, ToolVersion  # noqa: E402
from reporting.models import Report, ReportVersion  # noqa: E402
from tests.factories import entitle, link, make_buyer, make_user, pay  # noqa: E402
from tests.personas import World, build_world  # noqa: E402
from tests.stories.cycles import still_running  # noqa: E402


def fill(count: int) -> None:
    world = build_world()
    second = make_buyer("Maple & Moss")
    make_user("Olga Lund", second.organisation, Role.BUYER_USER)
    entitle(second, world.cycle, world.manager, world.administrator)
    link(world.rival_buyer, world.factory)
    pay(world.rival_buyer, world.cycle, world.administrator)
    tool = Tool.objects.create(programme=world.cambodia)
    version = ToolVersion.objects.create(tool=tool, number=1, name="1", valid_from="2020-01-01")
    now = datetime.now(UTC)
    still_running(now)
    for nth in range(count):
        _due(world, version, nth, now - timedelta(minutes=5))


def _due(world: World, version: ToolVersion, nth: int, moment: datetime) -> None:
    assessment = Assessment.rows.create(
        factory=world.factory,
        status=Assessment.Status.FINALISED,
        planned_on=moment.date(),
        planned_by=world.team_leader,
        cycle=world.cycle,
        tool_version=version,
        begun_at=moment,
        shared_at=moment,
        finalised_at=moment,
    )
    report = Report.rows.create(
        factory=world.factory,
        cycle=world.cycle,
        assessment=assessment,
        kind=Report.Kind.ASSESSMENT,
        release_at=moment,
        due_at=moment + timedelta(hours=15),
        rendered_at=moment,
    )
    frozen = ReportVersion.rows.create(
        factory=world.factory,
        report=report,
        payload="{}",
        sha256="0" * 64,
        code=f"code-{nth}",
        frozen_at=moment,
    )
    Report.rows.filter(pk=report.pk).update(status=Report.Status.APPROVED, current=frozen)


if __name__ == "__main__":
    with transaction.atomic():
        fill(int(sys.argv[1]))
