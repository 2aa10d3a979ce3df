"""Rows of the reporting floor for tests: an assessment with answers and findings, and its reports."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from advisory.actions import open_item
from advisory.models import (
    Attendance,
    Committee,
    CommitteeMember,
    Decision,
    Election,
    Meeting,
    PlanItem,
)
from assessments.models import (
    Answer,
    Assessment,
    Finding,
    InterviewEvidence,
    Question,
    QuestionText,
    TeamMember,
    Tool,
    ToolVersion,
)
from factories.models import Cycle, Factory
from reporting.actions import approve, submit_for_approval, write_parts
from reporting.drains.planning import plan_reports
from reporting.drains.releasing import release_reports
from reporting.drains.rendering import render_reports
from reporting.models import Report
from tests.factories import make_cycle, make_point
from tests.personas import World

BEGUN = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)  # 09:00 in Phnom Penh
LAST_DAY = date(2026, 2, 3)
SHARED = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
FINAL = datetime(2026, 2, 12, 3, 0, tzinfo=UTC)
DRAFTED = datetime(2026, 2, 16, 3, 0, tzinfo=UTC)
RELEASE = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # 09:00 of the 28th day after the last one
SENTENCE = "Two of six exits on the sewing floor were locked during working hours."
INTERVIEW = "A worker of line 3 said the guard keeps the key."

WORDS = {  # of the programme, in Progress Report 2
    "summary": "Two fifths are closed.",
    "cooperation_level": "good",
    "cooperation": "Every area was opened.",
    "dialogue_level": "partial",
    "dialogue": "The committee meets.",
}

QUESTIONS = (  # key, polarity, answer, public
    ("exits-locked", "yes", "yes", True),
    ("fire-alarm", "no", "yes", False),
    ("drills", "no", "no", False),
    ("sprinklers", "no", "na", False),
    ("unions", "", "fact", False),
)


def make_tool(world: World) -> ToolVersion:
    tool, _ = Tool.objects.get_or_create(programme=world.cambodia)
    version, made = ToolVersion.objects.get_or_create(
        tool=tool,
        number=1,
        defaults={"name": "2026.1", "valid_from": date(2020, 1, 1), "published_at": BEGUN},
    )
    if made:
        for order, (key, polarity, _answer, public) in enumerate(QUESTIONS):
            QuestionText.objects.create(
                version=version,
                question=Question.objects.create(tool=tool, key=key),
                point=make_point(),
                number=f"7.{order}",
                order=order,
                text=f"{key}?",
                noncompliant_answer=polarity,
                public=public,
            )
    return version


def make_assessment(world: World, factory: Factory | None = None, **fields: Any) -> Assessment:
    """Begun, collected, shared and finalised, unless `fields` say otherwise; two assessors on its team."""
    factory = factory or world.factory
    cycle = Cycle.rows.get(factory=factory, closed_at=None)
    values = {
        "factory": factory,
        "cycle": cycle,
        "tool_version": make_tool(world),
        "planned_on": BEGUN.date(),
        "planned_by": world.team_leader,
        "status": Assessment.Status.FINALISED,
        "begun_at": BEGUN,
        "last_day": LAST_DAY,
        "shared_at": SHARED,
        "comments_until": SHARED + timedelta(days=7),
        "finalised_at": FINAL,
    }
    assessment = Assessment.rows.create(**{**values, **fields})
    for user, leads in ((world.assessor, True), (world.second_assessor, False)):
        TeamMember.rows.create(factory=factory, assessment=assessment, user=user, leads=leads)
    return assessment


def make_results(world: World, assessment: Assessment) -> list[Finding]:
    """Answers to every question, and a finding with interview evidence for each non-compliant one."""
    texts = {text.question.key: text for text in assessment.tool_version.questions.select_related("question")}
    for key, _polarity, answer, _public in QUESTIONS:
        Answer.rows.create(
            factory=assessment.factory,
            assessment=assessment,
            question=texts[key],
            value=answer,
            answered_by=world.assessor,
            answered_at=BEGUN,
        )
    return [
        make_finding(world, assessment, texts["exits-locked"], SENTENCE),
        make_finding(world, assessment, texts["drills"], "No evacuation drill was held in twelve months."),
    ]


def make_finding(world: World, assessment: Assessment, question: QuestionText, sentence: str) -> Finding:
    item = open_item(
        factory=assessment.factory,
        origin=PlanItem.Origin.FINDING,
        point=question.point,
        title=sentence,
        by=world.assessor,
        at=SHARED,
    )
    finding = Finding.rows.create(
        factory=assessment.factory,
        assessment=assessment,
        question=question,
        point=question.point,
        sentence=sentence,
        evidence="Seen at 10:20, photo 4.",
        public=question.public,
        plan_item=item,
        written_by=world.assessor,
        written_at=BEGUN,
    )
    InterviewEvidence.rows.create(
        factory=assessment.factory, assessment=assessment, finding=finding, words=INTERVIEW
    )
    return finding


def assessed(world: World, factory: Factory | None = None) -> Report:
    """The assessment report that is owed, with everything there to write it."""
    assessment = make_assessment(world, factory)
    make_results(world, assessment)
    plan_reports(FINAL)
    return Report.rows.get(assessment=assessment, kind=Report.Kind.ASSESSMENT)


def report_of(world: World, kind: str) -> Report:
    return Report.rows.get(kind=kind, factory=world.factory)


def drafted(world: World) -> Report:
    report = assessed(world)
    return submit_for_approval(report=report, by=world.assessor, at=DRAFTED)


def approved(world: World) -> Report:
    return approve(report=drafted(world), by=world.team_leader, at=DRAFTED)


def released(world: World) -> Report:
    approved(world)
    render_reports(DRAFTED)
    release_reports(RELEASE)
    return Report.rows.get(factory=world.factory, kind=Report.Kind.ASSESSMENT)


def write_own(report: Report, by: User, at: datetime, **texts: str) -> Report:
    words = {"own_overview": "We hung a key at every door.", **texts}
    return write_parts(report=report, texts=words, own=report.joined, by=by, at=at)


def paid_cycle_after(cycle: Cycle) -> Cycle:
    """The factory's next cycle; the one before is closed."""
    Cycle.rows.filter(pk=cycle.pk).update(closed_at=RELEASE)
    return make_cycle(cycle.factory, date(2026, 11, 3), number=cycle.number + 1)


def make_committee(world: World, met_on: date = date(2026, 2, 20)) -> Committee:
    """Two on each side, the workers elected and confirmed, and one meeting with minutes."""
    committee = Committee.rows.create(factory=world.factory, formed_on=date(2025, 12, 1))
    of = {"factory": world.factory, "committee": committee}
    election = Election.rows.create(
        **of, held_on=date(2025, 11, 20), method="secret_ballot", candidates=4, entitled=900, voters=700,
        in_term_until=date(2027, 11, 20), confirmed_by=world.advisor, confirmed_at=BEGUN,
    )  # fmt: skip
    members = [
        CommitteeMember.rows.create(
            **of, name=f"Member {side} {sex}", side=side, sex=sex, since=date(2025, 12, 1),
            election=election if side == "workers" else None,
        )
        for side in ("management", "workers")
        for sex in ("woman", "man")
    ]  # fmt: skip
    meeting = Meeting.rows.create(**of, planned_for=BEGUN, held_on=met_on, agenda="Keys", minutes="Kept")
    for member in members[:3]:
        Attendance.rows.create(factory=world.factory, meeting=meeting, member=member, present=True)
    Decision.rows.create(factory=world.factory, meeting=meeting, words="A key at every door")
    return committee


def asked(client: Client, address: str) -> list[str]:
    """What a page asks the database, without the marks of transactions and of the tests."""
    with CaptureQueriesContext(connection) as caught:
        response = client.get(address)
    assert response.status_code == 200, address
    words = ("SELECT", "INSERT", "UPDATE", "DELETE")
    asked = [one["sql"] for one in caught.captured_queries if one["sql"].lstrip("( ").startswith(words)]
    return [sql for sql in asked if "set_config('app.person', ''" not in sql]
