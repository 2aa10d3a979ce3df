"""A buyer claims a factory by code and name, and learns nothing until the factory confirms.

The buyer's own people cannot see whether a code exists: the worker looks it up. A declined claim, a
code that nobody has and a factory that stays silent look the same to the buyer, today and when it
claims again.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, utils

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Membership, Role, User
from accounts.verbs import unless_taken, verb
from factories.access import require_role
from factories.models import Buyer, BuyerLink, Factory, Message
from factories.models.buyers import buyers_of
from factories.outbox import enqueue_all, message

WAITS = timedelta(days=30)  # after this the buyer may claim the same code again
ALIKE = 60  # of 100; below it a code is taken for a slip and its factory is not told who claims


@verb
def claim_factory(*, buyer: Buyer, code: str, name: str, by: User, at: datetime) -> BuyerLink:
    """Writes the claim in the buyer's own words; `code` as on the factory's papers."""
    if not buyers_of(by).filter(organisation__buyer=buyer.pk).exists():
        raise NotAllowed(_("You may claim factories for your own organisation alone."))
    code, name = code.strip().upper(), name.strip()
    if not code or not name:
        raise Invalid(_("Give the factory's code and its name."), "code")
    _make_room(buyer, code, at)
    link = BuyerLink(
        buyer=buyer, claimed_code=code[:12], claimed_name=name[:200], claimed_by=by, claimed_at=at
    )
    with unless_taken(Invalid(_waiting(), "code")):
        link.save(force_insert=True)
    return link


def _make_room(buyer: Buyer, code: str, at: datetime) -> None:
    """Refuses a second claim within the waiting time, whatever became of the first."""
    earlier = BuyerLink.rows.filter(buyer=buyer, claimed_code=code)
    if earlier.standing().exists():
        raise Invalid(_("This factory has confirmed you already."), "code")
    unanswered = earlier.filter(confirmed_at=None).exclude(ended_by__in=_people_of(buyer))
    if unanswered.filter(claimed_at__gt=at - WAITS).exists():
        raise Invalid(_waiting(), "code")
    unanswered.filter(ended_at=None).update(ended_at=at, ended_reason="claimed again")


def _people_of(buyer: Buyer) -> "list[User]":
    held = Membership.objects.filter(organisation=buyer.organisation_id, role=Role.BUYER_USER)
    return [membership.user for membership in held.select_related("user")]


def _waiting() -> str:
    return _("You claimed this factory already and wait for its answer.")


@verb
def withdraw_claim(*, link: BuyerLink, by: User, at: datetime) -> BuyerLink:
    """The buyer takes back a claim that nobody confirmed."""
    if not buyers_of(by).filter(organisation__buyer=link.buyer_id).exists():
        raise NotAllowed(_("You may withdraw your own claims alone."))
    mine = BuyerLink.rows.filter(pk=link.pk, confirmed_at=None)
    if mine.update(ended_by=by, ended_at=at, ended_reason="withdrawn") != 1:
        raise WrongState(_("The factory has confirmed meanwhile. End the relationship instead."))
    return link


# -- What the worker does with a claim ---------------------------------------------------


def look_up_claims(at: datetime, batch: int = 100) -> int:
    """Finds the factories of new claims and tells their managers; returns how many it handled."""
    with transaction.atomic():
        waiting = BuyerLink.rows.filter(looked_up_at=None, confirmed_at=None, ended_at=None).order_by(
            "claimed_at"
        )
        claims = list(waiting.select_for_update(skip_locked=True)[:batch])
        for claim in claims:
            look_up(claim=claim, by=None, at=at)
    return len(claims)


@verb
def look_up(*, claim: BuyerLink, by: None, at: datetime) -> None:
    found = Factory.rows.filter(code=claim.claimed_code, access_ended_at=None).first()
    claim.factory = found if found and alike(claim.claimed_name, found) else None
    claim.looked_up_at = at
    claim.save(update_fields=["factory", "looked_up_at"])
    if claim.factory:
        enqueue_all(_tellings(claim, claim.factory, at))


def alike(claimed: str, factory: Factory) -> bool:
    """Whether the claimed name may mean this factory."""
    names = [name for name in (factory.name, factory.local_name) if name]
    ratio = max(fuzz.token_set_ratio(claimed, name, processor=utils.default_process) for name in names)
    return ratio >= ALIKE


def _tellings(claim: BuyerLink, factory: Factory, at: datetime) -> list[Message]:
    """To the factory's managers: a buyer asks. The buyer's name stands on the page, not in the mail."""
    managers = Membership.objects.current().filter(
        organisation=factory.organisation_id, role=Role.FACTORY_MANAGER
    )
    return [
        message(
            key=f"claim:{claim.pk}:user:{manager.user_id}",
            kind="claim_waiting",
            to=manager.user,
            at=at,
            factory=factory,
            subject_id=claim.pk,
        )
        for manager in managers.select_related("user")
    ]


@verb
def match_claim(*, link: BuyerLink, factory: Factory, by: User, at: datetime) -> BuyerLink:
    """An administrator finds the factory of a claim whose code or name the worker could not place."""
    require_role(by, Role.ADMINISTRATOR, factory=factory)
    unplaced = BuyerLink.rows.filter(pk=link.pk, factory=None, ended_at=None)
    if unplaced.update(factory=factory, looked_up_at=at) != 1:
        raise WrongState(_("This claim was placed or ended already."))
    enqueue_all(_tellings(link, factory, at))
    return link
