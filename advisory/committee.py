"""Whether a committee works, worked out from what is recorded; nobody ticks it (PICC-2). Pure.

Source: engagement model (equal sides, elected workers, regular meetings); the length of a term and
the rhythm of meetings are calendar rules; the share of meetings that must be held is our reading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WINDOW_DAYS = 183  # half a year, in which meetings are counted
HELD_SHARE = 2 / 3  # of the meetings that the rhythm asks for
MANAGEMENT, WORKERS, WOMAN, UNSAID = "management", "workers", "woman", "unsaid"


@dataclass(frozen=True)
class Ballot:
    """An election as far as it counts: until when, and whether the advisor confirmed it."""

    held_on: date
    until: date | None  # None: the rule on terms is off
    confirmed: bool


@dataclass(frozen=True)
class Seat:
    side: str
    sex: str
    ballot: Ballot | None = None


@dataclass(frozen=True)
class Verdict:
    """One condition: met, not met, or too early to say (None), with the facts in words."""

    key: str
    met: bool | None
    fact: str
    note: str


@dataclass(frozen=True)
class Women:
    """Women among those whose sex is recorded; the workforce beside them, in per cent."""

    count: int
    of: int
    unsaid: int
    workforce: int | None

    @property
    def share(self) -> int | None:
        return round(100 * self.count / self.of) if self.of else None


@dataclass(frozen=True)
class Judgement:
    management: int
    workers: int
    women: Women
    verdicts: tuple[Verdict, ...]

    @property
    def balanced(self) -> bool:
        return self.management == self.workers > 0

    @property
    def apart(self) -> int:
        return abs(self.management - self.workers)

    @property
    def functional(self) -> bool:
        """Only what is shown counts: too early to say is not yet functional."""
        return all(verdict.met for verdict in self.verdicts)

    @property
    def reasons(self) -> list[str]:
        """Why it is not functional, one sentence each."""
        return [f"{verdict.fact}: {verdict.note}" for verdict in self.verdicts if not verdict.met]


def judge(
    seats: Sequence[Seat],
    meetings: Iterable[date],
    *,
    formed_on: date,
    today: date,
    meeting_days: int | None,
    workforce_women: int | None = None,
    unbalanced_reason: str = "",
) -> Judgement:
    """Judges a committee by its sitting members and the days on which it met.

    `meeting_days` is how often it should meet, in days (None: no rhythm is asked for);
    `workforce_women` the share of women in the workforce in per cent.
    """
    workers = [seat for seat in seats if seat.side == WORKERS]
    management = len(seats) - len(workers)
    return Judgement(
        management=management,
        workers=len(workers),
        women=_women(seats, workforce_women),
        verdicts=(
            _balance(management, len(workers), unbalanced_reason),
            _elected(workers, today),
            _confirmed(workers),
            _meets(meetings, formed_on, today, meeting_days),
        ),
    )


def _women(seats: Sequence[Seat], workforce: int | None) -> Women:
    unsaid = sum(seat.sex == UNSAID for seat in seats)
    return Women(sum(seat.sex == WOMAN for seat in seats), len(seats) - unsaid, unsaid, workforce)


def _balance(management: int, workers: int, reason: str) -> Verdict:
    numbers = _("%(management)s management and %(workers)s workers") % {
        "management": management,
        "workers": workers,
    }
    equal = management == workers > 0
    note = numbers if equal or not reason else f"{numbers}. {reason}"
    return Verdict("balance", equal, _("Equal sides"), note)


def _elected(workers: Sequence[Seat], today: date) -> Verdict:
    """Each worker member was elected, and the term is not over."""
    fact = _("Elections in term")
    ballots = [seat.ballot for seat in workers if seat.ballot]
    if not workers or len(ballots) < len(workers):
        said = {"count": len(workers) - len(ballots), "of": len(workers)}
        note = _("%(count)s of %(of)s worker members without a recorded election") % said
        return Verdict("elected", False, fact, note if workers else _("no worker members"))
    ends = [ballot.until for ballot in ballots if ballot.until]
    first = min(ends, default=None)
    if first is None:
        return Verdict("elected", True, fact, _("no term is set"))
    note = _("over since %(date)s") if first < today else _("until %(date)s")
    return Verdict("elected", first >= today, fact, note % {"date": _day(first)})


def _confirmed(workers: Sequence[Seat]) -> Verdict:
    fact = _("Elections confirmed by the advisor")
    ballots = {seat.ballot for seat in workers if seat.ballot}
    if not ballots:
        return Verdict("confirmed", False, fact, _("no election is recorded"))
    waiting = sorted(ballot.held_on for ballot in ballots if not ballot.confirmed)
    if waiting:
        return Verdict("confirmed", False, fact, _("not yet: %(date)s") % {"date": _day(waiting[0])})
    days = ", ".join(_day(day) for day in sorted(ballot.held_on for ballot in ballots))
    return Verdict("confirmed", True, fact, days)


def _meets(meetings: Iterable[date], formed_on: date, today: date, every: int | None) -> Verdict:
    """Held meetings of the last half year against the rhythm, from the day it was formed."""
    fact, since = _("Meets"), max(formed_on, today - timedelta(days=WINDOW_DAYS))
    held = sum(since <= day <= today for day in meetings)
    if every is None:
        return Verdict("meets", held > 0, fact, _("%(count)s held in six months") % {"count": held})
    asked = (today - since).days // every
    if asked == 0 and held == 0:
        return Verdict("meets", None, fact, _("the first meeting is not due yet"))
    needed = max(1, ceil(asked * HELD_SHARE))
    said = {"count": held, "asked": max(asked, held), "needed": needed}
    note = ngettext(
        "%(count)s of %(asked)s in six months; at least %(needed)s needed",
        "%(count)s of %(asked)s in six months; at least %(needed)s needed",
        held,
    )
    return Verdict("meets", held >= needed, fact, note % said)


def _day(day: date) -> str:
    return date_format(day, "j M Y")
