"""The factory says where it stands, in every cycle; it is never a finding (IP-2)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts.errors import NotAllowed, WrongState
from advisory.actions import (
    answer_points,
    complete_diagnosis,
    gap_to_plan,
    open_diagnosis,
    reopen_diagnosis,
)
from advisory.actions.diagnosis import Said
from advisory.models import PlanItem, SelfDiagnosis, SelfDiagnosisAnswer
from assessments.models import Assessment, TeamMember
from programmes.models import CompliancePoint
from tests.advisory.making import make_item, page, queries
from tests.factories import make_point
from tests.personas import World
from tests.roles import as_app


@pytest.fixture
def points(db: None) -> list[CompliancePoint]:
    return [make_point(), make_point("Chemicals"), make_point("Overtime Wages", "Compensation")]


def opened(world: World, now: datetime) -> SelfDiagnosis:
    return open_diagnosis(factory=world.factory, by=world.manager, at=now)


def answered(
    world: World, now: datetime, points: list[CompliancePoint], stance: str = "gap"
) -> SelfDiagnosis:
    diagnosis = opened(world, now)
    said = [Said(point, stance, f"About {point.name}") for point in points]
    return answer_points(diagnosis=diagnosis, said=said, by=world.picc_worker, at=now)


def test_a_cycle_has_one_and_it_aims_at_the_end_of_initial_advisory(world: World, now: datetime) -> None:
    first, again = opened(world, now), opened(world, now)
    assert first.pk == again.pk
    assert first.due_on == world.cycle.initial_advisory_until


def test_a_later_cycle_counts_its_days_anew(world: World, now: datetime) -> None:
    world.cycle.number, world.cycle.initial_advisory_until = 2, None
    world.cycle.save()
    assert opened(world, now).due_on == date(2025, 11, 3) + timedelta(days=100)


def test_an_answer_is_changed_and_stays_one(
    world: World, now: datetime, points: list[CompliancePoint]
) -> None:
    diagnosis = answered(world, now, points[:1])
    answer_points(diagnosis=diagnosis, said=[Said(points[0], "in_line")], by=world.manager, at=now)
    answer = SelfDiagnosisAnswer.rows.get()
    assert (answer.stance, answer.words, answer.answered_by) == ("in_line", "", world.manager)


def test_what_did_not_change_keeps_its_writer(
    world: World, now: datetime, points: list[CompliancePoint]
) -> None:
    diagnosis = answered(world, now, points[:1])
    same = [Said(points[0], "gap", f"About {points[0].name}")]
    answer_points(diagnosis=diagnosis, said=same, by=world.manager, at=now)
    assert SelfDiagnosisAnswer.rows.get().answered_by == world.picc_worker


def test_it_is_complete_when_every_point_is_answered(
    world: World, now: datetime, points: list[CompliancePoint]
) -> None:
    diagnosis = answered(world, now, points[:1])
    with pytest.raises(WrongState, match="2 points are still"):
        complete_diagnosis(diagnosis=diagnosis, by=world.manager, at=now)


def test_points_of_facts_alone_are_not_asked(
    world: World, now: datetime, points: list[CompliancePoint]
) -> None:
    CompliancePoint.objects.filter(pk__in=[point.pk for point in points[1:]]).update(facts=True)
    complete_diagnosis(diagnosis=answered(world, now, points[:1]), by=world.manager, at=now)
    assert SelfDiagnosis.rows.get().status == "complete"


def test_chosen_gaps_enter_the_plan(world: World, now: datetime, points: list[CompliancePoint]) -> None:
    diagnosis = answered(world, now, points)
    complete_diagnosis(diagnosis=diagnosis, to_plan=points[:2], by=world.manager, at=now)
    items = PlanItem.rows.order_by("number")
    assert [(item.point, item.origin) for item in items] == [
        (points[0], "self_diagnosis"),
        (points[1], "self_diagnosis"),
    ]


def test_a_gap_is_in_the_plan_once(world: World, now: datetime, points: list[CompliancePoint]) -> None:
    answered(world, now, points)
    answer = SelfDiagnosisAnswer.rows.get(point=points[0])
    gap_to_plan(answer=answer, by=world.manager, at=now)
    with pytest.raises(WrongState, match="in the plan already"):
        gap_to_plan(answer=answer, by=world.manager, at=now)


def test_a_complete_one_is_opened_again_before_it_changes(
    world: World, now: datetime, points: list[CompliancePoint]
) -> None:
    diagnosis = answered(world, now, points)
    complete_diagnosis(diagnosis=diagnosis, by=world.manager, at=now)
    with pytest.raises(WrongState, match="Open it again"):
        answer_points(diagnosis=diagnosis, said=[Said(points[0], "in_line")], by=world.manager, at=now)
    diagnosis.refresh_from_db()
    assert reopen_diagnosis(diagnosis=diagnosis, by=world.manager, at=now).status == "open"


@pytest.mark.parametrize("name", ["assessor", "other_advisor", "rival_manager", "group_user"])
def test_the_factory_and_its_advisor_alone_answer(world: World, now: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_diagnosis(factory=world.factory, by=getattr(world, name), at=now)


def put_on_team(world: World, now: datetime) -> TeamMember:
    assessment = Assessment.rows.create(
        factory=world.factory, planned_on=now.date(), planned_by=world.team_leader
    )
    return TeamMember.rows.create(factory=world.factory, assessment=assessment, user=world.assessor)


def test_the_assessment_team_reads_neither_it_nor_what_came_of_it(
    world: World, now: datetime, points: list[CompliancePoint], browse: Any
) -> None:
    complete_diagnosis(diagnosis=answered(world, now, points), to_plan=points, by=world.manager, at=now)
    make_item(world.factory, title="Decided by the PICC")
    put_on_team(world, now)
    diagnosis = page(browse(world.assessor), f"/diagnosis/{world.factory.pk}/")
    plan = page(browse(world.assessor), f"/plan/{world.factory.pk}/")
    assert "About Chemicals" not in diagnosis + plan
    assert "Decided by the PICC" in plan
    assert "About Chemicals" in page(browse(world.second_assessor), f"/plan/{world.factory.pk}/")


def test_the_database_hides_it_from_the_team(
    world: World, now: datetime, points: list[CompliancePoint]
) -> None:
    diagnosis = answered(world, now, points)
    gap_to_plan(answer=SelfDiagnosisAnswer.rows.filter(self_diagnosis=diagnosis)[0], by=world.manager, at=now)
    put_on_team(world, now)
    with as_app(world.assessor, now):
        assert not SelfDiagnosisAnswer.rows.exists()
        assert not PlanItem.rows.exists()


# -- In the browser ---------------------------------------------------------------------


def test_a_cluster_is_saved_by_itself_and_leads_to_the_next(
    world: World, now: datetime, points: list[CompliancePoint], browse: Any
) -> None:
    diagnosis = opened(world, now)
    address = f"/diagnosis/of/{diagnosis.pk}/clusters/occupational-safety-and-health/"
    typed = {f"stance_{points[0].pk}": "gap", f"words_{points[0].pk}": "Keys", "next": "1"}
    answer = browse(world.picc_worker).post(address, typed)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"/diagnosis/of/{diagnosis.pk}/clusters/")
    assert SelfDiagnosisAnswer.rows.get().words == "Keys"


def test_words_without_a_stance_are_refused_and_kept(
    world: World, now: datetime, points: list[CompliancePoint], browse: Any
) -> None:
    diagnosis = opened(world, now)
    address = f"/diagnosis/of/{diagnosis.pk}/clusters/occupational-safety-and-health/"
    answer = browse(world.manager).post(address, {f"words_{points[0].pk}": "TYPED"})
    assert answer.status_code == 422
    assert "TYPED" in answer.content.decode()


def test_completing_on_the_page(
    world: World, now: datetime, points: list[CompliancePoint], browse: Any
) -> None:
    diagnosis = answered(world, now, points)
    form = {"to_plan": [str(points[0].pk)]}
    answer = browse(world.manager).post(f"/diagnosis/of/{diagnosis.pk}/complete/", form)
    assert answer.status_code == 302
    assert PlanItem.rows.get().point == points[0]


@pytest.mark.parametrize("name", ["buyer_user", "rival_manager", "haitian_advisor"])
def test_outsiders_find_no_self_diagnosis(world: World, now: datetime, browse: Any, name: str) -> None:
    diagnosis = opened(world, now)
    client = browse(getattr(world, name))
    assert client.get(f"/diagnosis/{world.factory.pk}/").status_code == 404
    assert client.get(f"/diagnosis/of/{diagnosis.pk}/complete/").status_code == 404


def test_the_page_asks_twelve_times_at_most(
    world: World, now: datetime, points: list[CompliancePoint], browse: Any
) -> None:
    client, address = browse(world.manager), f"/diagnosis/{world.factory.pk}/"
    answered(world, now, points[:1])
    few = queries(client, address)
    answered(world, now, points)
    assert queries(client, address) == few <= 12
