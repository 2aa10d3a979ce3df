"""The evidence of an incident: who knew what, when, told by whom, with proof; for its country's leaders alone."""

import json
from hashlib import sha256
from typing import Any

import pytest

from accounts.errors import NotAllowed
from advisory import actions as advisory
from reporting import actions
from reporting.actions.evidence import ask_for_evidence
from reporting.drains.evidence import put_together
from reporting.drains.notices import send_notices
from reporting.models import EvidenceFile, Notice
from tests.advisory.incidents import HOUR, report, tick
from tests.delivery.making import drain
from tests.factories import NOW
from tests.personas import World

LATER = NOW + HOUR


@pytest.fixture
def file(world: World) -> EvidenceFile:
    """Of an incident whose notice went out."""
    incident = report(world, workers=20)
    tick(NOW)
    send_notices(NOW)
    notice = Notice.rows.get(incident=incident)
    actions.ask_for_approval(notice=notice, words="It is so.", by=world.advisor, at=NOW)
    actions.approve_notice(notice=Notice.rows.get(), by=world.team_leader, at=NOW)
    send_notices(NOW)
    while drain():
        pass
    ask_for_evidence(incident=incident, by=world.country_manager, at=LATER)
    put_together(LATER)
    return EvidenceFile.rows.get()


def test_it_says_who_knew_what_and_when(world: World, file: EvidenceFile) -> None:
    found = json.loads(file.payload)
    assert found["incident"]["recorded_by"] == world.advisor.name
    assert found["what_was_known"][0]["by"] == world.advisor.name
    assert found["duties"][0]["met_by"] == "notice"
    assert found["calls"][0]["called"] == world.advisor.name


def test_it_proves_who_was_told_by_what(world: World, file: EvidenceFile) -> None:
    found = json.loads(file.payload)
    told = {
        (each["to"], each["channel"], each["status"])
        for each in found["deliveries"]
        if each["what"] == "notice_to_buyer"
    }
    assert told == {(world.buyer_user.name, "mail", "sent"), (world.buyer_user.name, "inbox", "sent")}
    assert found["notices"][0]["sha256"] == Notice.rows.get().sha256


def test_its_digest_is_that_of_its_bytes(file: EvidenceFile) -> None:
    assert file.sha256 == sha256(file.payload.encode()).hexdigest()


def test_it_stays_as_it_was_made(world: World, file: EvidenceFile) -> None:
    before = file.payload
    incident = file.incident
    advisory.dismiss_incident(incident=incident, reason="Another one.", by=world.team_leader, at=LATER)
    put_together(LATER + HOUR)
    assert EvidenceFile.rows.get().payload == before


def test_an_advisor_does_not_ask_for_it(world: World) -> None:
    with pytest.raises(NotAllowed):
        ask_for_evidence(incident=report(world), by=world.advisor, at=NOW)


def test_leaders_read_it_and_take_it_away(world: World, file: EvidenceFile, browse: Any) -> None:
    client = browse(world.team_leader)
    assert world.buyer_user.name in client.get(f"/evidence/{file.pk}/").content.decode()
    answer = client.get(f"/evidence/{file.pk}/json/")
    assert answer.content.decode() == file.payload
    assert "no-store" in answer["Cache-Control"]


def test_its_pdf_says_the_same(world: World, file: EvidenceFile, browse: Any) -> None:
    answer = browse(world.team_leader).get(f"/evidence/{file.pk}/pdf/")
    assert answer.status_code == (200 if file.has_pdf else 404)
    assert not file.has_pdf or answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["advisor", "administrator", "manager", "buyer_user", "haitian_team_leader"])
def test_for_everybody_else_it_is_not_there(world: World, file: EvidenceFile, browse: Any, who: str) -> None:
    client = browse(getattr(world, who))
    assert client.get(f"/evidence/{file.pk}/").status_code == 404
    assert client.get(f"/evidence/{file.pk}/json/").status_code == 404
