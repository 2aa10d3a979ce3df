"""The API of plans, visits, meetings and self-diagnoses: the pages' rights and the pages' verbs."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from advisory.actions import note_for_staff
from advisory.models import Meeting, PlanItem, SelfDiagnosisAnswer, StaffNote, Visit
from tests.advisory.making import done_item, make_committee, make_item, make_visit, photo, queries, workers_of
from tests.factories import make_point
from tests.personas import World

ROOT = "/api/v1"


def post(client: Any, address: str, **sent: Any) -> Any:
    return client.post(f"{ROOT}/{address}/", sent, content_type="application/json")


def test_items_are_listed_as_far_as_the_person_sees(world: World, browse: Any) -> None:
    make_item(world.factory)
    make_item(world.haitian_factory)
    found = browse(world.advisor).get(f"{ROOT}/plan-items/").json()["results"]
    assert [item["factory"] for item in found] == [str(world.factory.pk)]


@pytest.mark.parametrize("name", ["buyer_user", "rival_manager", "haitian_advisor"])
def test_an_outsider_gets_404_and_an_empty_list(world: World, browse: Any, name: str) -> None:
    item, client = make_item(world.factory), browse(getattr(world, name))
    assert client.get(f"{ROOT}/plan-items/{item.pk}/").status_code == 404
    assert client.get(f"{ROOT}/plan-items/?factory={world.factory.pk}").json()["results"] == []


def test_an_item_is_added_and_updated(world: World, browse: Any) -> None:
    client = browse(world.manager)
    added = post(client, "plan-items/add", factory=str(world.factory.pk), title="Exits", origin="picc").json()
    update = {"base": added["version"], "status": "in_progress", "owner": "HR"}
    assert post(client, f"plan-items/{added['id']}/update", **update).json()["status"] == "in_progress"


def test_a_stale_update_answers_409_with_the_sentence(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    answer = post(browse(world.manager), f"plan-items/{item.pk}/update", base="old", status="open", owner="X")
    assert answer.status_code == 409
    assert "somebody changed this item" in answer.json()["detail"]


def test_who_may_not_verify_gets_404(world: World, browse: Any) -> None:
    item = done_item(world.factory)
    answer = post(browse(world.manager), f"plan-items/{item.pk}/verify", verification="on_site")
    assert answer.status_code == 404
    assert PlanItem.rows.get(pk=item.pk).status == "done"


def test_the_advisor_sends_back_with_a_reason_alone(world: World, browse: Any) -> None:
    item = done_item(world.factory)
    client, address = browse(world.advisor), f"plan-items/{item.pk}/send-back"
    assert post(client, address, reason="").status_code == 422
    assert post(client, address, reason="Two doors").json()["status"] == "in_progress"


def test_evidence_is_given_as_a_file(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    address = f"{ROOT}/plan-items/{item.pk}/give-evidence/"
    answer = browse(world.manager).post(address, {"file": photo(), "words": "Door 2A"})
    assert answer.status_code == 200, answer.content


def test_the_same_log_sent_twice_is_one_visit(world: World, browse: Any) -> None:
    log = {"factory": str(world.factory.pk), "client_id": str(uuid4()), "on": "2026-03-02", "workers_men": 3}
    client = browse(world.advisor)
    first, again = post(client, "visits/log", **log), post(client, "visits/log", **log)
    assert first.json()["id"] == again.json()["id"]
    assert Visit.rows.count() == 1


def test_a_planned_visit_is_logged_with_its_items(world: World, browse: Any) -> None:
    visit, item = make_visit(world.factory, world.advisor), make_item(world.factory)
    log = {"factory": str(world.factory.pk), "client_id": str(uuid4()), "on": "2026-03-02", "workers_men": 3}
    answer = post(browse(world.advisor), "visits/log", visit=str(visit.pk), discussed=[str(item.pk)], **log)
    assert answer.json()["status"] == "held"


def test_an_item_of_another_factory_is_not_discussed(world: World, browse: Any) -> None:
    other = make_item(world.rival_factory)
    log = {"factory": str(world.factory.pk), "client_id": str(uuid4()), "on": "2026-03-02", "workers_men": 3}
    answer = post(browse(world.advisor), "visits/log", discussed=[str(other.pk)], **log)
    assert answer.status_code == 422
    assert not Visit.rows.exists()


def test_staff_notes_are_listed_for_staff_alone(world: World, now: datetime, browse: Any) -> None:
    note_for_staff(factory=world.factory, words="CANARY", by=world.advisor, at=now)
    assert StaffNote.rows.count() == 1
    assert browse(world.manager).get(f"{ROOT}/staff-notes/").json()["results"] == []
    assert len(browse(world.assessor).get(f"{ROOT}/staff-notes/").json()["results"]) == 1


def test_a_meeting_is_recorded_with_its_decisions(world: World, browse: Any) -> None:
    committee = make_committee(world.factory)
    record = {
        "committee": str(committee.pk),
        "held_on": "2026-03-02",
        "present": [str(member.pk) for member in workers_of(committee)],
        "minutes": "Both sides spoke.",
        "decisions": [{"words": "A second filter"}],
    }
    assert post(browse(world.picc_worker), "meetings/record", **record).status_code == 201
    assert (Meeting.rows.count(), PlanItem.rows.get().title) == (1, "A second filter")


def test_a_self_diagnosis_is_opened_and_answered(world: World, browse: Any) -> None:
    point, client = make_point(), browse(world.manager)
    pk = post(client, "self-diagnoses/open", factory=str(world.factory.pk)).json()["id"]
    said = [{"point": str(point.pk), "stance": "gap", "words": "Keys"}]
    assert post(client, f"self-diagnoses/{pk}/answers", said=said).status_code == 200
    assert SelfDiagnosisAnswer.rows.get().words == "Keys"
    done = post(client, f"self-diagnoses/{pk}/complete", to_plan=[str(point.pk)]).json()
    assert (done["status"], PlanItem.rows.get().origin) == ("complete", "self_diagnosis")


LISTS = ["plan-items", "visits", "committees", "committee-members", "meetings", "plan-comments"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_as_often_for_one_as_for_twenty(world: World, browse: Any, name: str) -> None:
    client, address = browse(world.advisor), f"{ROOT}/{name}/"
    make_committee(world.factory, pairs=1, meetings=1)
    make_item(world.factory)
    one = queries(client, address)
    make_committee(world.rival_factory, pairs=9, meetings=19)
    for _number in range(19):
        make_item(world.factory)
        make_visit(world.factory, world.advisor)
    assert queries(client, address) == one <= 12
