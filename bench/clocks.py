"""The clocks of duties: `python -m bench.clocks idle|ring ANSWER`, as `bw_worker`.

`make_open` lays incidents with open duties of which none is due for days (as the owner, before), and
`make_due` moves some of them to this moment. Measured are the sweep that finds nothing, at few and at many
open duties, and the sweep that rings thousands at once, with the messages to those who are called.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

FEW, MANY, DUE = 1_000, 100_000, 10_000
IDLE_ROUNDS = 200
INCIDENTS = """
    INSERT INTO advisory_incident (id, factory_id, kind, status, status_reason, began_at, known_at, recorded_at,
        recorded_by_id, by_factory, what, steps, threatened, cause, settle_error)
    SELECT gen_random_uuid(), a.factory_id, 'fire', 'running', '', %(at)s - interval '1 hour',
        %(at)s - interval '1 hour', %(at)s, a.advisor_id, false, 'A fire.', '', false, '', ''
    FROM factories_advisorassignment a WHERE a.ended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM advisory_incident i WHERE i.factory_id = a.factory_id)
    ORDER BY a.factory_id LIMIT %(incidents)s
"""
DUTIES = """
    INSERT INTO advisory_duty (id, factory_id, incident_id, kind, buyer_id, anchor_at, due_at, opened_at, next_at,
        waived_reason, met_by, proof)
    SELECT gen_random_uuid(), i.factory_id, i.id, 'inform_buyer', b.id, i.known_at, i.known_at + interval '40 days',
        i.recorded_at, i.known_at + interval '38 days', '', '', ''
    FROM advisory_incident i
        CROSS JOIN LATERAL (SELECT id FROM factories_buyer ORDER BY id LIMIT %(buyers)s) b
    WHERE NOT EXISTS (SELECT 1 FROM advisory_duty d WHERE d.incident_id = i.id)
"""
BROUGHT_NEAR = """
    UPDATE advisory_duty SET due_at = %(at)s + interval '1 hour', next_at = %(at)s
    WHERE id IN (SELECT id FROM advisory_duty WHERE next_at > %(at)s ORDER BY factory_id, id LIMIT %(due)s)
"""
BUYERS_EACH = 5


def make_open(duties: int, at: datetime) -> int:
    """Until there are so many; returns how many there are."""
    from django.db import connection, transaction

    from advisory.models import Duty
    from bench.load import at_rest

    missing = duties - Duty.rows.count()
    with transaction.atomic(), connection.cursor() as cursor, at_rest(cursor):
        cursor.execute(INCIDENTS, {"at": at, "incidents": max(1, missing // BUYERS_EACH)})
        cursor.execute(DUTIES, {"buyers": BUYERS_EACH})
    _tidy()
    return Duty.rows.count()


def make_due(duties: int, at: datetime) -> int:
    from django.db import connection, transaction

    from bench.load import at_rest

    with transaction.atomic(), connection.cursor() as cursor, at_rest(cursor):
        cursor.execute(BROUGHT_NEAR, {"at": at, "due": duties})
        changed: int = cursor.rowcount
    _tidy()
    return changed


def _tidy() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE advisory_incident")
        cursor.execute("VACUUM ANALYZE advisory_duty")


def main(what: str, answer: Path) -> None:
    import django

    django.setup()
    from accounts import clock

    at = clock.now()
    answer.write_text(json.dumps(_idle(at) if what == "idle" else _ring(at)))


def _idle(at: datetime) -> dict[str, float]:
    """Milliseconds of a sweep that finds nothing due, at the median."""
    from advisory.drains.ringing import ring_duties
    from advisory.models import Duty

    times = []
    for _ in range(IDLE_ROUNDS):
        start = perf_counter()
        ring_duties(at)
        times.append((perf_counter() - start) * 1000)
    return {"open": Duty.rows.open().count(), "ms": median(times)}


def _ring(at: datetime) -> dict[str, float]:
    from advisory.drains.ringing import ring_duties
    from advisory.models import Escalation
    from factories.models import Message

    before = Message.rows.count(), Escalation.rows.count()
    start = perf_counter()
    rang = ring_duties(at)
    seconds = perf_counter() - start
    return {
        "rang": rang,
        "seconds": seconds,
        "messages": Message.rows.count() - before[0],
        "calls": Escalation.rows.count() - before[1],
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
