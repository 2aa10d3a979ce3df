"""The pages of authors and leaders: writing, the look before sending, the decision."""

import pytest

from reporting import actions
from reporting.models import Report, ReportPart, ReportVersion
from tests.personas import World
from tests.reporting.making import SENTENCE, approved, asked, assessed, drafted, make_committee, report_of

FORM = "0b2ff2f0-1f0e-4a7e-9b55-0123456789ab"


def status_of(report: Report) -> str:
    return Report.rows.get(pk=report.pk).status


def test_an_assessor_writes_looks_and_sends(world: World, browse) -> None:
    report = assessed(world)
    client = browse(world.assessor)
    typed = {"access": "Every area was opened.", "preview": "1"}
    page = client.post(f"/reports/{report.pk}/write/", typed, follow=True).content.decode()
    assert "Every area was opened." in page and SENTENCE in page
    client.post(f"/reports/{report.pk}/send/")
    assert status_of(report) == "drafted"


def test_the_author_reads_what_is_needed_before_it_is_sent(world: World, browse) -> None:
    assessed(world)
    page = browse(world.manager).get(f"/reports/{report_of(world, 'progress_report_1').pk}/write/")
    overview, dialogue = page.context["form"]["own_overview"], page.context["form"]["own_dialogue"]
    assert overview.help_text.endswith("in your own words. Needed before it is sent.")
    assert "Needed" not in dialogue.help_text


def test_a_leader_reads_the_frozen_draft_and_approves(world: World, browse) -> None:
    report = drafted(world)
    client = browse(world.team_leader)
    assert "Lotus Thread Apparel" in client.get("/approvals/").content.decode()
    page = client.get(f"/reports/{report.pk}/approval/").content.decode()
    assert SENTENCE in page and "Approve for release" in page
    client.post(f"/reports/{report.pk}/approve/")
    assert status_of(report) == "approved"


def test_who_may_not_approve_reads_why(world: World, browse) -> None:
    report = drafted(world)
    page = browse(world.assessor).get(f"/reports/{report.pk}/approval/").content.decode()
    assert "Another team leader" in page and "Approve for release" not in page


def test_the_button_pressed_by_the_wrong_person_is_refused_with_the_sentence(world: World, browse) -> None:
    report = drafted(world)
    page = browse(world.assessor).post(f"/reports/{report.pk}/approve/", follow=True).content.decode()
    assert "Another team leader or the country manager may." in page
    assert status_of(report) == "drafted"


def test_a_form_sent_twice_approves_once(world: World, browse) -> None:
    report = drafted(world)
    client = browse(world.team_leader)
    for _time in range(2):
        page = client.post(f"/reports/{report.pk}/approve/", {"form_id": FORM}, follow=True).content.decode()
    assert "by now" not in page
    assert ReportVersion.rows.filter(report=report).count() == 1


def test_a_draft_sent_twice_is_one_version(world: World, browse) -> None:
    report = assessed(world)
    client = browse(world.assessor)
    for _time in range(2):
        client.post(f"/reports/{report.pk}/send/", {"form_id": FORM})
    assert ReportVersion.rows.filter(report=report).count() == 1


def test_sending_back_without_a_reason_keeps_the_page(world: World, browse) -> None:
    report = drafted(world)
    response = browse(world.team_leader).post(f"/reports/{report.pk}/send_back/", {"reason": ""})
    assert response.status_code == 422
    assert "Say why" in response.content.decode()


@pytest.mark.parametrize(("verb", "status"), [("hold", "held"), ("send_back", "due")])
def test_an_approved_report_is_held_or_sent_back(world: World, browse, verb: str, status: str) -> None:
    report = approved(world)
    browse(world.other_team_leader).post(f"/reports/{report.pk}/{verb}/", {"reason": "We ask first."})
    assert status_of(report) == status


def test_a_view_that_fails_after_writing_leaves_nothing(world: World, browse, monkeypatch) -> None:
    report = drafted(world)
    real = actions.approve

    def approve_and_fall(**given: object) -> None:
        real(**given)  # type: ignore[arg-type]
        raise RuntimeError("after the write")

    from reporting.views import approving

    monkeypatch.setitem(approving.VERBS, "approve", approving.Verb(approve_and_fall, "", needs_reason=False))
    response = browse(world.team_leader).post(f"/reports/{report.pk}/approve/")
    assert response.status_code == 500
    assert status_of(report) == "drafted"


def test_what_is_due_soon_and_not_sent_is_at_risk(world: World, browse) -> None:
    assessed(world)
    assert "At risk" in browse(world.team_leader).get("/approvals/").content.decode()


@pytest.mark.parametrize("name", ["advisor", "manager", "buyer_user"])
def test_the_approvals_are_for_leaders(world: World, browse, name: str) -> None:
    assert browse(getattr(world, name)).get("/approvals/").status_code == 404


def test_leaders_of_another_country_see_nothing_of_it(world: World, browse) -> None:
    report = drafted(world)
    client = browse(world.haitian_team_leader)
    assert "Lotus" not in client.get("/approvals/").content.decode()
    assert client.get(f"/reports/{report.pk}/approval/").status_code == 404
    assert client.post(f"/reports/{report.pk}/approve/").status_code == 404


def test_the_manager_writes_the_own_report_on_a_page(world: World, browse) -> None:
    assessed(world)
    report = report_of(world, "progress_report_1")
    client = browse(world.manager)
    assert SENTENCE in client.get(f"/reports/{report.pk}/write/").content.decode()
    client.post(f"/reports/{report.pk}/write/", {"own_overview": "We began with the exits."})
    assert "We began with the exits." in client.get(f"/reports/{report.pk}/preview/").content.decode()
    client.post(f"/reports/{report.pk}/send/")
    assert status_of(report) == "approved"
    client.post(f"/reports/{report.pk}/take-back/")
    assert status_of(report) == "due"


@pytest.mark.parametrize("name", ["advisor", "team_leader", "picc_worker", "rival_manager", "buyer_user"])
def test_nobody_else_has_that_page(world: World, browse, name: str) -> None:
    assessed(world)
    report = report_of(world, "progress_report_1")
    client = browse(getattr(world, name))
    assert client.get(f"/reports/{report.pk}/write/").status_code == 404
    assert client.post(f"/reports/{report.pk}/send/").status_code == 404
    assert not ReportPart.rows.exists()


def test_a_preview_that_lacks_words_says_which(world: World, browse) -> None:
    assessed(world)
    report = report_of(world, "progress_report_1")
    page = browse(world.manager).get(f"/reports/{report.pk}/preview/").content.decode()
    assert "Write the overview" in page


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("assessor", "/reports/{pk}/"),
        ("assessor", "/reports/{pk}/write/"),
        ("assessor", "/reports/{pk}/preview/"),
        ("team_leader", "/reports/{pk}/approval/"),
        ("team_leader", "/reports/{pk}/buyers/"),
        ("manager", "/factories/{factory}/reports/"),
        ("manager", "/assessments/{assessment}/replies/"),
    ],
)
def test_a_page_asks_at_most_thirteen_times(world: World, browse, name: str, address: str) -> None:
    make_committee(world)
    report = drafted(world) if "approval" in address else assessed(world)
    known = {"pk": report.pk, "factory": world.factory.pk, "assessment": report.assessment_id}
    client = browse(getattr(world, name))
    client.get(address.format(**known))
    found = asked(client, address.format(**known))
    assert len(found) <= 13, "\n".join(sql[:160] for sql in found)
