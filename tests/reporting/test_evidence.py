"""The evidence of an incident: who knew what, when, told by whom, with proof; for its country's leaders alone."""

import json
import re
from hashlib import sha256
from typing import Any

import pytest

from accounts.errors import NotAllowed
from accounts.models import User
from advisory import actions as advisory
from advisory.models import Incident
from reporting import actions
from reporting.actions.evidence import ask_for_evidence
from reporting.drains import evidence as drain_of_evidence
from reporting.drains.evidence import put_together
from reporting.drains.notices import send_notices
from reporting.evidence import evidence
from reporting.evidencewords import in_words
from reporting.models import EvidenceFile, Notice
from tests.advisory.incidents import HOUR, report, strike, tick
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


def test_until_it_is_put_together_its_page_looks_again_by_itself(world: World, browse: Any) -> None:
    asked = ask_for_evidence(incident=report(world), by=world.team_leader, at=NOW)
    client = browse(world.team_leader)
    assert client.get(f"/evidence/{asked.pk}/").headers["Refresh"] == "4"
    put_together(NOW)
    assert "Refresh" not in client.get(f"/evidence/{asked.pk}/").headers


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


# -- In words ---------------------------------------------------------------------------------

CODES = ("food_poisoning", "inform_buyer", "notice_to_buyer", "duty_opened", "2026-03-02T")


def test_a_leader_reads_words_where_the_json_keeps_codes(
    world: World, file: EvidenceFile, browse: Any
) -> None:
    page = browse(world.team_leader).get(f"/evidence/{file.pk}/").content.decode()
    for word in (
        "Food poisoning",
        "The buyer is informed",
        "The notice to buyers",
        "Inbox",
        "2 Mar 2026, 10:00",
    ):
        assert word in page
    said = page[page.index("What happened") :]
    assert not [code for code in CODES if code in said]
    assert all(code in file.payload for code in CODES)


def test_the_words_are_the_readers(world: World, file: EvidenceFile, browse: Any) -> None:
    User.objects.filter(pk=world.team_leader.pk).update(language="ar")
    page = browse(world.team_leader).get(f"/evidence/{file.pk}/").content.decode()
    assert "تسمم غذائي" in page


def test_print_is_in_the_countrys_language(
    world: World, file: EvidenceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(drain_of_evidence, "pdf_of", lambda html, identifier: said.append(html) or b"%PDF")
    monkeypatch.setattr(drain_of_evidence, "pdf_available", lambda: True)
    world.cambodia.languages = ["ar", "en"]
    world.cambodia.save()
    ask_for_evidence(incident=file.incident, by=world.country_manager, at=LATER)
    put_together(LATER)
    assert '<html lang="ar" dir="rtl">' in said[0]
    assert "تسمم غذائي" in said[0]


def test_a_code_that_has_no_word_any_more_is_shown_as_it_is(file: EvidenceFile) -> None:
    found = json.loads(file.payload)
    found["deliveries"][0] |= {"what": "of_old", "channel": "telex"}
    assert in_words(found)["deliveries"][0]["channel"] == "telex"


def test_every_code_of_the_evidence_has_its_word(world: World) -> None:
    """Of a strike of category B, in which everything happens: clocks, calls, consultations, notices."""
    incident = strike(world, violence_at=NOW, known_at=NOW)
    tick(NOW)
    for hours in (12, 24, 36, 44, 48):
        tick(NOW + hours * HOUR)
    given = {"by": world.advisor, "at": NOW + HOUR, "consulted_at": NOW}
    consulted = {"party": "management", "outcome": "refused"}
    advisory.record_consultation(incident=incident, **consulted, **given)
    send_notices(NOW + 49 * HOUR)
    drain()
    said = in_words(evidence(Incident.rows.select_related("factory__programme", "recorded_by").get(), LATER))
    left = re.findall(r"'([a-z]+_[a-z_]+)'(?!:)", str(said))
    assert left == []
