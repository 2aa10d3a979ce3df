"""What few of the demo's people may know of: a restricted file, an entry of the logbook, conflicts of interest;
and who of the office is away.
"""

from datetime import datetime, timedelta

from accounts.models import User
from advisory import actions
from advisory.models import FileStep, ZeroToleranceFile
from betterwork.demo.ground import Office
from betterwork.demo.places import STORY, Place
from factories.actions import name_deputy, record_absence, record_conflict

H = timedelta(hours=1)


def lay(offices: list[Office], places: list[Place], now: datetime) -> None:
    office = next(each for each in offices if each.country.code == "KH")
    ours = [each for each in places if each.office is office and each.factory.name != STORY]
    place = next(each for each in ours if each.advisor is office.advisors[0])
    assert office.manager
    _file(place, office.manager, now)
    _logbook(ours[-1], office, now)
    _conflicts(ours[-1], office, now)
    _leave(places, office, now)


def _file(place: Place, manager: User, now: datetime) -> None:
    """Reported yesterday; the ministry is informed, and both of its clocks run."""
    file = actions.report_suspicion(
        factory=place.factory,
        issue="child_labour",
        words="Two girls at the buttonhole machines of line six look much younger than fifteen.",
        known_at=now - 31 * H,
        by=place.advisor,
        at=now - 30 * H,
    )
    reason = "Seen by two of us; the papers look copied."
    file = actions.decide_on_protocol(file=file, activate=True, reason=reason, by=manager, at=now - 26 * H)
    actions.complete_step(
        step=_step(file, "protect"),
        outcome="They sit with the nurse and are paid for the day.",
        done_at=now - 25 * H,
        by=place.advisor,
        at=now - 24 * H,
    )
    actions.notify_ministry(
        step=_step(file, "notify_ministry"),
        ministry="Ministry of Labour, inspectorate",
        reference="ML 118",
        done_at=now - 22 * H,
        by=manager,
        at=now - 22 * H,
    )
    _plan(file, manager, now)
    actions.write_person(
        file=file,
        name="S.",
        reach="Through her aunt, after six, never at work",
        circumstances="Says fifteen, perhaps thirteen",
        wishes="To go on learning to sew; nobody at the factory should hear of it",
        consent="given",
        by=place.advisor,
        at=now - 23 * H,
    )


def _plan(file: ZeroToleranceFile, manager: User, now: datetime) -> None:
    rows = [
        ("investigation", "The ages of all workers hired since March are checked", "Inspectorate", 5),
        ("remediation", "School places, and the lost income, for both", "Factory management", 30),
    ]
    for kind, words, owner, days in rows:
        on = (now + timedelta(days=days)).date()
        at = now - 20 * H
        actions.plan_action(file=file, kind=kind, words=words, owner=owner, due_on=on, by=manager, at=at)


def _step(file: ZeroToleranceFile, key: str) -> FileStep:
    rows = FileStep.rows.select_related("step", "file__factory__programme")
    return rows.get(file=file, step__key=key)


def _logbook(place: Place, office: Office, now: datetime) -> None:
    written = actions.write_entry(
        programme=office.programme,
        way="offered",
        what="An envelope after the visit",
        by_whom="A production manager",
        happened_at=now - 50 * H,
        place="At the gate",
        refused_how="Handed back before two witnesses, with a word on the policy",
        factory=place.factory,
        by=office.advisors[1],
        at=now - 49 * H,
    )
    assert office.manager
    words = "The owner was told, and signed the policy anew."
    actions.add_remark(entry=written, words=words, by=office.manager, at=now - 25 * H)


def _conflicts(place: Place, office: Office, now: datetime) -> None:
    person = office.assessors[-1]
    record_conflict(
        person=person,
        kind="family",
        words="My sister works in its cutting hall.",
        since=now.date(),
        factory=place.factory,
        by=person,
        at=now - 3 * H,
    )


def _leave(places: list[Place], office: Office, now: datetime) -> None:
    """One advisor is away now, another will be; the story's factory has a deputy."""
    first, second, third = office.advisors
    today = now.astimezone(office.programme.tz).date()
    for person, deputy, begins, days in ((second, third, -2, 8), (first, third, 20, 5)):
        day = today + timedelta(days=begins)
        until = day + timedelta(days=days)
        record_absence(person=person, first_day=day, last_day=until, deputy=deputy, by=person, at=now - 4 * H)
    story = next(place for place in places if place.factory.name == STORY)
    name_deputy(factory=story.factory, deputy=second, by=office.leaders[0], at=now - 4 * H)
