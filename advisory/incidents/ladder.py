"""When the clock of a duty reminds whom: the rungs of its ladder, pure.

Hours before the end of the duty's time are dated rows. A reminder whose moment falls outside working
hours comes earlier, in the last working hour before it; the country manager is called at any hour, and
the hours of the duty itself are elapsed hours always. Who acknowledged it is left in peace until the
country manager's rung. Source: NTF-5; our reading of the ladder in docs/decisions/readings.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from advisory.models.duty import Escalation
from programmes import calendar
from programmes.calendar import at_hour, is_working_day
from programmes.rules import Kind

R = Escalation.Rung
RULE_OF = {
    R.RESPONSIBLE: Kind.REMIND_RESPONSIBLE,
    R.DEPUTY: Kind.REMIND_DEPUTY,
    R.LEADER: Kind.REMIND_LEADER,
    R.MANAGER: Kind.REMIND_MANAGER,
}
AT_ANY_HOUR = (R.MANAGER,)
LONGEST_REST = 30  # days; nobody works at all after so many
EVEN_ACKNOWLEDGED = (R.OPENED, R.MANAGER, R.LAPSED)


@dataclass(frozen=True)
class Work:
    """When people of a programme work. `begins` and `ends` are hours of the local day."""

    zone: ZoneInfo
    weekend: Collection[int]
    holidays: Collection[date]
    begins: int
    ends: int

    def moment(self, at: datetime) -> datetime:
        """That moment, or the start of the last working hour before it."""
        local = at.astimezone(self.zone)
        if self._works(local.date()):
            if self.begins <= local.hour < self.ends:
                return at
            if local.hour >= self.ends:
                return self._last_hour(local.date())
        earlier = (local.date() - timedelta(days=n) for n in range(1, LONGEST_REST))
        return next((self._last_hour(day) for day in earlier if self._works(day)), at)

    def _works(self, day: date) -> bool:
        return is_working_day(day, self.weekend, self.holidays)

    def _last_hour(self, day: date) -> datetime:
        return at_hour(day, self.ends - 1, self.zone)


@dataclass(frozen=True)
class Ring:
    rung: str
    at: datetime


def rings(due_at: datetime, opened_at: datetime, rules: Sequence[Any], work: Work) -> list[Ring]:
    """All rungs of one duty in their order, the first when it was opened; none comes before that."""
    on = opened_at.astimezone(work.zone).date()
    found = [Ring(R.OPENED, opened_at)]
    for rung, kind in RULE_OF.items():
        row = calendar.in_force(rules, kind, on)
        if row is None or row.amount is None:
            continue
        moment = due_at - timedelta(hours=row.amount)
        shifted = moment if rung in AT_ANY_HOUR else work.moment(moment)
        found.append(Ring(rung, max(shifted, opened_at)))
    return [*found, Ring(R.LAPSED, max(due_at, opened_at))]


def next_at(rings: Sequence[Ring], at: datetime) -> datetime | None:
    """When the clock comes back to the duty."""
    return min((ring.at for ring in rings if ring.at > at), default=None)


def ringing(rings: Sequence[Ring], rung: Collection[str], at: datetime, acknowledged: bool) -> list[str]:
    """The rungs that are due and were not rung; of an acknowledged duty the grave ones alone."""
    due = [ring.rung for ring in rings if ring.at <= at and ring.rung not in rung]
    return [each for each in due if not acknowledged or each in EVEN_ACKNOWLEDGED]
