"""Rings the clocks of duties: reminders before, escalation up the ladder, the lapse once and for ever.

A sweep looks at those alone whose `next_at` has come, by a partial index: what is open and not due costs
nothing. One transaction a batch; a ring is one row for each person, so that ringing twice rings once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.trail import acting
from advisory.incidents.clocks import Clocks
from advisory.incidents.ladder import next_at, ringing
from advisory.incidents.oncall import OnCall
from advisory.models import Duty, Escalation, Incident
from factories import outbox
from factories.models import Message

BATCH = 500


def ring_duties(at: datetime, batch: int = BATCH) -> int:
    """Everything that has come due on some rung; returns how many duties rang."""
    total = 0
    while rang := _batch(at, batch):
        total += rang
    return total


def _batch(at: datetime, batch: int) -> int:
    with transaction.atomic(), acting("advisory.ring", by=None, at=at):
        claimed = list(
            Duty.rows.open()
            .ringing(at)
            .order_by("next_at")
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("factory__programme", "incident")[:batch]
        )
        if claimed:
            _ring(claimed, at)
    return len(claimed)


def _ring(duties: Sequence[Duty], at: datetime) -> None:
    factories = {duty.factory_id: duty.factory for duty in duties}
    clocks = Clocks({each.programme_id: each.programme for each in factories.values()}.values(), at)
    oncall, already = OnCall(factories.values(), at), _rung(duties)
    made, lapsed = list[Escalation](), list[Duty]()
    for duty in duties:
        assert duty.due_at is not None  # a duty without a due moment never rings
        rings = clocks.rings(duty.factory.programme_id, duty.due_at, duty.opened_at)
        duty.next_at = next_at(rings, at)
        for rung in ringing(rings, already[duty.pk], at, duty.acknowledged_at is not None):
            if rung == Escalation.Rung.LAPSED:
                duty.lapsed_at = duty.due_at
                lapsed.append(duty)
            made += [
                Escalation(factory_id=duty.factory_id, duty=duty, rung=rung, to=person, rung_at=at)
                for person in oncall.called(duty, rung)
            ]
    _write(duties, made, lapsed, at)


def _rung(duties: Sequence[Duty]) -> Mapping[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for duty, rung in Escalation.rows.filter(duty__in=duties).values_list("duty", "rung"):
        found[duty].add(rung)
    return found


def _write(duties: Sequence[Duty], made: Sequence[Escalation], lapsed: Sequence[Duty], at: datetime) -> None:
    Escalation.rows.bulk_create(made, ignore_conflicts=True)
    Duty.rows.bulk_update(duties, ["next_at", "lapsed_at"])
    untold = [duty.incident_id for duty in lapsed if duty.kind == Duty.Kind.FACTORY_TELLS]
    Incident.rows.filter(pk__in=untold).update(settle_at=at)  # it opens our own duty
    outbox.enqueue_all(_message(each, at) for each in made)


def _message(made: Escalation, at: datetime) -> Message:
    """One for each clock and rung, however many buyers it is owed to."""
    duty = made.duty
    clock = f"{duty.incident_id}:{duty.kind}:{duty.due_at:%Y%m%d%H%M}"
    facts: dict[str, Any] = {"duty": duty.kind, "due_at": duty.due_at.isoformat() if duty.due_at else ""}
    return outbox.message(
        key=f"duty:{clock}:{made.rung}:{made.to_id}",
        kind=f"duty_{made.rung}",
        to=made.to,
        at=at,
        factory=duty.factory,
        subject_id=duty.incident_id,
        facts=facts,
    )
