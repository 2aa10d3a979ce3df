"""The committee as a report tells of it: counted by side and sex, never by name.

Agendas and minutes stay in the factory; that minutes were written is a fact for the reader.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisory.committee import WINDOW_DAYS, Judgement
from advisory.models import Committee, CommitteeMember, Decision, Meeting
from advisory.models.committee import Sex, Side
from advisory.standing import judgement
from programmes.models import CalendarRule
from programmes.rules import Kind
from reporting import payload as p
from reporting.composing import words
from reporting.composing.source import Source


@dataclass(frozen=True)
class Seen:
    """One committee's rows, and how it is judged on the day of writing."""

    committee: Committee
    members: Sequence[CommitteeMember]
    meetings: Sequence[Any]
    judged: Judgement
    today: date
    every: int | None


def committee(source: Source, *, meetings: bool = False) -> p.Committee | None:
    """`meetings`: also a line for each one held since the assessment (progress reports)."""
    seen = _seen(source)
    if seen is None:
        return None
    return p.Committee(
        name=words.said(seen.committee.name or "PICC"),
        management=_side(seen, Side.MANAGEMENT),
        workers=_side(seen, Side.WORKERS),
        functional=seen.judged.functional,
        facts=tuple(
            p.Fact(met=bool(one.met), sentence=words.said(f"{one.fact}: {one.note}"))
            for one in seen.judged.verdicts
        ),
        meetings_held=_held(seen),
        term_ends=_term(seen, source),
        imbalance=None if seen.judged.balanced else words.text(seen.committee.unbalanced_reason),
        meetings=_meetings(seen, source) if meetings else (),
    )


def _seen(source: Source) -> Seen | None:
    factory = source.report.factory
    sitting = CommitteeMember.rows.sitting().filter(factory=factory).select_related("committee", "election")
    members = list(sitting)
    if not members:
        return None
    today = words.local_day(source.at, source.zone)
    rule = CalendarRule.objects.in_force(Kind.COMMITTEE_MEETING, factory.programme, today)
    every, found = (rule.amount if rule else None), _meeting_rows(source)
    held = [row.held_on for row in found]
    judged = judgement(factory, members[0].committee, members, held, every, today)
    return Seen(members[0].committee, members, found, judged, today, every)


def _meeting_rows(source: Source) -> list[Any]:
    """Held meetings with who came, by side and sex, and how much was decided."""
    decided = Decision.rows.filter(meeting=OuterRef("pk")).values("meeting").annotate(n=Count("pk"))
    counts = {f"{side}_{sex}": _present(side, sex) for side in Side.values for sex in Sex.values}
    rows = Meeting.rows.filter(factory=source.report.factory_id, held_on__isnull=False)
    annotated: Any = rows.annotate(decided=Coalesce(Subquery(decided.values("n")), 0), **counts)
    return list(annotated.order_by("held_on"))


def _present(side: str, sex: str) -> Count:
    came = Q(attendance__present=True, attendance__member__side=side, attendance__member__sex=sex)
    return Count("attendance", filter=came)


def _side(seen: Seen, side: str) -> p.Side:
    members = [member for member in seen.members if member.side == side]
    chosen = _elections(members) if side == Side.WORKERS else _("Named by the factory")
    return p.Side(members=_people(member.sex for member in members), chosen=words.said(chosen))


def _people(sexes: Iterable[str]) -> p.People:
    every = list(sexes)
    return p.People(women=every.count(Sex.WOMAN), men=every.count(Sex.MAN), unstated=every.count(Sex.UNSAID))


def _elections(members: Iterable[CommitteeMember]) -> str:
    held = {member.election for member in members if member.election}
    said = [
        f"{one.get_method_display()}, {date_format(one.held_on, 'j M Y')}"
        for one in sorted(held, key=lambda one: one.held_on)
    ]
    return "; ".join(said) or _("No election is recorded")


def _held(seen: Seen) -> p.Rate:
    """Of the meetings that the rhythm asked for in the last half year."""
    since = max(seen.committee.formed_on, seen.today - timedelta(days=WINDOW_DAYS))
    held = sum(since <= row.held_on <= seen.today for row in seen.meetings)
    asked = (seen.today - since).days // seen.every if seen.every else held
    return p.Rate(part=held, base=max(asked, held))


def _term(seen: Seen, source: Source) -> p.Day | None:
    ends = [member.election.in_term_until for member in seen.members if member.election]
    first = min((end for end in ends if end), default=None)
    return words.day(first, source.zone) if first else None


def _meetings(seen: Seen, source: Source) -> tuple[p.Meeting, ...]:
    since = source.assessment.last_day or seen.today
    return tuple(_meeting(row, source) for row in seen.meetings if since <= row.held_on <= seen.today)


def _meeting(row: Any, source: Source) -> p.Meeting:
    return p.Meeting(
        day=words.day(row.held_on, source.zone),
        management=_came(row, Side.MANAGEMENT),
        workers=_came(row, Side.WORKERS),
        topics=words.said(_("Minutes were written") if row.minutes else _("No minutes yet")),
        decisions=row.decided,
    )


def _came(row: Any, side: str) -> p.People:
    return p.People(
        women=getattr(row, f"{side}_{Sex.WOMAN.value}"),
        men=getattr(row, f"{side}_{Sex.MAN.value}"),
        unstated=getattr(row, f"{side}_{Sex.UNSAID.value}"),
    )
