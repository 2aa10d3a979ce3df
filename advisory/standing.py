"""From the rows of a committee to its judgement; the judging itself is pure (`committee.py`).

Whoever may see a factory from inside sees all these rows; callers have passed a door.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from advisory import committee
from advisory.access import local_today
from advisory.committee import Ballot, Judgement, Seat
from advisory.models import Committee, CommitteeMember, Election, Meeting
from factories.models import Factory
from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import Kind

MEETINGS_LOOKED_AT = 60  # the newest; far more than a half year holds


def judgement(
    factory: Factory,
    found: Committee,
    members: Iterable[CommitteeMember],
    held: Iterable[date],
    meeting_days: int | None,
    today: date,
) -> Judgement:
    """`members` carry their election, if any; those who left are passed over."""
    sitting = [member for member in members if member.until is None]
    return committee.judge(
        [Seat(member.side, member.sex, _ballot(member.election)) for member in sitting],
        held,
        formed_on=found.formed_on,
        today=today,
        meeting_days=meeting_days,
        workforce_women=factory.women_share,
        unbalanced_reason=found.unbalanced_reason,
    )


def _ballot(election: Election | None) -> Ballot | None:
    if election is None:
        return None
    return Ballot(election.held_on, election.in_term_until, election.confirmed_at is not None)


def judgements(factories: Iterable[Factory], at: datetime) -> dict[UUID, Judgement]:
    """Of many factories in three queries; one without sitting members is left out.

    The factories carry their programme.
    """
    known = {factory.pk: factory for factory in factories}
    members, held = defaultdict(list), defaultdict(list)
    sitting = CommitteeMember.rows.sitting().filter(factory__in=known)
    for member in sitting.select_related("committee", "election"):
        members[member.factory_id].append(member)
    for factory_id, day in _held_days(known):
        held[factory_id].append(day)
    rules = list(CalendarRule.objects.filter(kind=Kind.COMMITTEE_MEETING))
    judged = {}
    for pk, found in members.items():
        factory = known[pk]
        today = local_today(factory, at)
        every = _meeting_days(rules, factory, today)
        judged[pk] = judgement(factory, found[0].committee, found, held[pk], every, today)
    return judged


def _held_days(known: Iterable[UUID]) -> Iterable[tuple[UUID, date]]:
    rows = Meeting.rows.filter(factory__in=known, held_on__isnull=False).order_by()
    return [(factory, day) for factory, day in rows.values_list("factory_id", "held_on") if day]


@dataclass(frozen=True)
class Standing:
    """A factory's committee for its people's first page: how it is judged, and its next meeting."""

    judgement: Judgement | None
    upcoming: Meeting | None
    missed: Meeting | None  # planned, its moment over, and not recorded


def standing_of(factory: Factory, at: datetime) -> Standing:
    """In three queries; the factory carries its programme."""
    meetings = list(Meeting.rows.filter(factory=factory).order_by("-planned_for")[:MEETINGS_LOOKED_AT])
    sitting = CommitteeMember.rows.sitting().filter(factory=factory)
    members = list(sitting.select_related("committee", "election"))
    rules, today = list(CalendarRule.objects.filter(kind=Kind.COMMITTEE_MEETING)), local_today(factory, at)
    held = [meeting.held_on for meeting in meetings if meeting.held_on]
    every = _meeting_days(rules, factory, today)
    judged = None
    if members:
        judged = judgement(factory, members[0].committee, members, held, every, today)
    waiting = [meeting for meeting in meetings if meeting.held_on is None]
    to_come = [meeting for meeting in waiting if meeting.planned_for >= at]
    missed = [meeting for meeting in waiting if meeting.planned_for < at]
    return Standing(judged, to_come[-1] if to_come else None, missed[0] if missed else None)


def _meeting_days(rules: list[CalendarRule], factory: Factory, today: date) -> int | None:
    ours = [rule for rule in rules if rule.programme_id in (None, factory.programme_id)]
    rule = calendar.in_force(ours, Kind.COMMITTEE_MEETING, today)
    return rule.amount if rule else None
