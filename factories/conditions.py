"""The three conditions of WHO-10 for one buyer at one factory, as facts to read: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from factories.models import AccessForm, BuyerLink, PaidRegistration


@dataclass(frozen=True)
class Condition:
    """One condition: `met` is None while somebody's answer is waited for."""

    key: str  # relationship, form, payment
    fact: str
    met: bool | None
    since: datetime | None = None
    note: str = ""


def conditions(
    link: BuyerLink | None, form: AccessForm | None, payments: Sequence[PaidRegistration]
) -> list[Condition]:
    """What holds today; `payments` are the running registrations, of any cycle."""
    return [_relationship(link), _form(form), _payment(payments)]


def all_met(found: Sequence[Condition]) -> bool:
    return all(condition.met for condition in found)


def _relationship(link: BuyerLink | None) -> Condition:
    fact = _("Relationship confirmed")
    if link and link.confirmed_at and not link.ended_at:
        return Condition("relationship", fact, True, link.confirmed_at)
    if link and not link.ended_at:
        return Condition("relationship", fact, None, note=_("The factory has not answered yet."))
    return Condition("relationship", fact, False, note=_("The buyer claims it, then the factory confirms."))


def _form(form: AccessForm | None) -> Condition:
    fact = _("Third-party access form signed")
    if form and not form.revoked_at:
        return Condition("form", fact, True, form.signed_at)
    return Condition("form", fact, False, note=_("The factory manager signs it for this buyer."))


def _payment(payments: Sequence[PaidRegistration]) -> Condition:
    fact = _("Registered and paid")
    paid = [each for each in payments if each.paid_at]
    if paid:
        return Condition("payment", fact, True, max(each.paid_at for each in paid if each.paid_at))
    note = _("Registered, not paid yet.") if payments else _("The programme administrator records it.")
    return Condition("payment", fact, None if payments else False, note=note)
