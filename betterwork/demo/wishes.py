"""What buyers wish at the factory that most sign-ins know, told by the product's own actions."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from advisory import actions
from advisory.buyers.mapping import suggested
from advisory.models import BuyerPriority, Committee, CommitteeMember, CorrectivePoint, Visit, VisitRequest
from betterwork.demo.places import STORY, Place
from factories.models import BuyerLink

POINTS = """Finding,Corrective action,Due date,Status,Responsible
Fire exits on the second floor were blocked by cartons,Keep every exit free during work,{soon},Open,Production
Workers were not paid correctly for overtime,Recalculate and pay the difference,{soon},Open,Human resources
No eye wash beside the chemical store,Install one and show workers how to use it,{later},Open,Maintenance
The canteen roof leaks,Repair the roof before the rains,{later},Done,Maintenance
"""


def tell(places: list[Place], now: datetime) -> None:
    place = next(each for each in places if each.factory.name == STORY)
    buyer, rival = (User.objects.get(email=f"{name}@demo.example") for name in ("buyer", "rival"))
    link = BuyerLink.rows.select_related("buyer", "factory__programme").get(
        factory=place.factory, buyer__organisation__memberships__user=buyer
    )
    _requests(place, link, buyer, now)
    _asked_too_early(rival, now)
    _priorities(place, link, buyer, now)
    _plan(place, link, buyer, now)


def _requests(place: Place, link: BuyerLink, buyer: User, now: datetime) -> None:
    """A joint visit that is agreed, and a request to shadow one that waits."""
    weeks = {"wished_from": now.date(), "wished_until": now.date() + timedelta(days=120)}
    asked = _ask(link, buyer, now - timedelta(days=12), VisitRequest.Kind.JOINT, **weeks)
    coming = Visit.rows.planned().filter(factory=place.factory, on__gt=now.date(), suspended=False)
    if visit := coming.order_by("on").first():
        words = "Meet us at the gate at nine. We prepare it together by telephone."
        actions.agree_to_join(
            asked=asked, visit=visit, answer=words, by=place.advisor, at=now - timedelta(days=9)
        )
        _ask(link, buyer, now - timedelta(days=2), VisitRequest.Kind.SHADOW, **weeks)


def _ask(link: BuyerLink, by: User, at: datetime, kind: VisitRequest.Kind, **weeks: Any) -> VisitRequest:
    reason = {
        VisitRequest.Kind.JOINT: "One message to the factory about overtime in the high season.",
        VisitRequest.Kind.SHADOW: "Our new colleague should see how advice works.",
    }[kind]
    return actions.ask_to_join(link=link, kind=kind, reason=reason, persons=[by.name], by=by, at=at, **weeks)


def _asked_too_early(rival: User, now: datetime) -> None:
    """Nobody confirmed the rival: its request shows what is missing."""
    claims = BuyerLink.rows.filter(claimed_by=rival, ended_at=None).select_related("buyer")
    if claim := claims.order_by("claimed_name").first():
        weeks = {"wished_from": now.date(), "wished_until": now.date() + timedelta(days=60)}
        _ask(claim, rival, now - timedelta(days=5), VisitRequest.Kind.SHADOW, **weeks)


def _priorities(place: Place, link: BuyerLink, buyer: User, now: datetime) -> None:
    """One that the committee accepted, and one that waits for management."""
    then, committee = now - timedelta(days=40), Committee.rows.filter(factory=place.factory).first()
    given: dict[str, Any] = {"link": link, "by": buyer}
    raised = actions.raise_priority(
        **given, title="Eye wash in the chemical store", words="We saw none on our last visit.", at=then
    )
    if committee:
        _accepted(place, committee, raised, then)
    recent = now - timedelta(days=3)
    actions.raise_priority(**given, title="Heat on the ironing line", words="Summer comes early.", at=recent)


def _accepted(place: Place, committee: Committee, raised: BuyerPriority, then: datetime) -> None:
    day = (then + timedelta(days=7)).astimezone(place.office.programme.tz).date()
    committee.factory = place.factory
    by: dict[str, Any] = {"by": place.manager}
    meeting = actions.plan_meeting(committee=committee, on=day, starts=time(10), at=then, **by)
    actions.put_priority_on_agenda(priority=raised, meeting=meeting, at=then + timedelta(days=1), **by)
    members = CommitteeMember.rows.sitting().filter(committee=committee)
    held: dict[str, Any] = {
        "committee": committee,
        "meeting": meeting,
        "held_on": day,
        "present": list(members),
    }
    minutes = "Both sides walked through the chemical store. An eye wash is ordered."
    after = then + timedelta(days=8)
    actions.record_meeting(**held, minutes=minutes, at=after, **by)
    title = "An eye wash beside the chemical store, and a drill on each line"
    actions.accept_priority(priority=raised, title=title, owner="Maintenance", at=after, **by)


def _plan(place: Place, link: BuyerLink, buyer: User, now: datetime) -> None:
    """A plan of four points: one mapped, one left with a reason, two open."""
    days = {"soon": now.date() + timedelta(days=30), "later": now.date() + timedelta(days=75)}
    file = SimpleUploadedFile("audit-corrective-actions.csv", POINTS.format(**days).encode())
    then = now - timedelta(days=8)
    plan = actions.receive_plan(link=link, file=file, by=buyer, at=then)
    actions.take_in_plan(plan=plan, by=buyer, at=then)
    points = list(CorrectivePoint.rows.filter(plan=plan).select_related("plan", "factory__programme"))
    for point in points:
        if found := suggested(point, place.manager):
            actions.cover_point(point=point, item=found[0][0], by=place.manager, at=now - timedelta(days=6))
            break
    reason = "The roof was repaired last month; the committee saw it."
    actions.leave_point(point=points[-1], reason=reason, by=place.manager, at=now - timedelta(days=6))
