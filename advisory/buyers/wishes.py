"""What somebody may know of a buyer's priority or plan: the factory's part of it shows to the buyer only
while all three conditions hold; its own words it reads always."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from accounts.models import User
from advisory.buyers.joining import is_buyers
from advisory.models import BuyerPriority, BuyersItem, CorrectivePlan, PlanItem
from factories.models import BuyerAccess


@dataclass(frozen=True)
class Sight:
    """`inside`: of the factory or staff. `open`: what the factory did about it may be shown."""

    inside: bool
    open: bool
    items: Sequence[BuyersItem | PlanItem] = field(default=())


Wish = TypeVar("Wish", BuyerPriority, CorrectivePlan)


def sight_of(wish: Wish, user: User) -> Sight:
    return sights_of([wish], user)[wish.pk]


def sights_of(wishes: Sequence[Wish], user: User) -> dict[UUID, Sight]:
    """Several at once, in three queries; their `buyer` is loaded with them."""
    open_to = BuyerAccess.objects.filter(user_id=user.pk, factory_id__in={each.factory_id for each in wishes})
    pairs = set(open_to.values_list("buyer_id", "factory_id"))
    became = items_of([each.pk for each in wishes])
    inside = _items_inside(wishes, user)
    found = {}
    for each in wishes:
        if is_buyers(user, each.buyer):
            found[each.pk] = Sight(False, (each.buyer_id, each.factory_id) in pairs, became.get(each.pk, []))
        else:
            found[each.pk] = Sight(True, True, inside.get(each.pk, []))
    return found


def _items_inside(wishes: Sequence[Any], user: User) -> dict[UUID, list[PlanItem]]:
    """The plan items that priorities became, for those who read the plan."""
    keys = {each.item_id: each.pk for each in wishes if isinstance(each, BuyerPriority) and each.item_id}
    rows = PlanItem.objects.visible_to(user).filter(pk__in=keys) if keys else []
    return {keys[item.pk]: [item] for item in rows}


def items_of(subjects: Sequence[UUID]) -> dict[UUID, list[BuyersItem]]:
    """What a buyer reads of the plan items that answer to these, in one query; empty for all others."""
    found: dict[UUID, list[BuyersItem]] = {}
    for item in BuyersItem.objects.filter(subject_id__in=subjects).order_by("number"):
        found.setdefault(item.subject_id, []).append(item)
    return found
