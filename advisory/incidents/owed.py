"""Which duties follow from an incident, and when each is due: pure, over facts, buyers and rules.

General incidents: each registered buyer is informed within 72 hours of `known_at`, by the factory or by
us. Strikes: nothing is owed in hours for category A; for category B the factory has 48 hours, and what it
leaves undone opens our own duty. Both are followed up at the next visit and said in the next progress
report. Source: advisory FAQ III.2, III.6, III.7; NTF-1, NTF-2.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from advisory.incidents.strikes import Category, Judgement
from advisory.models.duty import Duty
from advisory.models.incident import Incident
from programmes import calendar
from programmes.rules import Kind

D = Duty.Kind
RULE_OF: dict[str, Kind] = {
    D.INFORM_BUYER: Kind.INFORM_BUYERS,
    D.FACTORY_TELLS: Kind.STRIKE_FACTORY,
    D.ASSESS_STRIKE: Kind.STRIKE_ASSESSMENT,
}


@dataclass(frozen=True)
class Buyers:
    """Registered buyers with the moment of registration; and those whom the factory left untold in its time,
    with the moment at which that time ended."""

    registered: Mapping[UUID, datetime]
    left_untold: Mapping[UUID, datetime]


@dataclass(frozen=True)
class Owed:
    """A duty as it should stand. Without `due_at` no clock runs: it is met by what comes next."""

    kind: str
    buyer: UUID | None
    rule: Any = None
    anchor_at: datetime | None = None
    due_at: datetime | None = None


def owed(
    kind: str,
    known_at: datetime,
    judgement: Judgement | None,
    buyers: Buyers,
    rules: Sequence[Any],
    zone: ZoneInfo,
) -> list[Owed]:
    """All of an incident as it is known; `judgement` is that of a strike."""
    if judgement is not None:
        return list(_of_strike(known_at, judgement, buyers, rules, zone))
    silent = kind == Incident.Kind.NON_COOPERATION
    counted = Kind.NON_COOPERATION if silent else Kind.INFORM_BUYERS
    return [
        _timed(D.INFORM_BUYER, buyer, counted, max(known_at, since), rules, zone)
        for buyer, since in buyers.registered.items()
    ]


def _of_strike(
    known_at: datetime, judgement: Judgement, buyers: Buyers, rules: Sequence[Any], zone: ZoneInfo
) -> Iterator[Owed]:
    yield Owed(D.FOLLOW_UP_VISIT, None)
    yield Owed(D.NEXT_REPORT, None)
    if judgement.category is Category.A or judgement.since is None:
        return
    began = max(known_at, judgement.since)
    for buyer, since in buyers.registered.items():
        yield _timed(D.FACTORY_TELLS, buyer, Kind.STRIKE_FACTORY, max(began, since), rules, zone)
    for buyer, lapsed_at in buyers.left_untold.items():
        yield _timed(D.ASSESS_STRIKE, buyer, Kind.STRIKE_ASSESSMENT, lapsed_at, rules, zone)


def _timed(
    kind: str, buyer: UUID, counted: Kind, anchor: datetime, rules: Sequence[Any], zone: ZoneInfo
) -> Owed:
    """By the rule that holds on the anchor's own local day."""
    rule = calendar.in_force(rules, counted, anchor.astimezone(zone).date())
    if rule is None or rule.amount is None:
        raise LookupError(f"There is no length of {counted} on {anchor:%Y-%m-%d}.")
    return Owed(kind, buyer, rule, anchor, calendar.due(counted, rule.amount, anchor, zone).at)
