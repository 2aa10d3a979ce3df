"""Rows of the three conditions, read together for a page: three queries, however many buyers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from factories.actions.claims import WAITS
from factories.conditions import Condition, all_met, conditions
from factories.models import AccessForm, Buyer, BuyerLink, Factory, PaidRegistration


@dataclass
class Standing:
    """One buyer at one factory, as whoever asks may see it."""

    buyer: Buyer
    link: BuyerLink | None = None
    form: AccessForm | None = None
    payments: list[PaidRegistration] = field(default_factory=list)

    @property
    def conditions(self) -> list[Condition]:
        return conditions(self.link, self.form, self.payments)

    @property
    def has_all(self) -> bool:
        return all_met(self.conditions)

    @property
    def waits_for_answer(self) -> bool:
        return bool(self.link and not self.link.confirmed_at)


def buyers_at(factory: Factory, user: User) -> list[Standing]:
    """All buyers that have to do with the factory today, by name; for its people and staff."""
    found: dict[UUID, Standing] = {}
    links = BuyerLink.objects.visible_to(user).filter(factory=factory, ended_at=None)
    for link in links.select_related("buyer"):
        found.setdefault(link.buyer_id, Standing(link.buyer)).link = link
    for form in _forms(user).filter(factory=factory):
        found.setdefault(form.buyer_id, Standing(form.buyer)).form = form
    for payment in _payments(user).filter(factory=factory):
        found.setdefault(payment.buyer_id, Standing(payment.buyer)).payments.append(payment)
    return sorted(found.values(), key=lambda standing: standing.buyer.name.casefold())


def _forms(user: User) -> Any:
    return AccessForm.objects.visible_to(user).filter(revoked_at=None).select_related("buyer")


def _payments(user: User) -> Any:
    return PaidRegistration.objects.visible_to(user).filter(ended_at=None).select_related("buyer", "cycle")


@dataclass
class Claim:
    """A claim as the buyer may know it: in its own words, and nothing that tells silence from no."""

    link: BuyerLink
    conditions: list[Condition]
    state: str  # confirmed, waiting, unanswered

    @property
    def has_all(self) -> bool:
        return all_met(self.conditions)


def claims_of(links: Iterable[BuyerLink], user: User, at: datetime) -> list[Claim]:
    """Of a buyer's own links: what holds and what is missing, named only once confirmed."""
    links = list(links)
    confirmed = [link.factory_id for link in links if link.confirmed_at and not link.ended_at]
    forms = {(form.buyer_id, form.factory_id): form for form in _forms(user).filter(factory__in=confirmed)}
    payments = defaultdict(list)
    for payment in _payments_of_buyer(user).filter(factory__in=confirmed):
        payments[payment.buyer_id, payment.factory_id].append(payment)
    return [_claim(link, forms, payments, at) for link in links]


def _payments_of_buyer(user: User) -> Any:
    """Without the cycle: a buyer lacking a condition reads no cycle of the factory."""
    return PaidRegistration.objects.visible_to(user).filter(ended_at=None)


def _claim(link: BuyerLink, forms: dict[Any, AccessForm], payments: dict[Any, Any], at: datetime) -> Claim:
    if link.confirmed_at is None:
        waiting = at < link.claimed_at + WAITS
        return Claim(link, conditions(None, None, [])[:1], "waiting" if waiting else "unanswered")
    key = (link.buyer_id, link.factory_id)
    return Claim(link, conditions(link, forms.get(key), payments.get(key, [])), "confirmed")
