"""Approved changes take effect at their moment: the fact, what is planned, and who is told, in one transaction."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.errors import Refused
from accounts.lifecycle import advance
from accounts.trail import acting
from advisory.models import Visit
from factories import outbox
from factories.models import Factory, Message
from factories.possible import possibilities
from planning import effects, preview
from planning.models import Draft
from planning.telling import people_of

log = logging.getLogger(__name__)


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
    factories = Factory.rows.in_programme(draft.programme)
    now, then = preview.both(draft, factories)
    changed = effects.of_visits(preview.open_visits(Visit.rows.planned(), draft, today), then)
    _record(draft)
    write(changed, draft.decision)
    touched = effects.touched(now, then, draft.valid_from)
    outbox.enqueue_all(_tellings(draft, touched | {each.visit.factory_id for each in changed}, changed, at))
    advance(draft, Draft.Status.APPLIED, applied_at=at, visits_changed=len(changed))


def _record(draft: Draft) -> None:
    rows = preview.scope(draft)
    laid = preview.laid(draft, rows)
    if laid.ends is not None:
        rows.filter(pk=laid.ends.pk).update(valid_until=draft.valid_from)  # type: ignore[attr-defined]
    place = (
        {"factory": draft.factory}
        if draft.factory_id
        else {"programme": draft.programme, "region": draft.region}
    )
    for each in laid.begins:
        row = rows.model(
            subject=each.subject,
            value=each.value,
            valid_from=each.valid_from,
            valid_until=each.valid_until,
            decision=draft.decision,
            **place,
        )
        row.save(force_insert=True)


def write(changed: Sequence[effects.VisitEffect], why: str) -> None:
    """A few statements, however many visits: one for each pair of forms."""
    groups: dict[tuple[str, str], list[UUID]] = {}
    for effect in changed:
        wished = effect.visit.wished or effect.visit.modality
        groups.setdefault((wished, effect.then), []).append(effect.visit.pk)
    for (wished, then), pks in groups.items():
        as_wished = then == wished
        Visit.rows.planned().filter(pk__in=pks).update(
            modality=then or wished,
            wished="" if as_wished else wished,
            suspended=not then,
            changed_why="" if as_wished else why,
        )


def replan(factory: Factory, why: str, at: datetime) -> int:
    """The planned visits of one factory, by what holds now; returns how many changed."""
    rows = possibilities(factory.programme, Factory.rows.filter(pk=factory.pk))
    today = at.astimezone(factory.programme.tz).date()
    visits = Visit.rows.planned().filter(factory=factory, on__gte=today).select_related("factory")
    changed = effects.of_visits(visits, rows)
    write(changed, why)
    return len(changed)


# -- Telling -----------------------------------------------------------------------------


def _tellings(
    draft: Draft, touched: set[UUID], changed: Iterable[effects.VisitEffect], at: datetime
) -> Iterable[Message]:
    """Advisor and managers of each factory that is touched: one message each, whatever the number of visits."""
    visits: dict[UUID, int] = {}
    for effect in changed:
        visits[effect.visit.factory_id] = visits.get(effect.visit.factory_id, 0) + 1
    factories = {each.pk: each for each in Factory.rows.filter(pk__in=touched).select_related("programme")}
    for factory_id, person in people_of(touched):
        factory = factories[factory_id]
        facts = {
            "subject": draft.subject,
            "value": draft.value,
            "from": draft.valid_from.isoformat(),
            "until": draft.valid_until.isoformat() if draft.valid_until else "",
            "visits": visits.get(factory_id, 0),
            "decision": draft.decision,
        }
        key = f"fact_changed:{draft.pk}:{factory_id}:{person.pk}"
        yield outbox.message(
            key=key,
            kind="fact_changed",
            to=person,
            at=at,
            factory=factory,
            subject_id=factory_id,
            facts=facts,
        )
