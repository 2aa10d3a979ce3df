"""Whom a change concerns, and the messages to them. Asked by the worker alone.

Each factory's advisor and managers hear of a change that touches their factory: one message, whatever
the number of rows. A change of the calendar is also told to the country's staff.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import STAFF, Membership, Role, User
from factories import outbox
from factories.models import AdvisorAssignment, Message
from planning.effects import Effects, by_factory
from planning.models import Draft


def people_of(factories: Collection[UUID]) -> Iterable[tuple[UUID, User]]:
    """Of the people only the key is loaded: there may be tens of thousands."""
    advisors = AdvisorAssignment.rows.current().filter(factory__in=factories)
    managers = Membership.objects.current().filter(
        organisation__factory__in=factories, role=Role.FACTORY_MANAGER, user__is_active=True
    )
    pairs = [
        *advisors.values_list("factory_id", "advisor_id"),
        *managers.values_list("organisation__factory", "user_id"),
    ]
    people = User.objects.only("pk").in_bulk({person for _factory, person in pairs})
    return [(factory, people[person]) for factory, person in pairs]


def staff_of(draft: Draft) -> Iterable[User]:
    held = Membership.objects.current().filter(
        organisation=draft.programme.organisation_id, role__in=STAFF, user__is_active=True
    )
    return {each.user for each in held.select_related("user")}


def messages(draft: Draft, found: Effects, at: datetime) -> Iterable[Message]:
    visits = by_factory(found.visits)
    deadlines = Counter(each.row.factory_id for each in found.moves)
    kind, facts = f"{draft.kind}_changed", _facts(draft)
    factories = found.concerned
    for factory_id, person in people_of(factories):
        numbers = {"visits": visits[factory_id], "deadlines": deadlines[factory_id]}
        yield outbox.message(
            key=f"{kind}:{draft.pk}:{factory_id}:{person.pk}",
            kind=kind,
            to=person,
            at=at,
            factory=factories[factory_id],
            subject_id=factory_id,
            facts=facts | numbers,
        )
    if draft.kind != Draft.Kind.FACT:
        yield from _to_staff(draft, facts | {"visits": visits.total(), "deadlines": len(found.moves)}, at)


def _to_staff(draft: Draft, facts: dict[str, Any], at: datetime) -> Iterable[Message]:
    kind = f"{draft.kind}_changed"
    for person in staff_of(draft):
        key = f"{kind}:{draft.pk}:staff:{person.pk}"
        yield outbox.message(key=key, kind=kind, to=person, at=at, subject_id=draft.pk, facts=facts)


def _facts(draft: Draft) -> dict[str, Any]:
    return {
        **draft.proposed.told,
        "country": draft.programme.name,
        "from": draft.valid_from.isoformat(),
        "until": draft.valid_until.isoformat() if draft.valid_until else "",
        "decision": draft.decision,
    }
