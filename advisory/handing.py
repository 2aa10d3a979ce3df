"""What follows an advisor's factories when they pass to others: planned visits, and duties that were taken on.

Called inside the act that passes the factories; it asks no rights of its own. Source: OPS-2.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from accounts.models import User
from advisory.models import Duty, Visit


def follow(advisor: User, to: Mapping[UUID, User], at: datetime) -> None:
    """`to` says by factory who advises it from now on."""
    _pass_visits(advisor, to)
    _call_anew(advisor, to, at)


def _pass_visits(advisor: User, to: Mapping[UUID, User]) -> None:
    """Planned ones, also those whose day is over and that nobody logged: the log is the successor's then."""
    by_successor: dict[User, list[UUID]] = defaultdict(list)
    for factory, successor in to.items():
        by_successor[successor].append(factory)
    for successor, factories in by_successor.items():
        Visit.rows.planned().filter(advisor=advisor, factory__in=factories).update(advisor=successor)


def _call_anew(advisor: User, to: Mapping[UUID, User], at: datetime) -> None:
    """Nobody “has” them any more; their clocks come back at once and call the new advisor."""
    taken = Duty.rows.open().filter(factory__in=to, acknowledged_by=advisor)
    ringing = taken.filter(next_at__isnull=False)
    nobody = {"acknowledged_by": None, "acknowledged_at": None}
    ringing.update(next_at=at, **nobody)
    taken.update(**nobody)
