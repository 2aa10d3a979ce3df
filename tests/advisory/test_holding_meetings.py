"""Meetings: agenda, attendance, minutes, decisions that enter the plan; drafts of one side (PICC-2)."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import (
    correct_minutes,
    draft_for_workers,
    plan_meeting,
    put_on_agenda,
    record_meeting,
    to_plan,
    write_agenda,
)
from advisory.actions.meetings import Decided
from advisory.models import Attendance, Decision, Meeting, PlanItem, WorkerDraft
from tests.advisory.making import TODAY, make_committee, page, workers_of
from tests.personas import World
from tests.roles import as_app


def planned(world: World, now: datetime, **fields: Any) -> Meeting:
    committee = fields.pop("committee", None) or make_committee(world.factory)
    given = {"on": TODAY, "starts": time(14), "agenda": "Water", "by": world.picc_worker, "at": now}
    return plan_meeting(committee=committee, **{**given, **fields})


def recorded(world: World, now: datetime, **fields: Any) -> Meeting:
    committee = fields.pop("committee", None) or make_committee(world.factory)
    given = {"held_on": TODAY, "present": workers_of(committee)[:1], "minutes": "Both sides spoke."}
    given |= {"by": world.picc_management, "at": now}
    return record_meeting(committee=committee, **{**given, **fields})


def test_a_meeting_is_planned_at_the_factorys_time(world: World, now: datetime) -> None:
    assert planned(world, now).planned_for == datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def test_a_meeting_is_not_planned_for_the_past(world: World, now: datetime) -> None:
    with pytest.raises(Invalid, match="This moment is over"):
        planned(world, now, starts=time(9))


def test_who_came_and_who_did_not_is_kept(world: World, now: datetime) -> None:
    recorded(world, now)
    assert Attendance.rows.filter(present=True).count() == 1
    assert Attendance.rows.filter(present=False).count() == 3


def test_a_decision_becomes_a_plan_item(world: World, now: datetime) -> None:
    recorded(world, now, decisions=[Decided("A second filter", owner="Sun Bopha")])
    item = PlanItem.rows.select_related("decision").get()
    assert (item.title, item.origin, item.owner) == ("A second filter", "picc", "Sun Bopha")
    assert item.decision and item.decision.words == "A second filter"


def test_a_decision_may_stay_out_of_the_plan_and_enter_it_later(world: World, now: datetime) -> None:
    recorded(world, now, decisions=[Decided("Meet on Mondays", to_plan=False)])
    assert not PlanItem.rows.exists()
    decision = Decision.rows.get()
    to_plan(decision=decision, by=world.picc_worker, at=now)
    with pytest.raises(WrongState, match="in the plan already"):
        to_plan(decision=decision, by=world.picc_worker, at=now)


def test_a_meeting_is_recorded_once(world: World, now: datetime) -> None:
    committee = make_committee(world.factory)
    meeting = planned(world, now, committee=committee)
    recorded(world, now, committee=committee, meeting=meeting)
    with pytest.raises(WrongState, match="recorded already"):
        recorded(world, now, committee=committee, meeting=meeting)


def test_minutes_are_corrected_and_their_writer_named(world: World, now: datetime) -> None:
    meeting = recorded(world, now)
    correct_minutes(meeting=meeting, minutes="Both sides agreed.", by=world.advisor, at=now)
    assert Meeting.rows.get().minutes_by == world.advisor


def test_somebody_elses_agenda_is_not_written_over(world: World, now: datetime) -> None:
    meeting = planned(world, now)
    write_agenda(meeting=meeting, agenda="Water\nExits", base="Water", by=world.manager, at=now)
    with pytest.raises(WrongState, match="somebody changed the agenda"):
        write_agenda(meeting=meeting, agenda="Heat", base="Water", by=world.picc_worker, at=now)


@pytest.mark.parametrize("name", ["ambassador", "assessor", "group_user"])
def test_others_record_no_meeting(world: World, now: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        recorded(world, now, by=getattr(world, name))


def test_a_workers_draft_comes_onto_the_agenda_without_a_name(world: World, now: datetime) -> None:
    draft = draft_for_workers(factory=world.factory, words="A filter", by=world.picc_worker, at=now)
    meeting = planned(world, now)
    put_on_agenda(draft=draft, meeting=meeting, by=world.picc_worker, at=now)
    agenda = Meeting.rows.get().agenda
    assert agenda == "Water\nA filter (workers' side)"
    assert not WorkerDraft.rows.exists()


def test_management_writes_no_workers_draft(world: World, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        draft_for_workers(factory=world.factory, words="x", by=world.manager, at=now)


def test_a_draft_shows_to_the_workers_side_alone(world: World, now: datetime, browse: Any) -> None:
    make_committee(world.factory)
    draft_for_workers(factory=world.factory, words="CANARY-DRAFT", by=world.picc_worker, at=now)
    assert "CANARY-DRAFT" in page(browse(world.picc_worker), f"/picc/{world.factory.pk}/")
    for name in ("manager", "picc_management", "advisor", "ambassador", "country_manager", "head_office"):
        text = page(browse(getattr(world, name)), f"/picc/{world.factory.pk}/")
        assert "CANARY-DRAFT" not in text, name


def test_the_database_hides_a_draft_from_management(world: World, now: datetime) -> None:
    draft_for_workers(factory=world.factory, words="CANARY-DRAFT", by=world.picc_worker, at=now)
    for user in (world.manager, world.advisor, world.head_office):
        with as_app(user, now):
            assert not WorkerDraft.rows.exists()


def test_the_address_of_a_draft_is_nothing_to_management(world: World, now: datetime, browse: Any) -> None:
    draft = draft_for_workers(factory=world.factory, words="x", by=world.picc_worker, at=now)
    assert browse(world.manager).get(f"/picc/drafts/{draft.pk}/").status_code == 404
    assert browse(world.manager).get(f"/picc/{world.factory.pk}/drafts/").status_code == 404


def test_recording_on_the_page_writes_meeting_and_plan(world: World, browse: Any) -> None:
    committee = make_committee(world.factory)
    typed = {
        "held_on": "2026-03-02",
        "present": [str(workers_of(committee)[0].pk)],
        "minutes": "Both sides spoke.",
        "decision-TOTAL_FORMS": 3,
        "decision-INITIAL_FORMS": 0,
        "decision-0-words": "A second filter",
        "decision-0-to_plan": "on",
    }
    answer = browse(world.manager).post(f"/picc/{world.factory.pk}/record-meeting/", typed)
    assert answer.status_code == 302, answer.content.decode()
    assert (Meeting.rows.count(), PlanItem.rows.count()) == (1, 1)


def test_a_past_due_date_of_a_decision_writes_nothing(world: World, browse: Any) -> None:
    committee = make_committee(world.factory)
    typed = {
        "held_on": "2026-03-02",
        "present": [str(workers_of(committee)[0].pk)],
        "minutes": "TYPED-MINUTES",
        "decision-TOTAL_FORMS": 3,
        "decision-INITIAL_FORMS": 0,
        "decision-0-words": "A second filter",
        "decision-0-to_plan": "on",
        "decision-0-due_on": "2026-01-01",
    }
    answer = browse(world.manager).post(f"/picc/{world.factory.pk}/record-meeting/", typed)
    assert answer.status_code == 422
    assert "TYPED-MINUTES" in answer.content.decode()
    assert not Meeting.rows.exists()
