"""When a step of a restricted file opens, and whom it calls when: pure functions of moments.

Each step tells whoever sees to it when it opens and at half of its time; from three quarters on the deciding
office hears of it too, and when it lapses everybody named. Elapsed hours, whatever the day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol

HALF, THREE_QUARTERS = 0.5, 0.75


class Audience(IntEnum):
    """Each includes those before it."""

    OWNER = 1
    OFFICE = 2
    EVERYBODY = 3


@dataclass(frozen=True)
class Call:
    at: datetime
    to: Audience


class Step(Protocol):
    counted_from: str
    needs: list[str]


def opens(step: Step, reported: datetime, done: Mapping[str, datetime]) -> datetime | None:
    """From when its clock counts; None while a step that it needs is not done. `done`: by key of the step."""
    if not {*step.needs, *filter(None, [step.counted_from])} <= set(done):
        return None
    if step.counted_from:
        return done[step.counted_from]
    return max((done[key] for key in step.needs), default=reported)


def calls(anchor: datetime, due: datetime | None) -> list[Call]:
    """All calls of one step, in order; one without a clock calls once."""
    opening = Call(anchor, Audience.OWNER)
    if due is None:
        return [opening]
    span = due - anchor
    return [
        opening,
        Call(anchor + HALF * span, Audience.OWNER),
        Call(anchor + THREE_QUARTERS * span, Audience.OFFICE),
        Call(due, Audience.EVERYBODY),
    ]


def due_now(every: Iterable[Call], since: datetime, at: datetime) -> Call | None:
    """Of the calls from `since` on the widest that has come; what was missed in between is said once."""
    return max((call for call in every if since <= call.at <= at), key=lambda call: call.to, default=None)


def after(every: Iterable[Call], at: datetime) -> datetime | None:
    """The moment of the next call, if one is left."""
    return min((call.at for call in every if call.at > at), default=None)
