"""ASM-2: before the team stands at the gate an assessment exists for its team and planners alone.

Everybody else gets the same bytes as if it were not planned, from pages and API alike, and the
database itself shows them nothing, its trail included.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client

from accounts.models import User
from advisory.models import SelfDiagnosisAnswer
from assessments import actions
from assessments.models import (
    Answer,
    Assessment,
    FactoryComment,
    Finding,
    InterviewEvidence,
    TeamDay,
    TeamMember,
)
from factories import outbox
from factories.models import Message
from tests.assessments.making import TODAY, begun, diagnosed, find, make_tool, plan, say, shared
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]

UNKNOWING = [
    "manager",
    "picc_management",
    "picc_worker",
    "ambassador",
    "group_user",
    "advisor",
    "other_advisor",
    "third_assessor",
    "administrator",
    "trainer",
    "head_office",
    "haitian_team_leader",
    "buyer_user",
    "rival_buyer_user",
    "rival_manager",
    "constituent",
    "haitian_constituent",
]
EVENTS = ("AssessmentEvent", "TeamMemberEvent", "CompanionEvent")
LISTS = ("assessments", "assessment-teams", "findings", "answers", "finding-comments", "tool-versions")
SHOWN_ONCE = re.compile(r'(name="(?:csrfmiddlewaretoken|form_id)" value|"X-CSRFToken": )"?[^>]*>?')


def addresses(world: World) -> list[str]:
    factory = f"/factories/{world.factory.pk}/"
    pages = ["/", "/factories/", factory, f"{factory}assessments/", f"/assessments/plan/{world.factory.pk}/"]
    return [*pages, "/assessments/", "/assessments/mine/", "/tools/", *(f"/api/v1/{name}/" for name in LISTS)]


def everything(client: Client, world: World) -> Iterator[tuple[str, int, str]]:
    """All that this person gets, without what differs at every loading."""
    for url in addresses(world):
        answer = client.get(url)
        assert answer.status_code < 500, url
        yield url, answer.status_code, SHOWN_ONCE.sub("", answer.content.decode())


@pytest.mark.parametrize("who", UNKNOWING)
def test_a_plan_changes_no_byte_of_anybody_elses_pages(world: World, browse: Browse, who: str) -> None:
    make_tool(world.cambodia)
    client = browse(getattr(world, who))
    before = list(everything(client, world))
    assessment = plan(world, planned_on=TODAY + timedelta(days=9))
    assert list(everything(client, world)) == before
    actions.cancel_assessment(assessment=assessment, reason="x", by=world.team_leader, at=NOW)
    assert list(everything(client, world)) == before


def test_the_comparison_of_bytes_would_notice_a_plan(world: World, browse: Browse) -> None:
    make_tool(world.cambodia)
    client = browse(world.team_leader)
    before = list(everything(client, world))
    plan(world)
    assert list(everything(client, world)) != before


@pytest.mark.parametrize("who", UNKNOWING)
def test_a_guessed_address_answers_nothing(world: World, browse: Browse, who: str) -> None:
    assessment, client = plan(world), browse(getattr(world, who))
    page, api = f"/assessments/{assessment.pk}/", f"/api/v1/assessments/{assessment.pk}/"
    for url in (page, f"{page}change/", f"{page}cancel/", f"{page}entry/", f"{page}comparison/", api):
        assert client.get(url).status_code == 404
    for verb in ("begin/", "share/", "finalise/", "last-day/", "comment/", "cancel/", "change/"):
        assert client.post(page + verb, {"form_id": str(uuid4())}).status_code == 404
    for verb in ("begin", "share", "finalise"):
        assert client.post(f"{api}{verb}/", content_type="application/json").status_code in {403, 404}
    assert Assessment.rows.get().status == "planned"


@pytest.mark.parametrize("who", UNKNOWING)
def test_the_database_shows_nothing_of_a_plan(world: World, who: str) -> None:
    plan(world)
    with as_app(getattr(world, who), NOW):
        assert not Assessment.rows.exists()
        assert not TeamMember.rows.exists()
        assert not TeamDay.objects.exists()
        assert not Message.rows.exists()
        for event in EVENTS:
            assert not apps.get_model("assessments", event)._default_manager.exists()


def test_the_team_and_the_planners_see_it(world: World) -> None:
    plan(world)
    for knowing in (world.assessor, world.second_assessor, world.team_leader, world.country_manager):
        with as_app(knowing, NOW):
            assert Assessment.rows.visible_to(knowing).count() == 1
            assert TeamMember.rows.visible_to(knowing).count() == 2


def test_who_left_the_team_knows_no_more(world: World, browse: Browse) -> None:
    assessment = plan(world)
    actions.change_plan(
        assessment=assessment,
        planned_on=TODAY,
        days=1,
        modality="on_site",
        scope="full",
        team=[world.third_assessor, world.second_assessor],
        by=world.team_leader,
        at=NOW,
    )
    assert browse(world.assessor).get(f"/assessments/{assessment.pk}/").status_code == 404
    with as_app(world.assessor, NOW):
        assert not Assessment.rows.exists()


def test_the_notice_names_neither_factory_nor_day(world: World) -> None:
    plan(world)
    for message in Message.rows.all():
        told = " ".join(outbox.words(message))
        assert "something new in your assessments" in told
        assert not re.search(r"Lotus|KH-|Mar|2026", told)


def moved_then_begun(world: World) -> Assessment:
    """Planned with one team for one day, begun with another on a later day."""
    make_tool(world.cambodia)
    assessment = plan(world, world.third_assessor, world.second_assessor, planned_on=TODAY)
    later = {"days": 2, "modality": "on_site", "scope": "full", "by": world.team_leader, "at": NOW}
    actions.change_plan(
        assessment=assessment,
        planned_on=TODAY + timedelta(days=2),
        team=[world.assessor, world.second_assessor],
        **later,
    )
    return actions.begin(assessment=assessment, by=world.assessor, at=NOW + timedelta(days=3))


@pytest.mark.parametrize("who", ["manager", "advisor", "administrator", "third_assessor", "assessor"])
def test_earlier_days_and_teams_stay_with_planners_for_ever(world: World, who: str) -> None:
    assessment = moved_then_begun(world)
    with as_app(getattr(world, who), NOW):
        events = apps.get_model("assessments", "AssessmentEvent")._default_manager
        assert {event.planned_on for event in events.all()} == {TODAY + timedelta(days=3)}
        assert not apps.get_model("assessments", "TeamMemberEvent")._default_manager.exists()
        assert world.third_assessor.pk not in set(TeamMember.rows.values_list("user_id", flat=True))
    with as_app(world.team_leader, NOW):
        events = apps.get_model("assessments", "AssessmentEvent")._default_manager
        assert TODAY in {event.planned_on for event in events.all()}
        assert TeamMember.rows.visible_to(world.team_leader).filter(assessment=assessment).count() == 3


def test_once_begun_all_inside_know_that_it_takes_place(world: World, browse: Browse) -> None:
    url = f"/assessments/{begun(world).pk}/"
    for who in ("manager", "advisor", "administrator", "head_office", "third_assessor", "group_user"):
        assert browse(getattr(world, who)).get(url).status_code == 200
    for who in ("buyer_user", "rival_buyer_user", "rival_manager", "haitian_team_leader"):
        assert browse(getattr(world, who)).get(url).status_code == 404


def test_the_api_tells_planned_days_to_those_who_may_know(world: World, browse: Browse) -> None:
    url = f"/api/v1/assessments/{moved_then_begun(world).pk}/"
    for who, told in (("manager", None), ("advisor", None), ("assessor", 2), ("team_leader", 2)):
        assert browse(getattr(world, who)).get(url).json()["days"] == told


@pytest.mark.parametrize("who", ["manager", "group_user", "advisor", "administrator", "third_assessor"])
def test_findings_are_nobodys_before_they_are_shared(world: World, browse: Browse, who: str) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    find(assessment, "exits_locked", world.assessor)
    client = browse(getattr(world, who))
    assert "Emergency exits" not in client.get(f"/assessments/{assessment.pk}/").content.decode()
    assert client.get("/api/v1/findings/").json()["results"] == []
    assert client.get("/api/v1/answers/").json()["results"] == []
    assert client.get(f"/assessments/{assessment.pk}/comparison/").status_code == 404
    with as_app(getattr(world, who), NOW):
        assert not Finding.rows.exists()
        assert not Answer.rows.exists()


@pytest.mark.parametrize("who", ["manager", "advisor", "administrator", "third_assessor", "head_office"])
def test_what_workers_said_is_the_teams_and_planners_for_ever(world: World, browse: Browse, who) -> None:
    assessment = shared(world)
    actions.comment(assessment=assessment, last=True, by=world.manager, at=NOW)
    actions.finalise(assessment=assessment, by=world.assessor, at=NOW)
    client = browse(getattr(world, who))
    for url in (f"/assessments/{assessment.pk}/", "/api/v1/findings/", f"/factories/{world.factory.pk}/"):
        assert "CANARY-INTERVIEW" not in client.get(url).content.decode()
    with as_app(getattr(world, who), NOW):
        assert Finding.rows.exists()
        assert not InterviewEvidence.rows.exists()
        assert not Answer.rows.exists()


def test_drafts_of_findings_do_not_come_out_with_the_shared_ones(world: World) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    find(assessment, "exits_locked", world.assessor, sentence="CANARY-DRAFT")
    find(assessment, "exits_locked", world.assessor)
    actions.end_collection(assessment=assessment, last_day=TODAY, by=world.assessor, at=NOW)
    actions.share_findings(assessment=assessment, by=world.assessor, at=NOW)
    events = apps.get_model("assessments", "FindingEvent")._default_manager
    with as_app(world.manager, NOW):
        assert Finding.rows.exists()
        assert not events.exists()
    with as_app(world.assessor, NOW):
        assert events.filter(sentence="CANARY-DRAFT").exists()


def test_the_team_does_not_read_the_self_diagnosis_before_it_is_final(world: World) -> None:
    diagnosed(world, Emergency_Preparedness="gap")
    plan(world)
    with as_app(world.assessor, NOW):
        assert not SelfDiagnosisAnswer.rows.exists()
    with as_app(world.third_assessor, NOW):
        assert SelfDiagnosisAnswer.rows.exists()


def test_comments_are_the_factorys_and_the_countrys_staffs(world: World) -> None:
    assessment = shared(world)
    actions.comment(assessment=assessment, words="We disagree.", by=world.manager, at=NOW)
    for who, seen in (
        ("manager", 1),
        ("advisor", 1),
        ("assessor", 1),
        ("buyer_user", 0),
        ("rival_manager", 0),
    ):
        with as_app(getattr(world, who), NOW):
            assert FactoryComment.rows.count() == seen, who
