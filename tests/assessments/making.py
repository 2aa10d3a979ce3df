"""Tools, assessments and what stands in them, for tests of this floor."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from advisory.models import PlanItem, SelfDiagnosis, SelfDiagnosisAnswer
from assessments import actions
from assessments.actions import Given
from assessments.models import (
    Answer,
    Assessment,
    Finding,
    Question,
    QuestionText,
    TeamMember,
    Tool,
    ToolVersion,
)
from programmes.models import CountryProgramme
from tests.factories import NOW, make_point
from tests.personas import World

TODAY = date(2026, 3, 2)  # the local day of NOW in Phnom Penh, a Monday

LOCKED = "Are the emergency exits locked during working hours?"
ALARM = "Is there a fire alarm?"


def make_tool(programme: CountryProgramme, name: str = "KH 2026.1", **fields: Any) -> ToolVersion:
    """Five questions in three points: both polarities, a fact, and a public issue; published."""
    tool, _new = Tool.objects.get_or_create(programme=programme)
    version = ToolVersion.objects.create(
        **{
            "tool": tool,
            "number": tool.versions.count() + 1,
            "name": name,
            "valid_from": date(2026, 1, 1),
            "published_at": NOW - timedelta(days=60),
            **fields,
        }
    )
    exits = make_point("Emergency Preparedness")
    wages = make_point("Overtime Wages", "Compensation")
    add_question(version, exits, "exits_locked", LOCKED, "yes", public=True, focused=True)
    add_question(version, exits, "fire_alarm", ALARM, "no")
    add_question(version, wages, "overtime_paid", "Is overtime paid correctly?", "no", focused=True)
    add_question(version, wages, "payslip", "Do workers get a payslip?", "no")
    add_question(version, make_point("Facts", "Facts"), "floors", "How many floors are there?", "")
    return version


def add_question(version: ToolVersion, point, key: str, text: str, noncompliant: str, **fields: Any):
    order = version.questions.count() + 1
    question, _new = Question.objects.get_or_create(tool=version.tool, key=key)
    return QuestionText.objects.create(
        **{
            "version": version,
            "question": question,
            "point": point,
            "number": f"7.{order}",
            "order": order,
            "text": text,
            "noncompliant_answer": noncompliant,
            "legal_reference": "Labour Law, article 230" if noncompliant else "",
            **fields,
        }
    )


def plan(world: World, *team: User, at: datetime = NOW, **fields: Any) -> Assessment:
    return actions.plan_assessment(
        **{
            "factory": world.factory,
            "planned_on": TODAY,
            "days": 2,
            "modality": "on_site",
            "scope": "full",
            "team": team or (world.assessor, world.second_assessor),
            "by": world.team_leader,
            "at": at,
            **fields,
        }
    )


def begun(world: World, at: datetime = NOW, **fields: Any) -> Assessment:
    if not ToolVersion.objects.filter(tool__programme=world.cambodia).exists():
        make_tool(world.cambodia)
    return actions.begin(assessment=plan(world, **fields), by=world.assessor, at=at)


def question(assessment: Assessment, key: str) -> QuestionText:
    return QuestionText.objects.get(version=assessment.tool_version, question__key=key)


def say(assessment: Assessment, by: User, at: datetime = NOW, **values: str) -> None:
    """Answers by key: say(assessment, assessor, exits_locked="yes")."""
    given = []
    for key, value in values.items():
        asked = question(assessment, key)
        standing = Answer.rows.filter(assessment=assessment, question=asked).first()
        words = "" if asked.noncompliant_answer else value
        value = value if asked.noncompliant_answer else "fact"
        given.append(Given(asked, value, words, standing.version if standing else 0))
    assert not actions.save_answers(assessment=assessment, given=given, by=by, at=at)


def find(assessment: Assessment, key: str, by: User, at: datetime = NOW, **words: Any) -> Finding:
    told = {"sentence": "Emergency exits were locked during overtime.", **words}
    return actions.write_finding(
        assessment=assessment, question=question(assessment, key), by=by, at=at, **told
    )


def shared(world: World, at: datetime = NOW) -> Assessment:
    """Begun, one finding (a public issue), collected and shared at one moment."""
    assessment = begun(world, at)
    say(assessment, world.assessor, at, exits_locked="yes", fire_alarm="yes", overtime_paid="yes")
    find(assessment, "exits_locked", world.assessor, at, interviews="CANARY-INTERVIEW")
    actions.end_collection(assessment=assessment, last_day=TODAY, by=world.assessor, at=at)
    return actions.share_findings(assessment=assessment, by=world.assessor, at=at)


def assessed_before(world: World, *team: User, at: datetime = NOW - timedelta(days=300)) -> Assessment:
    """An assessment of long ago, made final."""
    version = ToolVersion.objects.filter(tool__programme=world.cambodia).first() or make_tool(world.cambodia)
    row = Assessment.rows.create(
        factory=world.factory,
        planned_on=at.date(),
        planned_by=world.team_leader,
        status=Assessment.Status.FINALISED,
        begun_at=at,
        last_day=at.date(),
        shared_at=at,
        finalised_at=at,
        cycle=world.cycle,
        tool_version=version,
    )
    for user in team:
        TeamMember.rows.create(assessment=row, factory=world.factory, user=user)
    return row


def diagnosed(world: World, **stances: str) -> SelfDiagnosis:
    """The factory's self-diagnosis by point name: diagnosed(world, Emergency_Preparedness="gap")."""
    row = SelfDiagnosis.rows.create(factory=world.factory, cycle=world.cycle, started_at=NOW)
    for name, stance in stances.items():
        SelfDiagnosisAnswer.rows.create(
            factory=world.factory,
            self_diagnosis=row,
            point=make_point(name.replace("_", " ")),
            stance=stance,
            words="CANARY-DIAGNOSIS",
            answered_by=world.manager,
            answered_at=NOW,
        )
    return row


def plan_items(world: World, origin: str = PlanItem.Origin.FINDING) -> list[PlanItem]:
    return list(PlanItem.rows.filter(factory=world.factory, origin=origin))
