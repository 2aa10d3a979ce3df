"""What advisors and committees did: committee, visits, self-diagnosis and plan, year after year."""

from datetime import date, time, timedelta

from accounts.models import User
from advisory.models import (
    Attendance,
    Committee,
    CommitteeMember,
    Decision,
    Election,
    ImprovementPlan,
    Meeting,
    PlanComment,
    PlanItem,
    SelfDiagnosis,
    SelfDiagnosisAnswer,
    StaffNote,
    Visit,
)
from advisory.models.committee import Sex, Side
from advisory.models.diagnosis import Stance
from advisory.models.visit import Modality
from betterwork.demo import words
from betterwork.demo.draw import Draw
from betterwork.demo.places import STORY, Place
from factories.models import Cycle
from programmes.models import CompliancePoint


def tell(draw: Draw, place: Place, points: list[CompliancePoint]) -> None:
    plan = draw.new(ImprovementPlan, factory=place.factory, opened_at=place.cycles[0].opened_at)
    place.plan = plan  # type: ignore[attr-defined]  # the findings' chapter goes on with it
    for cycle in place.cycles:
        if cycle.day_zero:
            _diagnosis(draw, place, cycle, points)
            _visits(draw, place, cycle)
    _committee(draw, place)


def _committee(draw: Draw, place: Place) -> None:
    day_zero = place.cycles[0].day_zero
    if day_zero is None or day_zero + timedelta(days=25) > draw.today:
        return
    formed = draw.day(day_zero, 12, 22)
    uneven = draw.happens(0.12)
    committee = draw.new(
        Committee,
        factory=place.factory,
        formed_on=formed,
        adopted=draw.happens(0.2),
        unbalanced_reason="Two supervisors joined for the first months." if uneven else "",
    )
    election = _election(draw, place, committee, formed)
    members = _members(draw, place, committee, election, formed, uneven)
    _meetings(draw, place, committee, members, formed)


def _election(draw: Draw, place: Place, committee: Committee, formed: date) -> Election:
    entitled = place.factory.workers or 300
    held = formed - timedelta(days=2)
    return draw.new(
        Election,
        factory=place.factory,
        committee=committee,
        held_on=held,
        method=draw.one([Election.Method.SECRET_BALLOT] * 3 + [Election.Method.UNION_CHOICE]),
        candidates=draw.number(6, 12),
        entitled=entitled,
        voters=round(entitled * draw.number(55, 95) / 100),
        in_term_until=date(held.year + 2, held.month, min(held.day, 28)),
        confirmed_by=place.advisor,
        confirmed_at=draw.at(formed, place.office.programme.tz),
    )


def _members(
    draw: Draw, place: Place, committee: Committee, election: Election, formed: date, uneven: bool
) -> list[CommitteeMember]:
    country, members = place.office.country, []
    seats = [(Side.MANAGEMENT, 5 if uneven else 4), (Side.WORKERS, 4)]
    for side, count in seats:
        users: list[User] = place.management if side is Side.MANAGEMENT else place.workers
        for nth in range(count):
            user = users[nth] if nth < len(users) else None
            woman = draw.happens(0.45 if side is Side.MANAGEMENT else 0.75)
            first = draw.one(country.women if woman else country.men)
            members.append(
                draw.new(
                    CommitteeMember,
                    factory=place.factory,
                    committee=committee,
                    user=user,
                    name=user.name if user else f"{draw.one(country.families)} {first}",
                    side=side,
                    sex=Sex.WOMAN if woman else Sex.MAN,
                    union="Garment Workers' Union" if side is Side.WORKERS and draw.happens(0.5) else "",
                    election=election if side is Side.WORKERS else None,
                    since=formed,
                )
            )
    return members


def _meetings(
    draw: Draw, place: Place, committee: Committee, members: list[CommitteeMember], formed: date
) -> None:
    on, zone = formed + timedelta(days=14), place.office.programme.tz
    on = max(on, draw.today - timedelta(days=400))
    while on <= draw.today + timedelta(days=30):
        held = on < draw.today
        meeting = draw.new(
            Meeting,
            factory=place.factory,
            committee=committee,
            planned_for=draw.at(on, zone, 9),
            held_on=on if held else None,
            agenda=draw.one(words.AGENDAS),
            minutes="Both sides spoke. Open items were gone through one by one." if held else "",
            minutes_by=place.management[0] if held else None,
        )
        if held:
            for member in members:
                draw.new(
                    Attendance,
                    factory=place.factory,
                    meeting=meeting,
                    member=member,
                    present=draw.happens(0.85),
                )
            if draw.happens(0.3):
                draw.new(Decision, factory=place.factory, meeting=meeting, words=draw.one(words.DECISIONS))
        on += timedelta(days=draw.number(28, 36))


def _diagnosis(draw: Draw, place: Place, cycle: Cycle, points: list[CompliancePoint]) -> None:
    assert cycle.day_zero
    zone = place.office.programme.tz
    started = draw.day(cycle.day_zero, 5, 15)
    if started > draw.today:
        return
    finished = draw.day(cycle.day_zero, 60, 95)
    complete = finished < draw.today
    diagnosis = draw.new(
        SelfDiagnosis,
        factory=place.factory,
        cycle=cycle,
        status=SelfDiagnosis.Status.COMPLETE if complete else SelfDiagnosis.Status.OPEN,
        started_at=draw.at(started, zone),
        due_on=cycle.initial_advisory_until,
        completed_at=draw.at(finished, zone) if complete else None,
    )
    for point in points if complete else points[: draw.number(8, 31)]:
        stance = draw.one([Stance.IN_LINE] * 7 + [Stance.GAP] * 2 + [Stance.UNSURE])
        answered = draw.new(
            SelfDiagnosisAnswer,
            factory=place.factory,
            self_diagnosis=diagnosis,
            point=point,
            stance=stance,
            words=draw.one(words.ROOT_CAUSES) if stance == Stance.GAP else "",
            answered_by=place.manager,
            answered_at=draw.at(min(finished, draw.today - timedelta(days=1)), zone),
        )
        if stance == Stance.GAP and draw.happens(0.5):
            open_item(draw, place, answered.answered_at.date(), point, PlanItem.Origin.SELF_DIAGNOSIS)


def _visits(draw: Draw, place: Place, cycle: Cycle) -> None:
    assert cycle.day_zero and cycle.ends_on
    on: date = cycle.day_zero
    first = True
    horizon = min(cycle.ends_on, draw.today + timedelta(days=45))
    while on <= horizon:
        _visit(draw, place, cycle, on, held=on < draw.today, on_site=first or cycle.number < 3)
        on, first = draw.day(on, 32, 50), False


def _visit(draw: Draw, place: Place, cycle: Cycle, on: date, *, held: bool, on_site: bool) -> None:
    virtual = not on_site and draw.happens(0.3)
    visit = draw.new(
        Visit,
        factory=place.factory,
        cycle=cycle,
        advisor=place.advisor,
        status=Visit.Status.HELD if held else Visit.Status.PLANNED,
        on=on,
        starts=time(9),
        ends=time(11, 30) if held else None,
        modality=Modality.VIRTUAL if virtual else Modality.ON_SITE,
        agenda=draw.one(words.AGENDAS),
        managers_women=draw.number(1, 3) if held else 0,
        managers_men=draw.number(1, 3) if held else 0,
        workers_women=draw.number(3, 9) if held else 0,
        workers_men=draw.number(1, 4) if held else 0,
        topics=draw.some(words.TOPICS, 1, 3) if held else [],
        picc_facilitated=held and draw.happens(0.5),
        notes=draw.one(words.VISIT_NOTES) if held else "",
        next_steps=draw.one(words.NEXT_STEPS) if held else "",
        logged_at=draw.at(on, place.office.programme.tz, 15) if held else None,
    )
    if held and (place.factory.name == STORY or draw.happens(0.1)):
        draw.new(
            StaffNote,
            factory=place.factory,
            visit=visit,
            words=draw.one(words.STAFF_NOTES),
            written_by=place.advisor,
            written_at=visit.logged_at,
        )


def open_item(
    draw: Draw,
    place: Place,
    on: date,
    point: CompliancePoint,
    origin: PlanItem.Origin,
    title: str = "",
    public: bool = False,
) -> PlanItem:
    """An item and how far it came: the older, the likelier it is solved."""
    plan: ImprovementPlan = place.plan  # type: ignore[attr-defined]
    plan.items_so_far += 1
    zone, age = place.office.programme.tz, (draw.today - on).days
    status = _status(draw, age)
    due = on + timedelta(days=draw.number(30, 150))
    done = draw.at(min(on + timedelta(days=draw.number(10, 120)), draw.today - timedelta(days=1)), zone)
    claimed = status in {PlanItem.Status.DONE, PlanItem.Status.VERIFIED}
    verified = status == PlanItem.Status.VERIFIED
    item = draw.new(
        PlanItem,
        factory=place.factory,
        plan=plan,
        number=plan.items_so_far,
        origin=origin,
        point=point,
        title=title or f"Improve: {point.name}",
        public_issue=public,
        root_cause=draw.one(words.ROOT_CAUSES) if draw.happens(0.7) else "",
        owner=place.manager.name,
        due_on=due,
        status=status,
        opened_at=draw.at(on, zone),
        opened_by=place.manager,
        done_at=done if claimed else None,
        verified_at=done + timedelta(days=6) if verified else None,
        verified_by=place.advisor if verified else None,
        verification=draw.one(PlanItem.Verification.values) if verified else "",
    )
    if draw.happens(0.25):
        draw.new(
            PlanComment,
            factory=place.factory,
            item=item,
            words=draw.one(words.REPLIES),
            said_by=place.manager,
            said_at=draw.at(min(on + timedelta(days=9), draw.today), zone),
        )
    return item


def _status(draw: Draw, age: int) -> PlanItem.Status:
    solved = min(0.9, age / 300)
    if draw.happens(solved):
        return PlanItem.Status.VERIFIED
    return draw.one(
        [PlanItem.Status.OPEN, PlanItem.Status.IN_PROGRESS, PlanItem.Status.IN_PROGRESS, PlanItem.Status.DONE]
    )
