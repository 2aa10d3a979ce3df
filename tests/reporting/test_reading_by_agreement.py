"""WHO-11: a constituent reads released reports and the country's numbers while its agreement opens them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from accounts import rowsecurity
from accounts.models import Role
from factories.models import Agreement, Message
from programmes.models import CalendarRule
from reporting.drains.sharing import share
from reporting.models import Download, Report, ReportVersion, SharedCompliance
from reporting.parts import may_read
from reporting.payload import AssessmentReport
from reporting.payload.values import Scope
from reporting.shared import by_cluster
from tests.factories import make_user
from tests.personas import World
from tests.reporting.making import RELEASE, approved, released
from tests.reporting.samples import assessment_report
from tests.roles import as_app, as_role

TOMORROW = RELEASE + timedelta(days=1)


def addresses(report: Report) -> list[str]:
    base = f"/reports/{report.pk}/"
    return [base, f"{base}pdf/", f"{base}xlsx/", f"/api/v1/reports/{report.pk}/document/"]


def change(world: World, **fields: Any) -> None:
    Agreement.rows.filter(organisation=world.inspectorate).update(**fields)


def statuses(client: Any, report: Report) -> set[int]:
    return {client.get(address).status_code for address in addresses(report)}


def test_a_released_report_is_read_and_each_reading_recorded(world: World, browse: Any) -> None:
    report = released(world)
    assert statuses(browse(world.constituent), report) == {200}
    read = Download.rows.filter(user=world.constituent)
    assert set(read.values_list("format", flat=True)) == {"html", "pdf", "xlsx", "json"}


def test_the_page_says_by_which_agreement(world: World, browse: Any) -> None:
    report = released(world)
    assert "Memorandum of understanding" in browse(world.constituent).get(f"/reports/{report.pk}/").text


def test_nothing_is_read_before_the_release(world: World, browse: Any) -> None:
    report = approved(world)
    assert statuses(browse(world.constituent), report) == {404}
    with as_app(world.constituent, RELEASE):
        assert not Report.rows.exists()
        assert not ReportVersion.rows.exists()


def test_only_the_kinds_that_are_named_are_open(world: World, browse: Any) -> None:
    report = released(world)
    change(world, opens=["factories", "progress_reports"])
    assert statuses(browse(world.constituent), report) == {404}
    with as_app(world.constituent, RELEASE):
        assert not Report.rows.exists()


def test_the_day_the_agreement_ends_reports_are_closed(world: World, browse: Any, at: Any) -> None:
    report = released(world)
    client = browse(world.constituent)
    change(world, valid_until=TOMORROW.date())
    at(RELEASE)
    assert client.get(f"/reports/{report.pk}/").status_code == 200
    at(TOMORROW)
    assert statuses(client, report) == {404}


def test_another_countrys_agreement_opens_nothing_here(world: World, browse: Any) -> None:
    assert statuses(browse(world.haitian_constituent), released(world)) == {404}


def test_staff_see_before_the_release_which_constituents_will_read(world: World, browse: Any) -> None:
    address = f"/reports/{approved(world).pk}/buyers/"
    assert world.inspectorate.name in browse(world.team_leader).get(address).text
    change(world, opens=["factories", "progress_reports"])
    assert world.inspectorate.name not in browse(world.team_leader).get(address).text


@pytest.mark.parametrize(
    "less",
    [
        {"opens": ["factories", "progress_reports"]},
        {"valid_until": RELEASE.date()},
        {"valid_from": TOMORROW.date()},
        {"approved_at": None},
    ],
)
def test_of_a_release_those_hear_to_whom_it_is_open_that_day(world: World, less: dict[str, Any]) -> None:
    change(world, **less)
    released(world)
    assert not Message.rows.filter(to=world.constituent).exists()


def test_whose_agreement_ends_before_the_message_goes_out_hears_nothing(world: World) -> None:
    released(world)
    (message,) = Message.rows.filter(to=world.constituent)
    with as_role("bw_worker"):
        rowsecurity.identify(None, RELEASE)
        assert may_read(message)
        rowsecurity.identify(None, TOMORROW)
        change(world, valid_until=TOMORROW.date())
        assert not may_read(message)


def test_a_key_to_the_api_gets_no_message(world: World) -> None:
    program = make_user("A program", world.inspectorate, Role.CONSTITUENT, is_machine=True)
    released(world)
    assert not Message.rows.filter(to=program).exists()


# -- Numbers of the country ---------------------------------------------------------------


def reports(count: int, scope: Scope = Scope.FULL) -> list[AssessmentReport]:
    one = assessment_report()
    tool = replace(one.assessment.tool, scope=scope)
    return [replace(one, assessment=replace(one.assessment, tool=tool))] * count


def test_numbers_rest_on_enough_factories() -> None:
    assert by_cluster(reports(4), least=5) == []
    (tool,) = by_cluster(reports(5), least=5)
    assert tool["factories"] == 5
    assert {cluster["factories"] for cluster in tool["clusters"]} == {5}


def test_a_cluster_that_few_were_assessed_on_is_left_out() -> None:
    many, (few,) = reports(4), reports(1)
    without = replace(few, clusters=few.clusters[1:])
    (tool,) = by_cluster([*many, without], least=5)
    names = {cluster["name"] for cluster in tool["clusters"]}
    assert few.clusters[0].name.words not in names
    assert tool["left_out"] == 1


def test_full_and_focused_tools_are_never_mixed() -> None:
    tools = by_cluster([*reports(5), *reports(6, Scope.FOCUSED)], least=5)
    assert [(tool["scope"], tool["factories"]) for tool in tools] == [("full", 5), ("focused", 6)]


def test_a_share_is_of_all_points_together() -> None:
    one = assessment_report().clusters[0]
    (tool,) = by_cluster(reports(5), least=5)
    found = next(cluster for cluster in tool["clusters"] if cluster["name"] == one.name.words)
    assert found["percent"] == one.points.percent


def test_the_worker_keeps_to_the_number_of_the_calendar(world: World) -> None:
    released(world)
    share(TOMORROW)
    made = SharedCompliance.rows.get(programme=world.cambodia)
    assert (made.least, made.payload) == (5, [])


def test_no_row_of_the_calendar_opens_single_factories(world: World) -> None:
    CalendarRule.objects.filter(kind="shared_least").update(amount=1)
    released(world)
    share(TOMORROW)
    assert SharedCompliance.rows.get(programme=world.cambodia).least == 3


def test_it_is_put_together_anew_once_a_day_and_after_a_release(world: World) -> None:
    assert share(RELEASE) == 2  # Cambodia and Haiti
    assert share(RELEASE + timedelta(minutes=5)) == 0
    released(world)
    ReportVersion.rows.update(released_at=RELEASE + timedelta(minutes=6))
    assert share(RELEASE + timedelta(minutes=10)) == 1


@pytest.mark.parametrize(("opens", "code"), [(["compliance"], 200), (["factories"], 404)])
def test_the_page_is_for_those_to_whom_it_is_open(
    world: World, browse: Any, opens: list[str], code: int
) -> None:
    tool = {"scope": "full", "factories": 6, "clusters": [], "left_out": 1}
    given = {"on": RELEASE.date(), "least": 5, "payload": [tool], "made_at": RELEASE}
    SharedCompliance.rows.create(programme=world.cambodia, **given)
    change(world, opens=opens)
    assert browse(world.constituent).get("/countries/KH/compliance/").status_code == code
    with as_app(world.constituent, RELEASE):
        assert SharedCompliance.rows.exists() == (code == 200)
