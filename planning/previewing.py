"""Previews of large programmes are worked out by the worker, and stored line by line (PHS-4).

Rows are the truth: a run that is asked for and not done is taken by the next worker that comes by; one
whose worker died is free again after `LEASE`. Claims run on real time.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from accounts.errors import Invalid
from accounts.models import STAFF, User
from accounts.verbs import verb
from advisory.models import Visit
from factories.access import require_programme_role
from planning import changes, sight
from planning.effects import Effects
from planning.lines import Line, lines
from planning.models import UNDER_WAY, Draft, PreviewRun

LARGE = 3_000  # planned visits that a page looks at while somebody waits
LEASE = timedelta(minutes=10)
STEP = 5_000  # rows between two tellings of how far it is
BATCH = 20_000  # lines in one statement
WRITE = """
    INSERT INTO planning_previewline (id, run_id, number, what, detail, factory_id, name, code, day, now, "then",
        secret_id)
    SELECT gen_random_uuid(), %s, number, what, detail, factory_id, name, code, day, now, "then", secret_id
    FROM jsonb_to_recordset(%s::jsonb) AS line (number int, what text, detail text, factory_id uuid, name text,
        code text, day date, now text, "then" text, secret_id uuid)
"""


def is_large(draft: Draft) -> bool:
    """Facts and policies reach every planned visit from their day on; a rule reaches few rows."""
    if draft.kind == Draft.Kind.RULE or draft.factory_id:
        return False
    rows = sight.in_place(Visit.rows.planned(), draft, "on", draft.valid_from, draft.valid_until)
    return bool(rows.order_by()[: LARGE + 1].count() > LARGE)


@verb
def ask(*, draft: Draft, by: User, at: datetime) -> PreviewRun:
    """Anew, from the rows as they are when the worker comes to it."""
    require_programme_role(by, *STAFF, programme=draft.programme)
    return PreviewRun.rows.create(draft=draft, programme=draft.programme, asked_at=at, asked_by=by)


def work_out(at: datetime) -> int:
    """Those that wait, the oldest first; returns how many it did."""
    waiting = PreviewRun.rows.waiting().order_by("asked_at").values_list("pk", flat=True)
    return sum(_one(pk, at) for pk in list(waiting))


def _one(pk: UUID, at: datetime) -> int:
    now = datetime.now(UTC)
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    claimed = PreviewRun.rows.waiting().filter(free, pk=pk).update(claimed_until=now + LEASE, seen=0)
    if claimed != 1:
        return 0
    run = PreviewRun.rows.select_related("draft__programme").get(pk=pk)
    if run.draft.status not in UNDER_WAY:
        run.delete()
        return 0
    try:
        found = changes.work_out(run.draft, sight.planners(Progress(pk)), _today(run, at))
    except Invalid as refused:
        _done(run, at, refusal=str(refused))
    else:
        _keep(run, found, at)
    return 1


def _today(run: PreviewRun, at: datetime) -> Any:
    return at.astimezone(run.programme.tz).date()


class Progress(sight.Watch):
    """Says on the run's row how many of the rows were looked at."""

    def __init__(self, run: UUID) -> None:
        self.run = PreviewRun.rows.filter(pk=run)

    def over(self, rows: Any) -> Iterator[Any]:
        self.run.update(total=rows.order_by().count())
        for number, row in enumerate(rows.iterator(chunk_size=STEP)):
            if number % STEP == 0:
                self.run.update(seen=number)
            yield row


def _keep(run: PreviewRun, found: Effects, at: datetime) -> None:
    """The new list takes the place of the older ones, all at once."""
    with transaction.atomic():
        PreviewRun.rows.filter(draft=run.draft_id, asked_at__lte=run.asked_at).exclude(pk=run.pk).delete()
        every = lines(found, run.programme.tz)
        with connection.cursor() as cursor:
            for first in range(0, len(every), BATCH):
                rows = [_row(number, line) for number, line in enumerate(every[first : first + BATCH], first)]
                cursor.execute(WRITE, [run.pk, json.dumps(rows, default=str)])
        _done(run, at, figures=found.figures)


def _row(number: int, line: Line) -> dict[str, Any]:
    return vars(line) | {"number": number}


def _done(run: PreviewRun, at: datetime, **fields: Any) -> None:
    PreviewRun.rows.filter(pk=run.pk).update(done_at=at, **fields)
