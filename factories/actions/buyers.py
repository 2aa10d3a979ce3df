"""The three conditions under which a buyer reads a factory's reports: who records which (WHO-14)."""

from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import PLANNERS, Membership, Organisation, Role, User
from accounts.verbs import unless_taken, verb
from factories.access import require_role
from factories.models import AccessForm, Buyer, BuyerLink, Cycle, Factory, Message, PaidRegistration
from factories.models.buyers import buyers_of
from factories.outbox import enqueue

R = TypeVar("R", AccessForm, PaidRegistration)

MAY_VOUCH = (Role.ADMINISTRATOR, *PLANNERS)


@verb
def create_buyer(*, name: str, by: User, at: datetime) -> Buyer:
    """A buyer organisation; its people are invited afterwards."""
    if not by.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE):
        raise NotAllowed(_("You may not do this. Who may: programme administrators."))
    if Buyer.rows.filter(name__iexact=name.strip()).exists():
        raise Invalid(_("A buyer of this name exists already."), "name")
    organisation = Organisation(kind=Organisation.Kind.BUYER, name=name.strip())
    organisation.save(force_insert=True)
    made = Buyer(organisation=organisation, name=name.strip())
    made.save(force_insert=True)
    return made


# -- The relationship: what a factory or its staff say to a claim ------------------------


@verb
def confirm_claim(*, link: BuyerLink, by: User, at: datetime, evidence: str = "") -> BuyerLink:
    """The factory confirms that it supplies this buyer; staff may, when they name the evidence."""
    factory = _factory_of(link)
    _require_open(link)
    if not _is_manager(by, factory):
        require_role(by, Role.FACTORY_MANAGER, *MAY_VOUCH, factory=factory)
        if not evidence.strip():
            raise Invalid(_("Say on which evidence you confirm for the factory."), "evidence")
    _write(link, confirmed_by=by, confirmed_at=at, evidence=evidence.strip())
    _tell_claimer(link, at)
    return link


def _tell_claimer(link: BuyerLink, at: datetime) -> None:
    """In the buyer's own words; the message bears no factory, so that no access is needed to read it."""
    if link.claimed_by is None:
        return
    facts = {"claimed_name": link.claimed_name, "claimed_code": link.claimed_code}
    key = f"claim_confirmed:{link.pk}"
    enqueue(key=key, kind="claim_confirmed", to=link.claimed_by, at=at, subject_id=link.pk, facts=facts)


def claimed_relationship_stands(message: Message) -> bool:
    """Checked at sending: still confirmed, and the person still works for the buyer."""
    standing = BuyerLink.rows.standing().filter(pk=str(message.subject_id))
    return standing.filter(buyer__in=buyers_of(message.to)).exists()


@verb
def decline_claim(*, link: BuyerLink, reason: str, by: User, at: datetime) -> BuyerLink:
    """The factory says that it does not supply this buyer. The buyer is not told apart from silence."""
    require_role(by, Role.FACTORY_MANAGER, *MAY_VOUCH, factory=_factory_of(link))
    _require_open(link)
    _write(link, ended_by=by, ended_at=at, ended_reason=reason.strip())
    return link


@verb
def end_relationship(*, link: BuyerLink, reason: str, by: User, at: datetime) -> BuyerLink:
    """The factory, the buyer or staff end a confirmed relationship; old reports close at once."""
    if not buyers_of(by).filter(organisation__buyer=link.buyer_id).exists():
        require_role(by, Role.FACTORY_MANAGER, *MAY_VOUCH, factory=_factory_of(link))
    if link.confirmed_at is None or link.ended_at is not None:
        raise WrongState(_("There is no relationship to end."))
    if not reason.strip():
        raise Invalid(_("Give the reason."), "reason")
    _write(link, ended_by=by, ended_at=at, ended_reason=reason.strip())
    return link


def _factory_of(link: BuyerLink) -> Factory:
    if link.factory is None:
        raise WrongState(_("No factory was found for this claim yet."))
    return link.factory


def _require_open(link: BuyerLink) -> None:
    if link.confirmed_at is not None or link.ended_at is not None:
        raise WrongState(_("This claim was answered already."))


def _is_manager(by: User, factory: Factory) -> bool:
    held = Membership.objects.current().filter(user=by, role=Role.FACTORY_MANAGER)
    return held.filter(organisation=factory.organisation_id).exists()


def _write(link: BuyerLink, **fields: object) -> None:
    """Whoever answers first has answered: the row must still be as it was read."""
    was = BuyerLink.rows.filter(pk=link.pk, confirmed_at=link.confirmed_at, ended_at=None)
    if was.update(**fields) != 1:
        raise WrongState(_("Somebody answered this while you were looking. Load the page again."))
    for name, value in fields.items():
        setattr(link, name, value)


# -- The third-party access form ---------------------------------------------------------


@verb
def sign_access_form(
    *, factory: Factory, buyer: Buyer, signed_name: str, by: User, at: datetime
) -> AccessForm:
    """The factory manager lets one named buyer read the factory's reports, until revoked."""
    require_role(by, Role.FACTORY_MANAGER, factory=factory)
    if not BuyerLink.rows.filter(factory=factory, buyer=buyer, ended_at=None).exists():
        raise WrongState(_("This buyer did not claim your factory, so there is nothing to sign."))
    if len(signed_name.strip()) < 3:
        raise Invalid(_("Type your full name to sign."), "signed_name")
    form = AccessForm(
        buyer=buyer, factory=factory, signed_by=by, signed_name=signed_name.strip(), signed_at=at
    )
    return _once(form, _("The form is signed already."))


@verb
def revoke_access_form(*, form: AccessForm, by: User, at: datetime) -> AccessForm:
    """From now on this buyer reads nothing of the factory, old reports included."""
    require_role(by, Role.FACTORY_MANAGER, factory=form.factory)
    if AccessForm.rows.filter(pk=form.pk, revoked_at=None).update(revoked_at=at, revoked_by=by) != 1:
        raise WrongState(_("The form was revoked already."))
    return form


# -- Registration and payment ------------------------------------------------------------


@verb
def register_buyer(*, buyer: Buyer, cycle: Cycle, by: User, at: datetime, paid: bool) -> PaidRegistration:
    """The administrator records that the buyer registered for one cycle of one factory."""
    require_role(by, Role.ADMINISTRATOR, factory=cycle.factory)
    made = PaidRegistration(
        buyer=buyer,
        factory=cycle.factory,
        cycle=cycle,
        registered_at=at,
        paid_at=at if paid else None,
        recorded_by=by,
    )
    return _once(made, _("This buyer is registered for the cycle already."))


@verb
def record_payment(*, registration: PaidRegistration, by: User, at: datetime) -> PaidRegistration:
    """The payment opens the reports of this cycle, those of the past included."""
    require_role(by, Role.ADMINISTRATOR, factory=registration.factory)
    unpaid = PaidRegistration.rows.filter(pk=registration.pk, paid_at=None, ended_at=None)
    if unpaid.update(paid_at=at) != 1:
        raise WrongState(_("This registration is paid or ended already."))
    return registration


@verb
def end_registration(
    *, registration: PaidRegistration, reason: str, by: User, at: datetime
) -> PaidRegistration:
    """Withdrawn or refunded: the cycle's reports close at once."""
    require_role(by, Role.ADMINISTRATOR, factory=registration.factory)
    if not reason.strip():
        raise Invalid(_("Give the reason."), "reason")
    running = PaidRegistration.rows.filter(pk=registration.pk, ended_at=None)
    if running.update(ended_at=at, ended_reason=reason.strip()) != 1:
        raise WrongState(_("This registration is ended already."))
    return registration


def _once(row: R, said: str) -> R:
    with unless_taken(WrongState(said)):
        row.save(force_insert=True)
    return row
