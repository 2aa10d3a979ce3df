"""First pages of assessors and team leaders, and how many queries each page costs."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import User
from assessments.models import Assessment, TeamMember
from reporting.models import Report
from tests.advisory.making import queries
from tests.assessments.making import TODAY, begun, make_tool, plan, shared
from tests.factories import NOW, make_cycle, make_factory
from tests.personas import World

Browse = Callable[[User | None], Client]
MOST = 12 + 1  # and the bell


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def many(world: World, count: int = 20) -> None:
    """Twenty more factories, each with a planned assessment of the same two people."""
    for number in range(count):
        factory = make_factory(world.cambodia, f"Zeta {number:02d}")
        make_cycle(factory)
        day = TODAY + timedelta(days=7 * number)
        row = Assessment.rows.create(factory=factory, planned_on=day, planned_by=world.team_leader)
        for user in (world.assessor, world.second_assessor):
            TeamMember.rows.create(assessment=row, factory=factory, user=user)


def test_an_assessors_day_begins_with_the_own_assessments(world: World, browse: Browse) -> None:
    plan(world)
    page = read(browse(world.assessor), "/")
    assert "Lotus Thread Apparel" in page
    assert "Begin at the gate" in page
    assert "Lotus Thread" not in read(browse(world.third_assessor), "/")


def test_a_team_leader_sees_approvals_first_then_the_plan(world: World, browse: Browse) -> None:
    assessment = shared(world)
    plan(world, world.third_assessor, world.second_assessor, planned_on=TODAY + timedelta(days=5))
    Report.rows.create(
        factory=world.factory,
        cycle=world.cycle,
        assessment=assessment,
        kind=Report.Kind.ASSESSMENT,
        status=Report.Status.DRAFTED,
        due_at=NOW + timedelta(days=2),
    )
    page = read(browse(world.team_leader), "/")
    assert page.index("Waiting for approval") < page.index("Planned and under way")
    assert "Assessment report: Lotus Thread Apparel" in page
    assert "Sok Rithy" in page


def test_a_late_report_is_urgent(world: World, browse: Browse) -> None:
    Report.rows.create(
        factory=world.factory, cycle=world.cycle, kind="progress_report_1", due_at=NOW - timedelta(days=1)
    )
    assert "Late reports" in read(browse(world.team_leader), "/")


def test_head_office_does_not_see_what_is_planned(world: World, browse: Browse) -> None:
    plan(world)
    page = read(browse(world.head_office), "/")
    assert "Planned and under way" not in page
    assert "Lotus" not in page


def test_who_may_be_assessed_now_is_offered(world: World, browse: Browse) -> None:
    page = read(browse(world.team_leader), "/")
    assert "Angkor Stitch" in page  # day zero 3 November, today day 119
    make_cycle(make_factory(world.cambodia, "Fresh Thread"), date(2026, 2, 2))
    assert "Fresh Thread" not in read(browse(world.team_leader), "/")


@pytest.mark.parametrize(
    ("who", "url"),
    [
        ("team_leader", "/"),
        ("team_leader", "/assessments/"),
        ("assessor", "/"),
        ("assessor", "/assessments/mine/"),
        ("team_leader", "/api/v1/assessments/"),
        ("assessor", "/api/v1/assessment-teams/"),
    ],
)
def test_lists_cost_the_same_at_one_and_at_twenty_rows(
    world: World, browse: Browse, who: str, url: str
) -> None:
    plan(world)
    client = browse(getattr(world, who))
    queries(client, url)
    one = queries(client, url)
    many(world)
    first = url == "/"  # on first pages the clocks that end next; to a leader, what advisors left behind
    assert queries(client, url) == one <= MOST + first + (first and who == "team_leader")


def test_pages_of_one_assessment_keep_to_the_budget(world: World, browse: Browse) -> None:
    assessment = begun(world)
    page = f"/assessments/{assessment.pk}/"
    team, leader, manager = browse(world.assessor), browse(world.team_leader), browse(world.manager)
    assert queries(team, page) <= MOST
    assert queries(team, f"{page}entry/emergency-preparedness/") <= MOST
    assert queries(leader, page) <= MOST
    assert queries(manager, page) <= MOST
    assert queries(leader, f"/assessments/plan/{world.rival_factory.pk}/") <= MOST + 1  # who may accompany it
    assert queries(manager, f"/factories/{world.factory.pk}/assessments/") <= MOST


def test_shared_pages_keep_to_the_budget(world: World, browse: Browse) -> None:
    page = f"/assessments/{shared(world).pk}/"
    assert queries(browse(world.assessor), page) <= MOST
    assert queries(browse(world.manager), page) <= MOST
    assert queries(browse(world.manager), f"{page}comparison/") <= MOST


def test_tool_pages_keep_to_the_budget(world: World, browse: Browse) -> None:
    version = make_tool(world.cambodia)
    client = browse(world.administrator)
    assert queries(client, "/tools/") <= MOST
    assert queries(client, f"/tools/{version.pk}/") <= MOST
