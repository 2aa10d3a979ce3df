"""Whether a buyer's request to join a visit stands: the three conditions as the person may know them.

A buyer that the factory has not confirmed learns nothing: neither whether its code exists, nor whether a
form was signed or a claim declined (`factories/actions/claims.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import WrongState
from accounts.models import User
from advisory.models import VisitRequest
from factories.conditions import Condition, all_met, conditions
from factories.models import AccessForm, Buyer, BuyerLink, PaidRegistration

Status = VisitRequest.Status


@dataclass(frozen=True)
class Standing:
    """A request as somebody may know it. `state` is its status, or what the conditions make of it."""

    conditions: Sequence[Condition]
    state: str
    words: str

    @property
    def has_all(self) -> bool:
        return all_met(self.conditions)

    @property
    def missing(self) -> Sequence[Condition]:
        return [each for each in self.conditions if not each.met]


def standing(request: VisitRequest, user: User) -> Standing:
    return standings([request], user)[request.pk]


def standings(requests: Sequence[VisitRequest], user: User) -> dict[UUID, Standing]:
    """Several requests at once; their `link__buyer` is loaded with them."""
    known = conditions_of([request.link for request in requests], user)
    return {request.pk: _standing(request, known[request.link_id]) for request in requests}


def _standing(request: VisitRequest, known: Sequence[Condition]) -> Standing:
    state = state_of(request.status, all_met(known))
    return Standing(known, state, words_of(state))


def state_of(status: str, has_all: bool) -> str:
    """Pure. What waits or was agreed does not stand while a condition is missing."""
    if status in (Status.WAITING, Status.AGREED) and not has_all:
        return "lacking" if status == Status.WAITING else "fallen"
    return status


def words_of(state: str) -> str:
    return {
        "lacking": _("Nobody decides about it while a condition is missing. It waits."),
        "fallen": _("It was agreed, but does not stand any more: a condition fell away."),
        Status.WAITING: _("All three conditions hold. The advisor answers."),
        Status.AGREED: _("The advisor agreed."),
        Status.DECLINED: _("The advisor declined."),
        Status.WITHDRAWN: _("The buyer withdrew it."),
        Status.HELD: _("The visit was held."),
    }[state]


def conditions_known(link: BuyerLink, user: User) -> list[Condition]:
    """The three conditions of today between the claim's buyer and factory."""
    return conditions_of([link], user)[link.pk]


def conditions_of(links: Iterable[BuyerLink], user: User) -> dict[UUID, list[Condition]]:
    """The same for several claims, in three queries."""
    found = {link.pk: link for link in links}
    pairs = {"factory__in": {link.factory_id for link in found.values()} - {None}}
    pairs |= {"buyer__in": {link.buyer_id for link in found.values()}}
    standing = _by_pair(_rows(BuyerLink, user).standing().filter(**pairs))
    forms = _by_pair(_rows(AccessForm, user).standing().filter(**pairs))
    paid = _by_pair(_rows(PaidRegistration, user).filter(ended_at=None, **pairs))
    known = {}
    for link in found.values():
        pair = (link.buyer_id, link.factory_id)
        now = next(iter(standing[pair]), link)
        if now.confirmed_at is None and is_buyers(user, link.buyer):
            known[link.pk] = _unknown()
        else:
            judged = conditions(now, next(iter(forms[pair]), None), paid[pair])
            known[link.pk] = [with_remedy(each) for each in judged]
    return known


def _by_pair(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.buyer_id, row.factory_id].append(row)
    return found


def is_buyers(user: User, buyer: Buyer) -> bool:
    """Whether the person works for this buyer."""
    return any(held.organisation_id == buyer.organisation_id for held in user.roles)


def _rows(model: Any, user: User) -> Any:
    return model.objects.visible_to(user)


def _unknown() -> list[Condition]:
    relationship, form, payment = (with_remedy(each) for each in conditions(None, None, []))
    unsaid = _("Shown once the factory has confirmed.")
    waits = _("The factory has not answered yet.")
    return [
        replace(relationship, met=None, note=f"{waits} {relationship.note}"),
        replace(form, met=None, note=unsaid),
        replace(payment, met=None, note=unsaid),
    ]


def with_remedy(condition: Condition) -> Condition:
    """A condition that is missing says who can mend it."""
    if condition.met:
        return condition
    mends = {
        "relationship": _("The factory's manager confirms it, or the country programme with evidence."),
        "form": _("The factory's manager signs it."),
        "payment": _("The country programme's administrator records registration and payment."),
    }
    return replace(condition, note=mends[condition.key])


def require_all(link: BuyerLink, by: User) -> None:
    """Raises WrongState with what is missing and who can mend it."""
    known = conditions_known(link, by)
    if not all_met(known):
        sentence = _("This needs all three conditions.")
        raise WrongState(f"{sentence} {missing_in_words(known)}")


def missing_in_words(found: Sequence[Condition]) -> str:
    """For a refusal: what is missing, and who can mend it."""
    return " ".join(f"{each.fact}: {each.note}" for each in found if not each.met)
