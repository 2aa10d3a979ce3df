"""Restricted files, entries of the logbook and conflicts of interest, for tests."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from advisory import actions
from advisory.models import FileStep, LogbookEntry, ZeroToleranceFile
from factories.actions import record_conflict
from factories.models import ConflictOfInterest
from tests.factories import NOW
from tests.personas import World

SUSPICION = "Two children were seen at the buttonhole machines of line six."
LATER = NOW + timedelta(hours=1)


def report(world: World, **fields: Any) -> ZeroToleranceFile:
    given = {
        "factory": world.factory,
        "issue": "child_labour",
        "words": SUSPICION,
        "known_at": NOW - timedelta(hours=2),
        "by": world.advisor,
        "at": NOW,
    }
    return actions.report_suspicion(**{**given, **fields})


def activated(world: World, **fields: Any) -> ZeroToleranceFile:
    """Reported at NOW, activated an hour later."""
    given = {"activate": True, "reason": "Seen by two of us.", "by": world.country_manager, "at": LATER}
    return actions.decide_on_protocol(file=report(world, **fields), **given)


def step(file: ZeroToleranceFile, key: str) -> FileStep:
    return FileStep.rows.select_related("step", "file__factory__programme").get(file=file, step__key=key)


def finish(file: ZeroToleranceFile, key: str, by: User, at: datetime, **fields: Any) -> FileStep:
    given = {"outcome": "Done as agreed.", "done_at": at, "by": by, "at": at}
    return actions.complete_step(step=step(file, key), **{**given, **fields})


def inform_ministry(file: ZeroToleranceFile, by: User, at: datetime, **fields: Any) -> FileStep:
    given = {"ministry": "Ministry of Labour, inspectorate", "reference": "ML 118", "done_at": at}
    return actions.notify_ministry(step=step(file, "notify_ministry"), by=by, at=at, **{**given, **fields})


def entry(world: World, **fields: Any) -> LogbookEntry:
    given = {
        "programme": world.cambodia,
        "way": "offered",
        "what": "An envelope with 200 dollars",
        "by_whom": "A production manager",
        "happened_at": NOW - timedelta(minutes=30),
        "place": "At the gate",
        "refused_how": "Handed back before two witnesses",
        "by": world.advisor,
        "at": NOW,
    }
    return actions.write_entry(**{**given, **fields})


def conflict(world: World, person: User, **fields: Any) -> ConflictOfInterest:
    given = {
        "person": person,
        "kind": "family",
        "words": "My sister sews there.",
        "since": NOW.date(),
        "factory": world.factory,
        "by": person,
        "at": NOW,
    }
    return record_conflict(**{**given, **fields})
