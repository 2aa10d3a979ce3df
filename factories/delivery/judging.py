"""May this person still know? Asked in the transaction that sends."""

from factories import outbox
from factories.conditions import conditions
from factories.models import AccessForm, Buyer, BuyerLink, Delivery, PaidRegistration

Reason = Delivery.Reason


def reason_against(delivery: Delivery) -> str:
    """Why the addressee is not told, or nothing."""
    message = delivery.message
    if not message.to.is_active:
        return Reason.CLOSED
    if outbox.kind_of(message).may_know(message):
        return Reason.NONE
    return _missing_condition(delivery) or Reason.SIGHT


def _missing_condition(delivery: Delivery) -> str:
    """Of a buyer: the first of the three conditions that does not hold now (WHO-10)."""
    buyer = Buyer.rows.filter(organisation=delivery.organisation_id).first()
    if buyer is None or delivery.factory_id is None:
        return Reason.NONE
    of = {"buyer": buyer, "factory": delivery.factory_id}
    link = BuyerLink.rows.filter(**of, ended_at=None).first()
    form = AccessForm.rows.filter(**of, revoked_at=None).first()
    payments = list(PaidRegistration.rows.filter(**of, ended_at=None))
    missing = [each.key for each in conditions(link, form, payments) if not each.met]
    return Reason(missing[0]) if missing else Reason.NONE
