"""The API over the same actions: an assessment from the plan to the final findings."""

import json
from collections.abc import Callable

from django.test import Client

from accounts.models import User
from assessments.models import Assessment
from tests.assessments.making import begun, make_tool, plan, question, say, shared
from tests.personas import World

Browse = Callable[[User | None], Client]


def send(client: Client, url: str, **data):
    return client.post(url, json.dumps(data), content_type="application/json")


def test_a_whole_assessment_by_named_endpoints(world: World, browse: Browse) -> None:
    make_tool(world.cambodia)
    leader, team, factory = browse(world.team_leader), browse(world.assessor), browse(world.manager)
    people = [str(world.assessor.pk), str(world.second_assessor.pk)]
    planned = send(
        leader,
        "/api/v1/assessments/plan/",
        factory=str(world.factory.pk),
        planned_on="2026-03-02",
        days=2,
        modality="on_site",
        scope="full",
        team=people,
    )
    assert planned.status_code == 201
    url = f"/api/v1/assessments/{planned.json()['id']}/"
    assert send(team, f"{url}begin/").json()["status"] == "begun"
    locked = str(question(Assessment.rows.get(), "exits_locked").pk)
    answered = send(team, f"{url}answer/", question=locked, value="yes", base=0)
    assert (answered.status_code, answered.json()["version"]) == (200, 1)
    found = send(team, f"{url}write-finding/", question=locked, sentence="Exits were locked.")
    assert found.json()["public"] is True
    assert send(team, f"{url}end-collection/", last_day="2026-03-02").status_code == 200
    assert send(team, f"{url}share/").json()["status"] == "shared"
    assert send(factory, f"{url}comment/", last=True).status_code == 200
    assert send(team, f"{url}finalise/").json()["status"] == "finalised"


def test_two_answers_come_back_as_a_conflict_with_theirs(world: World, browse: Browse) -> None:
    assessment = begun(world)
    say(assessment, world.second_assessor, fire_alarm="no")
    asked = str(question(assessment, "fire_alarm").pk)
    url = f"/api/v1/assessments/{assessment.pk}/answer/"
    refused = send(browse(world.assessor), url, question=asked, value="yes", base=0)
    assert refused.status_code == 409
    assert refused.json()["theirs"]["value"] == "no"


def test_a_refusal_is_a_sentence(world: World, browse: Browse) -> None:
    url = f"/api/v1/assessments/{begun(world).pk}/share/"
    refused = send(browse(world.assessor), url)
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "Name the last day of data collection first.",
    )


def test_verbs_of_others_are_not_there(world: World, browse: Browse) -> None:
    url = f"/api/v1/assessments/{begun(world).pk}/"
    for who in (world.team_leader, world.advisor, world.manager):
        assert send(browse(who), f"{url}end-collection/", last_day="2026-03-02").status_code == 404


def test_a_foreign_factory_cannot_be_planned_for(world: World, browse: Browse) -> None:
    data = {"planned_on": "2026-03-02", "days": 1, "modality": "on_site", "scope": "full", "team": []}
    factory = str(world.haitian_factory.pk)
    answer = send(browse(world.team_leader), "/api/v1/assessments/plan/", factory=factory, **data)
    assert answer.status_code == 404


def test_findings_are_read_by_assessment(world: World, browse: Browse) -> None:
    assessment = shared(world)
    client = browse(world.manager)
    found = client.get("/api/v1/findings/", {"assessment": str(assessment.pk)}).json()["results"]
    assert [row["sentence"] for row in found] == ["Emergency exits were locked during overtime."]
    assert client.get("/api/v1/findings/", {"assessment": "x"}).json()["results"] == []


def test_the_list_of_assessments_holds_what_one_may_see(world: World, browse: Browse) -> None:
    plan(world)
    for who, count in (("team_leader", 1), ("assessor", 1), ("third_assessor", 0), ("manager", 0)):
        assert len(browse(getattr(world, who)).get("/api/v1/assessments/").json()["results"]) == count


def test_staff_read_the_tool_and_its_questions(world: World, browse: Browse) -> None:
    version = make_tool(world.cambodia)
    url = f"/api/v1/tool-versions/{version.pk}/questions/"
    assert len(browse(world.advisor).get(url).json()) == 5
    assert browse(world.manager).get(url).status_code == 404
