"""What assessors found: one assessment a cycle, two in Haiti, some under way, some still secret."""

from datetime import date, timedelta

from advisory.models import PlanItem
from assessments.models import Answer, Assessment, Finding, InterviewEvidence, QuestionText, TeamMember
from betterwork.demo.draw import Draw
from betterwork.demo.places import Place
from betterwork.demo.years import open_item
from factories.models import Cycle


def assess(draw: Draw, place: Place) -> list[Assessment]:
    """All assessments of a factory, oldest first; the begun ones are returned."""
    begun: list[Assessment] = []
    last_pair: tuple[int, int] | None = None
    for cycle in place.cycles:
        if not cycle.day_zero:
            continue
        days = (105, 285) if place.office.country.code == "HT" else (105,)
        for after in days:
            on = draw.day(cycle.day_zero, after, after + 20)
            if on <= draw.today + timedelta(days=50):
                last_pair = _pair(draw, last_pair)
                assessment = _assessment(draw, place, cycle, on, last_pair)
                if assessment.begun_at:
                    begun.append(assessment)
    return begun


def _pair(draw: Draw, last: tuple[int, int] | None) -> tuple[int, int]:
    """An experienced assessor (even place) with another; never the same two twice running."""
    pairs = [(0, 1), (2, 3), (0, 3), (2, 1), (0, 2)]
    return draw.one([pair for pair in pairs if pair != last])


def _assessment(draw: Draw, place: Place, cycle: Cycle, on: date, pair: tuple[int, int]) -> Assessment:
    zone = place.office.programme.tz
    begun = on < draw.today
    last_day = on + timedelta(days=1)
    shared = last_day + timedelta(days=4)
    final = shared + timedelta(days=8)
    status = Assessment.Status.PLANNED
    if begun:
        status = Assessment.Status.BEGUN
        if shared < draw.today:
            status = Assessment.Status.FINALISED if final < draw.today else Assessment.Status.SHARED
    is_shared = status in {Assessment.Status.SHARED, Assessment.Status.FINALISED}
    is_final = status == Assessment.Status.FINALISED
    assessment = draw.new(
        Assessment,
        factory=place.factory,
        status=status,
        planned_on=on,
        days=2,
        planned_by=place.office.leaders[0],
        cycle=cycle if begun else None,
        tool_version=place.office.version if begun else None,
        begun_at=draw.at(on, zone, 8) if begun else None,
        last_day=last_day if begun and last_day < draw.today else None,
        shared_at=draw.at(shared, zone, 15) if is_shared else None,
        comments_until=draw.at(shared + timedelta(days=7), zone, 23) if is_shared else None,
        finalised_at=draw.at(final, zone, 16) if is_final else None,
    )
    for nth, seat in enumerate(pair):
        user = place.office.assessors[seat]
        draw.new(TeamMember, factory=place.factory, assessment=assessment, user=user, leads=nth == 0)
    if begun:
        _answers(draw, place, assessment, pair, is_shared)
    return assessment


def _answers(draw: Draw, place: Place, assessment: Assessment, pair: tuple[int, int], shared: bool) -> None:
    zone, team = place.office.programme.tz, [place.office.assessors[seat] for seat in pair]
    assert assessment.begun_at
    bad = 0.06 + 0.1 * draw.chance.random()
    asked = place.office.questions
    for question in asked if shared else asked[: draw.number(20, 60)]:
        value = _value(draw, question, bad)
        by, at = draw.one(team), draw.at(assessment.begun_at.date(), zone, draw.number(9, 16))
        draw.new(
            Answer,
            factory=place.factory,
            assessment=assessment,
            question=question,
            value=value,
            words="Recorded with the HR officer." if value == Answer.Value.FACT else "",
            answered_by=by,
            answered_at=at,
        )
        if value == question.noncompliant_answer:
            _finding(draw, place, assessment, question, shared)


def _value(draw: Draw, question: QuestionText, bad: float) -> str:
    if question.is_fact:
        return Answer.Value.FACT
    if draw.happens(0.04):
        return Answer.Value.NOT_APPLICABLE
    good = "no" if question.noncompliant_answer == "yes" else "yes"
    return question.noncompliant_answer if draw.happens(bad) else good


def _finding(draw: Draw, place: Place, assessment: Assessment, question: QuestionText, shared: bool) -> None:
    sentence: str = question.sentence  # type: ignore[attr-defined]  # given by the ground's chapter
    assert assessment.begun_at
    item = None
    if shared and assessment.shared_at:
        item = open_item(
            draw,
            place,
            assessment.shared_at.date(),
            question.point,
            PlanItem.Origin.FINDING,
            sentence,
            question.public,
        )
    finding = draw.new(
        Finding,
        factory=place.factory,
        assessment=assessment,
        question=question,
        point=question.point,
        sentence=sentence,
        evidence="Seen by the team on the first day; registers of the last six months.",
        legal_reference=question.legal_reference,
        public=question.public,
        plan_item=item,
        written_by=place.office.assessors[0],
        written_at=assessment.begun_at,
    )
    if draw.happens(0.2):
        draw.new(
            InterviewEvidence,
            factory=place.factory,
            assessment=assessment,
            finding=finding,
            words="Several workers of different lines described the same.",
        )
