"""What the worker tells of buyers' priorities and plans: row security lets nobody else find both sides."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from advisory.drains.telling import advisors_and_managers, buyers_people
from advisory.models import BuyerPriority, CorrectivePlan
from factories import outbox
from factories.models import Message

Status = BuyerPriority.Status
BATCH = 100


def tell_of_priorities(at: datetime) -> int:
    """One round; returns how many it told of."""
    with transaction.atomic():
        rows = BuyerPriority.rows.untold().select_for_update(skip_locked=True, of=("self",))
        found = list(rows.select_related("factory", "buyer").order_by("raised_at")[:BATCH])
        outbox.enqueue_all(message for priority in found for message in _of(priority, at))
        BuyerPriority.rows.filter(pk__in=[each.pk for each in found]).update(untold=False)
    return len(found)


def _of(priority: BuyerPriority, at: datetime) -> Iterator[Message]:
    """The factory hears what the buyer does, the buyer what became of it."""
    by_buyer = priority.status in (Status.RAISED, Status.WITHDRAWN)
    people = advisors_and_managers(priority.factory) if by_buyer else buyers_people(priority.buyer)
    moment = priority.withdrawn_at or priority.answered_at or priority.raised_at
    for person in people:
        yield outbox.message(
            key=f"buyer_priority:{priority.pk}:{priority.status}:{moment:%Y%m%dT%H%M%S}:{person.pk}",
            kind="buyer_priority" if by_buyer else "priority_answer",
            to=person,
            at=at,
            factory=priority.factory,
            subject_id=priority.pk,
            facts={"turn": priority.status},
        )


# -- Plans -------------------------------------------------------------------------------


def tell_of_plans(at: datetime) -> int:
    """The other side hears that a plan came, the buyer that its last point is answered."""
    with transaction.atomic():
        rows = CorrectivePlan.rows.filter(untold=True).select_for_update(skip_locked=True, of=("self",))
        found = list(rows.select_related("factory", "buyer").order_by("uploaded_at")[:BATCH])
        outbox.enqueue_all(message for plan in found for message in _of_plan(plan, at))
        CorrectivePlan.rows.filter(pk__in=[each.pk for each in found]).update(untold=False)
    return len(found)


def _of_plan(plan: CorrectivePlan, at: datetime) -> Iterator[Message]:
    turn = "answered" if plan.answered_at else "taken_in"
    to_buyer = plan.on_behalf or turn == "answered"
    for person in buyers_people(plan.buyer) if to_buyer else advisors_and_managers(plan.factory):
        yield outbox.message(
            key=f"corrective_plan:{plan.pk}:{turn}:{plan.answered_at or plan.taken_in_at:%Y%m%dT%H%M%S}:{person.pk}",
            kind="corrective_plan",
            to=person,
            at=at,
            factory=plan.factory,
            subject_id=plan.pk,
            facts={"turn": turn},
        )
