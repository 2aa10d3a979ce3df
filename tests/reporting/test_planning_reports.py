"""The worker plans what a begun assessment owes; a planned one is never derived from."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assessments.models import Assessment
from programmes.models import CalendarRule
from programmes.rules import Kind
from reporting.drains.planning import plan_reports
from reporting.drains.releasing import release_reports
from reporting.models import Report
from tests.personas import World
from tests.reporting.making import BEGUN, FINAL, LAST_DAY, RELEASE, approved, make_assessment, released
from tests.roles import as_role

AFTER_THE_LAST_DAY = datetime(2026, 2, 3, 17, 0, tzinfo=UTC)  # midnight in Phnom Penh


def kinds() -> list[str]:
    return list(Report.rows.order_by("due_at").values_list("kind", flat=True))


def begun(world: World) -> Assessment:
    return make_assessment(world, status="begun", shared_at=None, comments_until=None, finalised_at=None)


def switch(world: World, kind: Kind, amount: int | None, valid_from: date = date(2016, 1, 1)) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia, kind=kind, amount=amount, valid_from=valid_from, source="test"
    )


def test_three_reports_are_planned_when_data_collection_has_ended(world: World) -> None:
    begun(world)
    assert plan_reports(AFTER_THE_LAST_DAY) == 3
    assert kinds() == ["assessment_report", "progress_report_1", "progress_report_2"]


def test_nothing_is_planned_while_a_day_is_still_to_come(world: World) -> None:
    begun(world)
    assert plan_reports(AFTER_THE_LAST_DAY - timedelta(seconds=2)) == 0
    assert not Report.rows.exists()


def test_sharing_the_findings_ends_data_collection(world: World) -> None:
    make_assessment(world, status="shared", finalised_at=None)
    assert plan_reports(BEGUN) == 3


def test_a_planned_assessment_owes_nothing(world: World) -> None:
    Assessment.rows.create(
        factory=world.factory, planned_on=LAST_DAY, last_day=LAST_DAY, planned_by=world.team_leader
    )
    assert plan_reports(FINAL) == 0


def test_planning_twice_plans_once(world: World) -> None:
    begun(world)
    plan_reports(FINAL)
    assert plan_reports(FINAL) == 0
    assert Report.rows.count() == 3


def test_the_row_keeps_its_rule_and_moments(world: World) -> None:
    begun(world)
    plan_reports(FINAL)
    report = Report.rows.get(kind="assessment_report")
    assert report.rule is not None and report.rule.amount == 28
    assert report.release_at == RELEASE
    assert report.due_at == datetime(2026, 3, 3, 16, 59, 59, tzinfo=UTC)
    assert report.cycle == world.cycle


def test_a_rule_that_changes_later_moves_nothing(world: World) -> None:
    begun(world)
    plan_reports(FINAL)
    switch(world, Kind.ASSESSMENT_REPORT, 60, valid_from=date(2026, 2, 10))
    plan_reports(FINAL)
    assert Report.rows.get(kind="assessment_report").release_at == RELEASE


def test_where_progress_report_1_is_off_the_second_is_joined(world: World) -> None:
    switch(world, Kind.PROGRESS_REPORT_1, None)
    switch(world, Kind.PROGRESS_REPORT_2, 5)
    begun(world)
    plan_reports(FINAL)
    assert kinds() == ["assessment_report", "progress_report_2"]
    assert Report.rows.get(kind="progress_report_2").joined


def test_under_the_rule_of_2018_progress_report_1_follows_the_release(world: World) -> None:
    switch(world, Kind.PROGRESS_REPORT_1_AFTER_RELEASE, 30)
    released(world)
    assert plan_reports(RELEASE) == 1
    assert plan_reports(RELEASE) == 0
    first = Report.rows.get(kind="progress_report_1")
    assert first.release_at == datetime(2026, 4, 2, 2, 0, tzinfo=UTC)


def test_before_the_release_that_rule_plans_nothing(world: World) -> None:
    switch(world, Kind.PROGRESS_REPORT_1_AFTER_RELEASE, 30)
    approved(world)
    assert plan_reports(RELEASE) == 0


@pytest.mark.parametrize("drain", [plan_reports, release_reports])
def test_the_worker_may_do_it(world: World, drain: object) -> None:
    begun(world)
    with as_role("bw_worker"):
        drain(FINAL)  # type: ignore[operator]
