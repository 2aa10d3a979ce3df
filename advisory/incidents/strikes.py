"""Which category a strike is, since when, and why: derived from facts, never ticked.

Category A began and ended within one local day, without violence, at one factory; anything else is
category B from the moment that made it so. A strike that goes on becomes B at the next local midnight.
Source: advisory FAQ III.7; NTF-2.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from programmes.calendar import start_of_day


class Category(StrEnum):
    A = "A"
    B = "B"


class Reason(StrEnum):
    """What makes a strike one of category B."""

    VIOLENCE = "violence"
    SEVERAL_DAYS = "several_days"
    SEVERAL_FACTORIES = "several_factories"


class Facts(Protocol):
    """Of one factory's part in a strike, an `Incident`. `joined_at`: when the second factory went on it."""

    began_at: datetime
    ended_at: datetime | None
    violence_at: datetime | None
    joined_at: datetime | None


@dataclass(frozen=True)
class Judgement:
    """`since`: from when on it is B; `next_at`: when the clock alone may change the answer."""

    category: Category
    since: datetime | None = None
    reasons: tuple[Reason, ...] = ()
    next_at: datetime | None = None


def judge(facts: Facts, at: datetime, zone: ZoneInfo) -> Judgement:
    """As it stands at that moment."""
    found = sorted((moment, reason) for moment, reason in _reasons(facts, zone) if moment <= at)
    if found:
        return Judgement(Category.B, found[0][0], tuple(reason for _moment, reason in found))
    midnight = _next_midnight(facts, zone)
    return Judgement(Category.A, next_at=midnight if facts.ended_at is None else None)


def _reasons(facts: Facts, zone: ZoneInfo) -> Iterator[tuple[datetime, Reason]]:
    if facts.violence_at is not None:
        yield facts.violence_at, Reason.VIOLENCE
    if facts.joined_at is not None:
        yield facts.joined_at, Reason.SEVERAL_FACTORIES
    midnight = _next_midnight(facts, zone)
    if facts.ended_at is None or facts.ended_at >= midnight:
        yield midnight, Reason.SEVERAL_DAYS


def _next_midnight(facts: Facts, zone: ZoneInfo) -> datetime:
    """The first moment of the local day after the one on which it began."""
    return start_of_day(facts.began_at.astimezone(zone).date() + timedelta(days=1), zone)
