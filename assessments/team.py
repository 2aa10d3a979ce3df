"""Who may assess a factory together (WHO-2): each answer comes with a sentence.

Two or more; never somebody who advises the factory, now or in its current cycle; a new assessor
only beside an experienced one; no pair twice running at one factory; all of them free on those
days. Whatever keeps a person from being free, the sentence says “Not free” and nothing more:
another team's plan is a secret.

Source: the programme's team rules (docs/mission.md, WHO-2 and ASM-3).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from django.utils.translation import gettext as _

LEAST = 2


@dataclass(frozen=True)
class Candidate:
    """An assessor of the programme, seen for one factory and the days in question."""

    id: UUID
    name: str
    experienced: bool
    advises: bool = False  # this factory, now or in its current cycle
    free: bool | None = True  # None as long as no day is chosen


@dataclass(frozen=True)
class Verdict:
    """Whether a rule is met, or a person may be chosen, and why, in one sentence."""

    met: bool
    sentence: str


def person(candidate: Candidate) -> Verdict:
    """May this person be chosen at all?"""
    if candidate.advises:
        return Verdict(False, _("Advises this factory: may not assess it."))
    if candidate.free is False:
        return Verdict(False, _("Not free."))
    if not candidate.experienced:
        return Verdict(True, _("New: only beside an experienced assessor."))
    return Verdict(True, _("Free, experienced.") if candidate.free else _("Experienced."))


def team(chosen: Sequence[Candidate], last_team: Collection[UUID] = ()) -> list[Verdict]:
    """Every rule for these people together; the team stands if all are met.

    `last_team` are those who assessed the factory the last time.
    """
    return [
        _enough(chosen),
        _experience(chosen),
        _nobody_advises(chosen),
        _all_free(chosen),
        _no_pair_again(chosen, last_team),
    ]


def missing(verdicts: Iterable[Verdict]) -> list[str]:
    """The sentences of the rules that are not met."""
    return [verdict.sentence for verdict in verdicts if not verdict.met]


def days_of(first: date, days: int, weekend: Collection[int]) -> list[date]:
    """The working days of an assessment; `weekend` holds ISO weekdays, 1 is Monday.

    The first day counts as it is, even on a weekend: the planner chose it.
    """
    found, day = [first], first
    while len(found) < days:
        day += timedelta(days=1)
        if day.isoweekday() not in weekend:
            found.append(day)
    return found


def _enough(chosen: Sequence[Candidate]) -> Verdict:
    if len({candidate.id for candidate in chosen}) >= LEAST:
        return Verdict(True, _("Two people or more."))
    return Verdict(False, _("A team has two people or more: choose another assessor."))


def _experience(chosen: Sequence[Candidate]) -> Verdict:
    if any(candidate.experienced for candidate in chosen):
        return Verdict(True, _("One of them is experienced."))
    return Verdict(False, _("A new assessor goes only beside an experienced one: choose one who is."))


def _nobody_advises(chosen: Sequence[Candidate]) -> Verdict:
    names = _names(candidate for candidate in chosen if candidate.advises)
    if not names:
        return Verdict(True, _("Nobody advises the factory."))
    return Verdict(False, _("Who advises the factory may not assess it: %(names)s.") % {"names": names})


def _all_free(chosen: Sequence[Candidate]) -> Verdict:
    names = _names(candidate for candidate in chosen if candidate.free is False)
    if not names:
        return Verdict(True, _("All of them are free on these days."))
    return Verdict(False, _("Not free on these days: %(names)s.") % {"names": names})


def _no_pair_again(chosen: Sequence[Candidate], last_team: Collection[UUID]) -> Verdict:
    for one, other in combinations(chosen, 2):
        if one.id != other.id and one.id in last_team and other.id in last_team:
            words = {"one": one.name, "other": other.name}
            return Verdict(
                False, _("%(one)s and %(other)s went there together the last time: change one.") % words
            )
    return Verdict(True, _("No two of them went there together the last time."))


def _names(candidates: Iterable[Candidate]) -> str:
    return ", ".join(candidate.name for candidate in candidates)
