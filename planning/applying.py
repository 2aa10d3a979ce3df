"""Approved changes take effect at their moment: the dated row, what is planned and promised, and who is told, in one transaction."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from accounts.errors import Refused
from accounts.lifecycle import advance
from accounts.trail import acting
from advisory.models import Visit
from factories import outbox
from factories.models import Factory
from factories.possible import possibilities
from planning import changes, effects, moving, sight, telling
from planning.announcing import announce
from planning.effects import VisitEffect
from planning.models import Draft

log = logging.getLogger(__name__)

AMONG = """"advisory_visit"."id" = ANY(string_to_array(%s, ',')::uuid[])"""  # found in one go over the table


def apply_due(at: datetime) -> int:
    """Those whose moment has come, the earliest first; one that cannot be applied stops no other."""
    waiting = Draft.rows.filter(status=Draft.Status.APPROVED, refusal="").order_by(
        "valid_from", "approved_at"
    )
    done = 0
    for pk in [draft.pk for draft in waiting.select_related("programme") if draft.moment <= at]:
        done += _one(pk, at)
    return done


def _one(pk: UUID, at: datetime) -> int:
    try:
        with transaction.atomic(), acting("planning.apply", by=None, at=at):
            draft = Draft.rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if draft is None or draft.status != Draft.Status.APPROVED:
                return 0
            apply(draft, at)
    except Refused as refused:
        log.warning("Draft %s was refused: %s", pk, refused)
        with acting("planning.refuse", by=None, at=at):
            Draft.rows.filter(pk=pk).update(refusal=str(refused))
        return 0
    return 1


def apply(draft: Draft, at: datetime) -> None:
    """The same computation as the preview, over all rows."""
    today = at.astimezone(draft.programme.tz).date()
    found = changes.work_out(draft, sight.everything(), today)
    changes.record(draft)
    write(found.visits, draft.decision)
    moving.write(found.moves, draft.decision, at)
    outbox.enqueue_all(telling.messages(draft, found, at))
    advance(draft, Draft.Status.APPLIED, applied_at=at, changed=found.changed)
    announce(draft, at)


def write(changed: Iterable[VisitEffect], why: str) -> None:
    """A statement for each pair of forms, however many visits there are."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for effect in changed:
        groups[effect.wished, effect.then].extend(effect.visits)
    for (wished, then), pks in groups.items():
        mine = RawSQL(AMONG, [",".join(pks)], BooleanField())  # noqa: S611  ids are a parameter
        Visit.rows.planned().filter(mine).update(**effects.written(wished, then, why))


def replan(factory: Factory, why: str, at: datetime) -> int:
    """The planned visits of one factory, by what holds now; returns how many changed."""
    rows = possibilities(factory.programme, Factory.rows.filter(pk=factory.pk))
    today = at.astimezone(factory.programme.tz).date()
    visits = Visit.rows.planned().filter(factory=factory, on__gte=today)
    changed = effects.of_visits(sight.alike(visits), rows)
    write(changed, why)
    return effects.number(changed)
