"""Previews of large programmes are worked out by the worker, and stored line by line (PHS-4).

Rows are the truth: a run that is asked for and not done is taken by the next worker that comes by; one
whose worker died is free again after `LEASE`. Claims run on real time.
"""

from collections.abc import Iterator, Sequence
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
from planning import changes, effects, lines, sight
from planning.effects import Alike, Effects, VisitEffect
from planning.models import UNDER_WAY, Draft, PreviewLine, PreviewRun

LARGE = 3_000  # planned visits that a page looks at while somebody waits
LEASE = timedelta(minutes=10)
STEP = 5_000  # rows between two tellings of how far it is
VISITS = """
    INSERT INTO planning_previewline (id, run_id, number, what, detail, factory_id, name, code, day, now, "then")
    SELECT gen_random_uuid(), %s, row_number() OVER (ORDER BY effect.place, visit.place), 'visit', '',
           factory.id, factory.name, factory.code, effect.day, effect.now, effect."then"
    FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[])
             WITH ORDINALITY AS effect (day, now, "then", factories, place),
         unnest(string_to_array(effect.factories, ',')::uuid[]) WITH ORDINALITY AS visit (factory, place)
    JOIN factories_factory factory ON factory.id = visit.factory
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
    """Says on the run's row how many of the visits were looked at."""

    def __init__(self, run: UUID) -> None:
        self.run = PreviewRun.rows.filter(pk=run)

    def over(self, visits: Any) -> Iterator[Alike]:
        self.run.update(total=visits.order_by().count())
        seen = said = 0
        for alike in super().over(visits):
            yield alike
            seen += len(alike.visits)
            if seen - said >= STEP:
                said = seen
                self.run.update(seen=seen)


def _keep(run: PreviewRun, found: Effects, at: datetime) -> None:
    """The new list takes the place of the older ones, all at once."""
    with transaction.atomic():
        PreviewRun.rows.filter(draft=run.draft_id, asked_at__lte=run.asked_at).exclude(pk=run.pk).delete()
        _keep_visits(run, found.visits)
        first = effects.number(found.visits) + 1
        others = enumerate(lines.others(found, run.programme.tz), first)
        PreviewLine.rows.bulk_create(PreviewLine(run=run, number=n, **vars(line)) for n, line in others)
        _done(run, at, figures=found.figures)


def _keep_visits(run: PreviewRun, changed: Sequence[VisitEffect]) -> None:
    """The lines of `lines.of_visits`, written by the database: there may be hundreds of thousands."""
    factories = [",".join(str(of.pk) for of in each.visits.values()) for each in changed]
    days = [each.on for each in changed]
    now, then = [each.now for each in changed], [each.then for each in changed]
    with connection.cursor() as cursor:
        cursor.execute(VISITS, [run.pk, days, now, then, factories])


def _done(run: PreviewRun, at: datetime, **fields: Any) -> None:
    PreviewRun.rows.filter(pk=run.pk).update(done_at=at, **fields)
