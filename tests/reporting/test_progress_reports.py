"""Progress Report 1 by the factory alone; Progress Report 2 by the programme; Haiti's joined one."""

from datetime import datetime, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import record_told
from advisory.models import CommitteeMember, Duty, PlanAction, PlanItem
from factories.models import Message
from programmes.models import CalendarRule
from programmes.rules import Kind
from reporting.actions import (
    approve,
    hold,
    recall,
    send_back,
    send_own_part,
    submit_for_approval,
    submit_progress_report_1,
    take_back,
    write_parts,
)
from reporting.drains.following import meet_in_reports
from reporting.drains.planning import plan_reports
from reporting.drains.releasing import lapse_reports, release_reports
from reporting.drains.rendering import render_reports
from reporting.models import Report, ReportPart, ReportVersion
from reporting.payload import Check
from reporting.reading import read
from tests.advisory.incidents import HOUR, only, strike, tick
from tests.advisory.incidents import report as report_incident
from tests.personas import World
from tests.reporting.making import (
    FINAL,
    WORDS,
    make_assessment,
    make_committee,
    make_results,
    report_of,
    write_own,
)
from tests.roles import as_app

WRITTEN = datetime.fromisoformat("2026-06-20T10:00:00+07:00")


@pytest.fixture
def owed(world: World) -> None:
    make_results(world, make_assessment(world))
    plan_reports(FINAL)


@pytest.fixture
def first(world: World, owed: None) -> Report:
    return report_of(world, "progress_report_1")


@pytest.fixture
def second(world: World, owed: None) -> Report:
    return report_of(world, "progress_report_2")


def sent(world: World, report: Report, at: datetime = WRITTEN) -> Report:
    write_own(report, world.manager, at)
    return submit_progress_report_1(report=report, by=world.manager, at=at)


# -- Progress Report 1 -----------------------------------------------------------------------
def test_what_the_factory_sends_is_approved_by_itself(world: World, first: Report) -> None:
    report = sent(world, first)
    assert (report.status, report.approved_by) == ("approved", world.manager)
    assert read(report.current).own.overview.words == "We hung a key at every door."


def test_the_factory_writes_and_sends_under_its_own_row_security(world: World, first: Report) -> None:
    with as_app(world.manager, WRITTEN):
        sent(world, first)
    assert Report.rows.get(pk=first.pk).status == "approved"


@pytest.mark.parametrize(
    "name", ["advisor", "team_leader", "country_manager", "administrator", "picc_worker", "rival_manager"]
)
def test_nobody_else_writes_or_sends_it(world: World, first: Report, name: str) -> None:
    user = getattr(world, name)
    with pytest.raises(NotAllowed, match="factory's own"):
        write_parts(report=first, texts={"own_overview": "x"}, by=user, at=WRITTEN)
    write_own(first, world.manager, WRITTEN)
    with pytest.raises(NotAllowed, match="factory's own"):
        submit_progress_report_1(report=first, by=user, at=WRITTEN)


def test_the_database_keeps_staff_from_writing_the_factorys_words(world: World, first: Report) -> None:
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError, match="row-level security"), as_app(world.advisor, WRITTEN):
        ReportPart.rows.create(
            factory=world.factory, report=first, section="own_overview", words="x",
            written_by=world.advisor, written_at=WRITTEN,
        )  # fmt: skip


@pytest.mark.parametrize("verb", [hold, send_back, recall])
def test_nobody_in_the_programme_steers_it(world: World, first: Report, verb) -> None:
    report = sent(world, first)
    if verb is recall:
        render_reports(WRITTEN)
        release_reports(first.release_at)
    with pytest.raises(NotAllowed, match="factory's own"):
        verb(report=report, reason="No.", by=world.country_manager, at=WRITTEN)


def test_without_an_overview_it_is_not_sent(world: World, first: Report) -> None:
    with pytest.raises(Invalid, match="overview"):
        submit_progress_report_1(report=first, by=world.manager, at=WRITTEN)


def test_sent_twice_it_is_one_version(world: World, first: Report) -> None:
    sent(world, first)
    with pytest.raises(WrongState):
        submit_progress_report_1(report=first, by=world.manager, at=WRITTEN)
    assert ReportVersion.rows.count() == 1


def test_it_tells_the_progress_on_each_non_compliance(world: World, first: Report) -> None:
    item = PlanItem.rows.order_by("number").first()
    PlanAction.rows.create(factory=world.factory, item=item, words="Push bars on six doors", owner="Safety")
    write_own(first, world.manager, WRITTEN, **{f"item-{item.pk.hex}": "Four of six doors have them."})
    report = submit_progress_report_1(report=first, by=world.manager, at=WRITTEN)
    rows = read(report.current).plan.items
    assert len(rows) == 2
    assert rows[0].progress.words == "Four of six doors have them."
    assert rows[0].actions[0].what.words == "Push bars on six doors"


def test_the_name_of_an_owner_does_not_leave_the_factory(world: World, first: Report) -> None:
    item = PlanItem.rows.first()
    PlanAction.rows.create(factory=world.factory, item=item, words="Fit bars", owner="Mr Chea Sothea")
    plan = read(sent(world, first).current).plan
    assert [action.owner.words for row in plan.items for action in row.actions] == ["A person of the factory"]


def test_claimed_rectifications_of_public_issues_carry_our_check(world: World, first: Report) -> None:
    PlanItem.rows.filter(number=1).update(status="done", done_at=WRITTEN)
    issue = read(sent(world, first).current).public_issues[0]
    assert (issue.claimed, issue.check) == (True, Check.NOT_YET)


def test_what_is_not_for_buyers_is_not_in_it(world: World, first: Report) -> None:
    write_own(first, world.manager, WRITTEN, own_feedback="The seminar was too long.")
    report = submit_progress_report_1(report=first, by=world.manager, at=WRITTEN)
    assert "seminar" not in report.current.payload


def test_released_at_its_moment(world: World, first: Report) -> None:
    sent(world, first)
    render_reports(WRITTEN)
    assert release_reports(first.release_at - timedelta(seconds=1)) == 0
    assert release_reports(first.release_at) == 1


def test_taken_back_before_its_release_the_factory_writes_on(world: World, first: Report) -> None:
    report = take_back(report=sent(world, first), by=world.manager, at=WRITTEN)
    assert report.status == "due"
    assert sent(world, report).status == "approved"


def test_until_its_day_ends_it_is_not_late(world: World, first: Report) -> None:
    assert lapse_reports(first.due_at) == 0


def test_unsent_when_its_day_has_ended_buyers_are_told_so(world: World, first: Report) -> None:
    late = first.due_at + timedelta(seconds=1)
    assert lapse_reports(late) == 1
    assert lapse_reports(late) == 0
    assert Report.rows.get(pk=first.pk).status == "not_submitted"
    told = set(Message.rows.filter(kind="report_not_submitted").values_list("to__name", flat=True))
    assert told == {"Ingrid Berg", "Pich Sreymom", "Chan Sokha"}


def test_unsent_it_opens_a_matter_of_non_cooperation(world: World, first: Report) -> None:
    late = first.due_at + timedelta(seconds=1)
    lapse_reports(late)
    tick(late)
    duty = Duty.rows.get(incident__kind="non_cooperation")
    assert (duty.kind, duty.buyer, duty.due_at > late + timedelta(days=6)) == (
        "inform_buyer",
        world.buyer,
        True,
    )


def test_a_late_one_goes_out_at_once(world: World, first: Report) -> None:
    late = first.due_at + timedelta(days=3)
    lapse_reports(late)
    report = sent(world, Report.rows.get(pk=first.pk), late)
    render_reports(late)
    assert release_reports(late) == 1
    assert read(report.current).head.release.at == late


def test_the_committee_is_told_of_by_numbers_alone(world: World, first: Report) -> None:
    make_committee(world)
    report = sent(world, first)
    picc = read(report.current).committee
    assert (picc.members.women, picc.members.men) == (2, 2)
    assert [(row.management.total, row.workers.women, row.decisions) for row in picc.meetings] == [(2, 1, 1)]
    assert "Member" not in report.current.payload and "Keys" not in report.current.payload


# -- Progress Report 2 -----------------------------------------------------------------------
def test_it_says_each_strike_with_its_category_and_who_told_whom(world: World, second: Report) -> None:
    began = WRITTEN - timedelta(days=30)
    happened = {"began_at": began, "known_at": began, "at": began + HOUR, "workers": 640}
    strike(world, violence_at=began, ended_at=began + HOUR, **happened)
    tick(began + HOUR)
    tick(began + 49 * HOUR)
    write_parts(report=second, texts=WORDS, by=world.advisor, at=WRITTEN)
    report = submit_for_approval(report=second, by=world.advisor, at=WRITTEN)
    [stoppage] = read(report.current).stoppages
    assert (stoppage.category, stoppage.workers, stoppage.violence) == ("B", 640, True)
    assert stoppage.told.words == "not all in time; Not yet"


def test_it_says_incidents_and_by_whom_buyers_were_told(world: World, second: Report) -> None:
    began = WRITTEN - timedelta(days=30)
    incident = report_incident(world, "mass_fainting", began_at=began, known_at=began, at=began + HOUR)
    tick(began + HOUR)
    told = {"incident": incident, "buyer": world.buyer, "by": world.manager}
    record_told(told_at=began + HOUR, proof="Mail", at=began + HOUR, **told)
    write_parts(report=second, texts=WORDS, by=world.advisor, at=WRITTEN)
    [said] = read(submit_for_approval(report=second, by=world.advisor, at=WRITTEN).current).incidents
    assert said.what.words.startswith("Mass fainting. ")
    assert said.told.words.startswith("By the factory, 21 May 2026")
    assert "Northwind" not in Report.rows.get(pk=second.pk).current.payload


def test_the_report_that_is_out_meets_what_a_strike_owed(world: World, second: Report) -> None:
    began = WRITTEN - timedelta(days=30)
    incident = strike(world, ended_at=began + HOUR, began_at=began, known_at=began, at=began + HOUR)
    tick(began + HOUR)
    write_parts(report=second, texts=WORDS, by=world.advisor, at=WRITTEN)
    approve(
        report=submit_for_approval(report=second, by=world.advisor, at=WRITTEN),
        by=world.team_leader,
        at=WRITTEN,
    )
    render_reports(WRITTEN)
    release_reports(second.release_at)
    meet_in_reports(second.release_at)
    assert only(incident, Duty.Kind.NEXT_REPORT).met_by == Duty.MetBy.REPORT


def test_the_advisor_writes_and_a_leader_approves(world: World, second: Report) -> None:
    write_parts(report=second, texts=WORDS, by=world.advisor, at=WRITTEN)
    report = submit_for_approval(report=second, by=world.advisor, at=WRITTEN)
    assert approve(report=report, by=world.team_leader, at=WRITTEN).status == "approved"
    assert read(report.current).cooperation.level == "good"


def test_the_advisor_drafts_under_the_own_row_security(world: World, second: Report) -> None:
    with as_app(world.advisor, WRITTEN):
        write_parts(report=second, texts=WORDS, by=world.advisor, at=WRITTEN)
        submit_for_approval(report=second, by=world.advisor, at=WRITTEN)
    assert len(read(Report.rows.get(pk=second.pk).current).plan.items) == 2


@pytest.mark.parametrize("name", ["other_advisor", "assessor", "manager", "administrator"])
def test_others_than_its_advisor_do_not_write_it(world: World, second: Report, name: str) -> None:
    with pytest.raises(NotAllowed, match="factory's advisor"):
        write_parts(report=second, texts=WORDS, by=getattr(world, name), at=WRITTEN)


@pytest.mark.parametrize("missing", sorted(WORDS))
def test_each_of_its_words_is_needed(world: World, second: Report, missing: str) -> None:
    write_parts(report=second, texts=WORDS | {missing: ""}, by=world.advisor, at=WRITTEN)
    with pytest.raises(Invalid):
        submit_for_approval(report=second, by=world.advisor, at=WRITTEN)


def test_that_the_first_report_was_not_sent_is_a_fact_of_the_second(world: World, second: Report) -> None:
    at = second.release_at
    write_parts(report=second, texts=WORDS, by=world.advisor, at=at)
    facts = read(submit_for_approval(report=second, by=world.advisor, at=at).current).cooperation.facts
    assert [(fact.met, fact.sentence.words) for fact in facts] == [(False, "Progress Report 1 was not sent")]


# -- Haiti -----------------------------------------------------------------------------------
@pytest.fixture
def joined(world: World) -> Report:
    for kind, amount in ((Kind.PROGRESS_REPORT_1, None), (Kind.PROGRESS_REPORT_2, 5)):
        CalendarRule.objects.create(
            programme=world.cambodia, kind=kind, amount=amount, valid_from=WRITTEN.date().replace(year=2016)
        )
    make_results(world, make_assessment(world))
    plan_reports(FINAL)
    return report_of(world, "progress_report_2")


def test_the_factorys_part_stands_first_in_the_programmes_report(world: World, joined: Report) -> None:
    with as_app(world.manager, WRITTEN):
        write_own(joined, world.manager, WRITTEN)
        send_own_part(report=joined, by=world.manager, at=WRITTEN)
    write_parts(report=joined, texts=WORDS, by=world.advisor, at=WRITTEN)
    payload = read(submit_for_approval(report=joined, by=world.advisor, at=WRITTEN).current)
    assert payload.own.overview.words == "We hung a key at every door."
    assert payload.own.submitted.at == WRITTEN


def test_a_part_that_was_not_sent_is_not_in_it(world: World, joined: Report) -> None:
    write_own(joined, world.manager, WRITTEN)
    write_parts(report=joined, texts=WORDS, by=world.advisor, at=WRITTEN)
    assert read(submit_for_approval(report=joined, by=world.advisor, at=WRITTEN).current).own is None


def test_neither_writes_the_others_part(world: World, joined: Report) -> None:
    with pytest.raises(NotAllowed):
        write_own(joined, world.advisor, WRITTEN)
    with pytest.raises(NotAllowed):
        write_parts(report=joined, texts=WORDS, by=world.manager, at=WRITTEN)


def test_the_factory_does_not_read_what_the_advisor_types(world: World, joined: Report) -> None:
    write_own(joined, world.manager, WRITTEN)
    write_parts(report=joined, texts=WORDS, by=world.advisor, at=WRITTEN)
    with as_app(world.manager, WRITTEN):
        assert set(ReportPart.rows.values_list("section", flat=True)) == {"own_overview"}
    assert set(ReportPart.objects.visible_to(world.manager).values_list("section", flat=True)) == {
        "own_overview"
    }


def test_the_part_is_taken_back_until_the_draft_is_sent(world: World, joined: Report) -> None:
    write_own(joined, world.manager, WRITTEN)
    send_own_part(report=joined, by=world.manager, at=WRITTEN)
    with pytest.raises(WrongState, match="sent already"):
        write_own(joined, world.manager, WRITTEN, own_overview="Else.")
    take_back(report=joined, by=world.manager, at=WRITTEN)
    write_own(joined, world.manager, WRITTEN, own_overview="Else.")
    write_parts(report=joined, texts=WORDS, by=world.advisor, at=WRITTEN)
    submit_for_approval(report=joined, by=world.advisor, at=WRITTEN)
    with pytest.raises(WrongState):
        take_back(report=joined, by=world.manager, at=WRITTEN)


def test_committee_members_are_known_by_name_too(world: World, first: Report) -> None:
    from advisory.models import Committee

    committee = Committee.rows.create(factory=world.factory, formed_on=WRITTEN.date())
    CommitteeMember.rows.create(
        factory=world.factory, committee=committee, name="Ros Chenda", side="workers", sex="woman",
        since=WRITTEN.date(),
    )  # fmt: skip
    PlanAction.rows.create(
        factory=world.factory, item=PlanItem.rows.first(), words="Ask", owner="ros chenda, line 2"
    )
    assert "chenda" not in sent(world, first).current.payload.lower()
