"""The release clock's sweep: `python -m bench.sweep ANSWER`, as `bw_worker`.

`make_due` puts reports of the second cycle back to "approved and rendered, due now" (as the owner,
before). Measured are one bare UPDATE of the same rows, taken back, then the sweep with its trail
and its messages, then the sweep that finds nothing.
"""

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

DUE = 10_000
IDLE_ROUNDS = 20
BARE = """
    UPDATE reporting_report SET status = 'released', released_at = %(at)s, done_at = %(at)s
    WHERE status = 'approved' AND rendered_at IS NOT NULL AND release_at <= %(at)s
"""
BACK = """
    WITH chosen AS (
        SELECT r.id, r.current_id FROM reporting_report r JOIN factories_factory f ON f.id = r.factory_id
        WHERE r.status = 'released' AND r.kind = 'assessment_report' AND f.name <> 'Factory 00001'
        ORDER BY r.release_at DESC, r.id LIMIT %s
    ), versions AS (
        UPDATE reporting_reportversion SET released_at = NULL WHERE id IN (SELECT current_id FROM chosen)
    )
    UPDATE reporting_report SET status = 'approved', released_at = NULL, done_at = NULL,
        release_at = now() - interval '1 minute' WHERE id IN (SELECT id FROM chosen)
"""
UNDELIVERED = """
    DELETE FROM factories_delivery d USING factories_message m, reporting_report r
    WHERE d.message_id = m.id AND m.subject_id = r.id AND r.status = 'approved' AND m.kind = 'report_released'
"""
UNTOLD = """
    DELETE FROM factories_message m USING reporting_report r
    WHERE m.subject_id = r.id AND r.status = 'approved' AND m.kind = 'report_released'
"""


def make_due(reports: int) -> int:
    from django.db import connection

    changed = put_back(reports)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE reporting_report")
        cursor.execute("VACUUM ANALYZE reporting_reportversion")
    return changed


def put_back(reports: int) -> int:
    from django.db import connection, transaction

    from bench.load import at_rest

    with transaction.atomic(), connection.cursor() as cursor, at_rest(cursor):
        cursor.execute(BACK, [reports])
        changed = cursor.rowcount
        cursor.execute(UNDELIVERED)
        cursor.execute(UNTOLD)
    return changed


def main(answer: Path) -> None:
    import django

    django.setup()
    from accounts import clock
    from factories.models import Message
    from reporting.drains.releasing import release_reports
    from reporting.models import Report

    at = clock.now()
    bare_rows, bare_s = _bare(at)
    before = Message.rows.count()
    start = perf_counter()
    released = release_reports(at)
    seconds = perf_counter() - start
    answer.write_text(
        json.dumps(
            {
                "rows": released,
                "seconds": seconds,
                "rows_per_s": released / seconds,
                "messages": Message.rows.count() - before,
                "bare_rows": bare_rows,
                "bare_seconds": bare_s,
                "bare_rows_per_s": bare_rows / bare_s,
                "idle_ms": _idle(at),
                "reports": Report.rows.count(),
            }
        )
    )


def _bare(at: object) -> tuple[int, float]:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        start = perf_counter()
        cursor.execute(BARE, {"at": at})
        found = cursor.rowcount, perf_counter() - start
        transaction.set_rollback(True)
    return found


def _idle(at: object) -> float:
    """Milliseconds of a sweep that finds nothing due, at the median."""
    from reporting.drains.releasing import release_reports

    times = []
    for _ in range(IDLE_ROUNDS):
        start = perf_counter()
        release_reports(at)  # type: ignore[arg-type]
        times.append((perf_counter() - start) * 1000)
    return median(times)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
