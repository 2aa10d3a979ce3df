"""Incidents and strikes for tests."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from advisory import actions
from advisory.actions.incidents import Facts
from advisory.drains.ringing import ring_duties
from advisory.drains.settling import settle_incidents
from advisory.models import Duty, Incident
from factories.models import Factory
from tests.factories import NOW
from tests.personas import World

HOUR = timedelta(hours=1)


def report(
    world: World,
    kind: str = "food_poisoning",
    *,
    by: User | None = None,
    factory: Factory | None = None,
    known_at: datetime | None = None,
    at: datetime = NOW,
    **facts: Any,
) -> Incident:
    """Recorded by the factory's advisor an hour after it began, unless said otherwise."""
    given = {
        "began_at": min(known_at or at, at) - HOUR,
        "what": "Twenty workers fell ill after lunch.",
        **facts,
    }
    return actions.report_incident(
        factory=factory or world.factory,
        kind=kind,
        facts=Facts(**given),
        known_at=known_at,
        by=by or world.advisor,
        at=at,
    )


def strike(world: World, **given: Any) -> Incident:
    return report(world, "strike", **{"what": "Workers stopped work.", **given})


def correct(incident: Incident, by: User, at: datetime, **facts: Any) -> Incident:
    """With what was known before, and `facts` in its place."""
    names = Facts.__dataclass_fields__
    known = {name: getattr(incident, name) for name in names} | facts
    known_at = known.pop("known_at", None)
    return actions.correct_incident(incident=incident, facts=Facts(**known), known_at=known_at, by=by, at=at)


def tick(at: datetime) -> None:
    """What the worker does about incidents at that moment."""
    settle_incidents(at)
    ring_duties(at)
    settle_incidents(at)
    ring_duties(at)


def duties(incident: Incident, kind: str = "", **fields: Any) -> list[Duty]:
    rows = Duty.rows.filter(incident=incident, **fields).order_by("kind", "due_at", "buyer__name")
    return list(rows.filter(kind=kind) if kind else rows)


def only(incident: Incident, kind: str, **fields: Any) -> Duty:
    [duty] = duties(incident, kind, **fields)
    return duty
