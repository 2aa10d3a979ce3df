"""The factory's reply beside a finding: in its own words, never verified (RPT-4)."""

import pytest

from accounts.errors import NotAllowed, WrongState
from assessments.models import Assessment, Finding
from reporting.actions import reply_to_finding, send_back, submit_for_approval
from reporting.models import FactoryReply
from reporting.reading import read
from tests.personas import World
from tests.reporting.making import DRAFTED, FINAL, SENTENCE, assessed, drafted
from tests.roles import as_app

WORDS = "The key hangs at the door since 5 February."


@pytest.fixture
def finding(world: World) -> Finding:
    assessed(world)
    return Finding.rows.select_related("assessment", "factory").get(sentence=SENTENCE)


def reply(finding: Finding, by: object, words: str = WORDS) -> FactoryReply | None:
    return reply_to_finding(finding=finding, words=words, by=by, at=FINAL)  # type: ignore[arg-type]


def test_it_stands_beside_the_finding_in_the_report(world: World, finding: Finding) -> None:
    with as_app(world.manager, FINAL):
        reply(finding, world.manager)
    report = finding_report(world)
    found = read(report.current).clusters[0].results[0].findings
    assert [one.reply.words.words if one.reply else None for one in found] == [WORDS, None]


def finding_report(world: World):
    from reporting.models import Report

    report = Report.rows.get(kind="assessment_report")
    return submit_for_approval(report=report, by=world.assessor, at=DRAFTED)


@pytest.mark.parametrize("name", ["advisor", "team_leader", "picc_management", "rival_manager", "buyer_user"])
def test_only_the_factory_manager_replies(world: World, finding: Finding, name: str) -> None:
    with pytest.raises(NotAllowed):
        reply(finding, getattr(world, name))


def test_empty_words_take_it_away(world: World, finding: Finding) -> None:
    reply(finding, world.manager)
    assert reply(finding, world.manager, " ") is None
    assert not FactoryReply.rows.exists()


def test_a_finding_that_was_not_shared_takes_no_reply(world: World, finding: Finding) -> None:
    Assessment.rows.update(shared_at=None, status="begun", finalised_at=None)
    with pytest.raises(WrongState, match="not been shared"):
        reply(Finding.rows.select_related("assessment", "factory").get(pk=finding.pk), world.manager)


def test_sent_for_approval_the_report_is_closed_for_replies_and_sent_back_it_opens(
    world: World, finding: Finding
) -> None:
    report = finding_report(world)
    with pytest.raises(WrongState, match="closed for replies"):
        reply(finding, world.manager)
    send_back(report=report, reason="Name the law.", by=world.team_leader, at=DRAFTED)
    assert reply(finding, world.manager) is not None


# -- The page --------------------------------------------------------------------------------
def test_the_manager_replies_on_a_page(world: World, finding: Finding, browse) -> None:
    client = browse(world.manager)
    address = f"/assessments/{finding.assessment_id}/replies/"
    assert SENTENCE in client.get(address).content.decode()
    response = client.post(f"/findings/{finding.pk}/reply/", {"words": WORDS}, follow=True)
    assert WORDS in response.content.decode()


@pytest.mark.parametrize("name", ["rival_manager", "buyer_user", "haitian_advisor"])
def test_outsiders_find_no_findings(world: World, finding: Finding, browse, name: str) -> None:
    client = browse(getattr(world, name))
    assert client.get(f"/assessments/{finding.assessment_id}/replies/").status_code == 404
    assert client.post(f"/findings/{finding.pk}/reply/", {"words": "x"}).status_code == 404


def test_staff_read_and_do_not_reply(world: World, finding: Finding, browse) -> None:
    client = browse(world.advisor)
    assert client.get(f"/assessments/{finding.assessment_id}/replies/").status_code == 200
    assert client.post(f"/findings/{finding.pk}/reply/", {"words": "x"}).status_code == 404


def test_a_reply_that_is_too_long_is_kept_on_the_page(world: World, finding: Finding, browse) -> None:
    response = browse(world.manager).post(f"/findings/{finding.pk}/reply/", {"words": "x" * 2001})
    assert response.status_code == 422
    assert "x" * 2001 in response.content.decode()


def test_the_page_is_closed_after_the_draft(world: World, browse) -> None:
    report = drafted(world)
    page = browse(world.manager).get(f"/assessments/{report.assessment_id}/replies/").content.decode()
    assert "Closed for replies" in page and "<textarea" not in page
