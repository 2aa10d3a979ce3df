"""Why one buyer gets a report and another does not: three conditions, each with its fact (WHO-10).

Pure: a relationship that the factory confirmed, a third-party access form signed for this buyer,
and a registration paid for the report's own cycle. The database's view `buyer_access` decides;
a test holds the two to the same answer. Source: advisory FAQ III.2; WHO-14.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from factories.models import AccessForm, BuyerLink, PaidRegistration


@dataclass(frozen=True)
class Condition:
    """A line of `components/rules.html`: met, the fact, and since when or what is missing."""

    met: bool
    fact: str
    since_at: datetime | None = None
    note: str = ""


@dataclass
class Papers:
    """What lies between one buyer and one factory."""

    links: list[BuyerLink] = field(default_factory=list)
    forms: list[AccessForm] = field(default_factory=list)
    registrations: list[PaidRegistration] = field(default_factory=list)


def by_buyer(
    links: Iterable[BuyerLink], forms: Iterable[AccessForm], registrations: Iterable[PaidRegistration]
) -> dict[UUID, Papers]:
    found: dict[UUID, Papers] = defaultdict(Papers)
    for link in links:
        found[link.buyer_id].links.append(link)
    for form in forms:
        found[form.buyer_id].forms.append(form)
    for registration in registrations:
        found[registration.buyer_id].registrations.append(registration)
    return dict(found)


def conditions(papers: Papers, cycle_id: UUID | None) -> list[Condition]:
    """The three, in their order; `cycle_id` is the report's own cycle, None asks for any."""
    return [relationship(papers.links), access_form(papers.forms), payment(papers.registrations, cycle_id)]


def relationship(links: Iterable[BuyerLink]) -> Condition:
    every = list(links)
    fact = _("Relationship confirmed by the factory")
    for link in every:
        if link.confirmed_at and not link.ended_at:
            return Condition(True, fact, link.confirmed_at)
    if any(link.ended_at is None for link in every):
        return Condition(False, fact, note=_("Claimed; the factory has not confirmed it."))
    ended = max((link.ended_at for link in every if link.ended_at), default=None)
    return Condition(False, fact, ended, _("It has ended.") if ended else _("No relationship was claimed."))


def access_form(forms: Iterable[AccessForm]) -> Condition:
    every = list(forms)
    fact = _("Third-party access form signed by the factory")
    for form in every:
        if form.revoked_at is None:
            return Condition(True, fact, form.signed_at)
    revoked = max((form.revoked_at for form in every if form.revoked_at), default=None)
    note = _("The factory has revoked it.") if revoked else _("The factory has not signed it.")
    return Condition(False, fact, revoked, note)


def payment(registrations: Iterable[PaidRegistration], cycle_id: UUID | None) -> Condition:
    every = list(registrations)
    fact = _("Registered and paid for this cycle") if cycle_id else _("Registered and paid for a cycle")
    own = [one for one in every if cycle_id is None or one.cycle_id == cycle_id]
    for one in own:
        if one.paid_at and not one.ended_at:
            return Condition(True, fact, one.paid_at)
    if any(one.ended_at is None for one in own):
        return Condition(False, fact, note=_("Registered, not paid."))
    if own:
        return Condition(
            False, fact, max(one.ended_at for one in own if one.ended_at), _("Withdrawn or refunded.")
        )
    if every:
        return Condition(False, fact, note=_("Another cycle was paid; this report belongs to this one."))
    return Condition(False, fact, note=_("Not registered."))


def is_open(found: Iterable[Condition]) -> bool:
    return all(condition.met for condition in found)
