"""WHO-15: who writes, who approves, and what a refusal says."""

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from assessments.models import Assessment, TeamMember
from factories.models import AdvisorAssignment, Message
from reporting.actions import (
    approve,
    hold,
    recall,
    resume,
    send_back,
    submit_for_approval,
    waive,
    write_parts,
)
from reporting.freezing import texts
from reporting.models import Report, ReportVersion
from reporting.reading import read
from tests.personas import World
from tests.reporting.making import (
    DRAFTED,
    INTERVIEW,
    RELEASE,
    SENTENCE,
    approved,
    assessed,
    drafted,
    released,
    report_of,
)
from tests.roles import as_app

LATER = RELEASE.replace(day=5)


def test_the_draft_holds_the_findings_and_no_evidence(world: World) -> None:
    report = drafted(world)
    assert report.current is not None
    said = " ".join(texts(read(report.current)))
    assert SENTENCE in said
    assert INTERVIEW not in said
    assert "photo 4" not in said


def test_rates_count_what_was_asked_and_applies(world: World) -> None:
    payload = read(drafted(world).current)
    assert (payload.questions.part, payload.questions.base) == (2, 3)
    assert (payload.points.part, payload.points.base) == (1, 1)


def test_a_draft_is_possible_as_the_person_who_writes_it(world: World) -> None:
    report = assessed(world)
    with as_app(world.assessor, DRAFTED):
        submit_for_approval(report=report, by=world.assessor, at=DRAFTED)
    assert read(Report.rows.get(pk=report.pk).current).questions.base == 3


def test_findings_that_may_still_change_are_not_drafted(world: World) -> None:
    report = assessed(world)
    Assessment.rows.update(status="shared")
    with pytest.raises(Invalid, match="not finalised"):
        submit_for_approval(report=report, by=world.assessor, at=DRAFTED)


@pytest.mark.parametrize("name", ["advisor", "other_advisor", "administrator", "manager", "third_assessor"])
def test_others_than_the_team_and_leaders_do_not_write_it(world: World, name: str) -> None:
    report = assessed(world)
    with pytest.raises(NotAllowed, match="team leaders may"):
        submit_for_approval(report=report, by=getattr(world, name), at=DRAFTED)


def test_a_team_leader_approves(world: World) -> None:
    report = approve(report=drafted(world), by=world.team_leader, at=DRAFTED)
    assert report.status == "approved"
    assert report.approved_by == world.team_leader


def test_a_leader_approves_with_the_leaders_own_row_security(world: World) -> None:
    report = drafted(world)
    with as_app(world.team_leader, DRAFTED):
        approve(report=report, by=world.team_leader, at=RELEASE)
    assert Report.rows.get(pk=report.pk).status == "approved"


@pytest.mark.parametrize(
    "name",
    ["assessor", "advisor", "administrator", "trainer", "manager", "buyer_user", "haitian_team_leader"],
)
def test_others_do_not_approve(world: World, name: str) -> None:
    report = drafted(world)
    with pytest.raises(NotAllowed, match="Another team leader"):
        approve(report=report, by=getattr(world, name), at=DRAFTED)


def test_a_leader_on_the_team_does_not_approve(world: World) -> None:
    report = drafted(world)
    TeamMember.rows.create(factory=world.factory, assessment=report.assessment, user=world.team_leader)
    with pytest.raises(NotAllowed, match="on the team"):
        approve(report=report, by=world.team_leader, at=DRAFTED)


def test_a_leader_who_advises_the_factory_does_not_approve(world: World) -> None:
    report = drafted(world)
    AdvisorAssignment.rows.filter(factory=world.factory).update(advisor=world.team_leader)
    with pytest.raises(NotAllowed, match="You advise this factory"):
        approve(report=report, by=world.team_leader, at=DRAFTED)


def test_a_leader_who_wrote_it_does_not_approve(world: World) -> None:
    report = submit_for_approval(report=assessed(world), by=world.team_leader, at=DRAFTED)
    with pytest.raises(NotAllowed, match="You wrote this report"):
        approve(report=report, by=world.team_leader, at=DRAFTED)
    assert approve(report=report, by=world.other_team_leader, at=DRAFTED).status == "approved"


def test_approving_twice_is_refused(world: World) -> None:
    report = approved(world)
    with pytest.raises(WrongState, match="by now"):
        approve(report=report, by=world.other_team_leader, at=DRAFTED)


def test_sending_twice_makes_one_version(world: World) -> None:
    report = drafted(world)
    with pytest.raises(WrongState):
        submit_for_approval(report=report, by=world.assessor, at=DRAFTED)
    assert ReportVersion.rows.filter(report=report).count() == 1


def test_sent_back_the_author_writes_on_and_is_told(world: World) -> None:
    report = send_back(report=drafted(world), reason="Name the article.", by=world.team_leader, at=DRAFTED)
    assert report.status == "due"
    assert report.current is None
    message = Message.rows.get(kind="report_sent_back")
    assert message.to == world.assessor
    assert submit_for_approval(report=report, by=world.assessor, at=DRAFTED).status == "drafted"


def test_sending_back_needs_a_reason(world: World) -> None:
    with pytest.raises(Invalid, match="Say why"):
        send_back(report=drafted(world), reason=" ", by=world.team_leader, at=DRAFTED)


def test_a_report_that_is_not_sent_cannot_be_approved(world: World) -> None:
    with pytest.raises(WrongState):
        approve(report=assessed(world), by=world.team_leader, at=DRAFTED)


def test_a_recalled_report_is_not_let_out_again_by_approving(world: World) -> None:
    report = recall(report=released(world), reason="A name stands in it.", by=world.team_leader, at=LATER)
    with pytest.raises(WrongState):
        approve(report=report, by=world.team_leader, at=LATER)


# -- Held, late ------------------------------------------------------------------------------
def test_approved_after_its_moment_it_is_frozen_for_the_moment_it_can_go_out(world: World) -> None:
    report = approve(report=drafted(world), by=world.team_leader, at=LATER)
    assert read(report.current).head.release.at == LATER
    assert report.current.number == 1


def test_a_held_report_goes_on_with_the_words_that_were_approved(world: World) -> None:
    report = approved(world)
    before = read(report.current)
    hold(report=report, reason="We ask the factory first.", by=world.country_manager, at=DRAFTED)
    after = read(resume(report=report, by=world.team_leader, at=LATER).current)
    assert after.head.release.at == LATER
    assert after.clusters == before.clusters


def test_only_leaders_hold(world: World) -> None:
    with pytest.raises(NotAllowed, match="team leader"):
        hold(report=approved(world), reason="no", by=world.advisor, at=DRAFTED)


def test_a_correction_needs_its_reason_and_becomes_version_2(world: World) -> None:
    report = recall(report=released(world), reason="A wrong article.", by=world.team_leader, at=LATER)
    with pytest.raises(Invalid, match="why this version"):
        submit_for_approval(report=report, by=world.assessor, at=LATER)
    write_parts(report=report, texts={"correction": "Article 177 is meant."}, by=world.assessor, at=LATER)
    report = submit_for_approval(report=report, by=world.assessor, at=LATER)
    assert report.current.number == 2
    assert read(report.current).head.correction.reason.words == "Article 177 is meant."


def test_a_correction_that_is_sent_back_stays_recalled(world: World) -> None:
    report = recall(report=released(world), reason="A wrong article.", by=world.team_leader, at=LATER)
    write_parts(report=report, texts={"correction": "Article 177."}, by=world.assessor, at=LATER)
    submit_for_approval(report=report, by=world.assessor, at=LATER)
    assert send_back(report=report, reason="Not so.", by=world.team_leader, at=LATER).status == "recalled"


def test_a_report_that_is_owed_no_more_is_waived_with_a_reason(world: World) -> None:
    report = waive(report=assessed(world), reason="The factory closed.", by=world.country_manager, at=DRAFTED)
    assert (report.status, report.waived_reason) == ("waived", "The factory closed.")


def test_what_was_typed_is_in_the_report(world: World) -> None:
    report = assessed(world)
    typed = {"strengths": "Safety talks each week.\nA clean canteen.", "access": "Opened at once."}
    write_parts(report=report, texts=typed, by=world.assessor, at=DRAFTED)
    payload = read(submit_for_approval(report=report, by=world.assessor, at=DRAFTED).current)
    assert [one.words for one in payload.strengths] == ["Safety talks each week.", "A clean canteen."]
    assert payload.assessment.access.words == "Opened at once."


def test_what_was_sent_is_not_written_on(world: World) -> None:
    with pytest.raises(WrongState, match="sent already"):
        write_parts(report=drafted(world), texts={"access": "x"}, by=world.assessor, at=DRAFTED)


def test_progress_report_1_is_nobodys_in_the_programme(world: World) -> None:
    assessed(world)
    report = report_of(world, "progress_report_1")
    with pytest.raises(NotAllowed, match="factory's own"):
        write_parts(report=report, texts={"own_overview": "x"}, by=world.advisor, at=DRAFTED)
    with pytest.raises(WrongState, match="factory sends it"):
        submit_for_approval(report=report, by=world.team_leader, at=DRAFTED)
