"""What a person does about a delivery that came back, failed or was withheld."""

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts import clock
from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import Role, User
from accounts.verbs import verb
from factories.access import require_role
from factories.models import DEALERS, Delivery, Remedy
from factories.models.delivery import ACCOUNT_KINDS

How, Status = Remedy.How, Delivery.Status


@verb
def deal_with(
    *, delivery: Delivery, how: str, words: str = "", address: str = "", by: User, at: datetime
) -> Remedy:
    """Sends again, or says how the person was told otherwise, or why not at all.

    An account's link goes to no other address: whoever read it would have the account. Who may
    not know is told in no other way either.
    """
    _require_dealer(by, delivery)
    _require_open(delivery)
    if how not in ways(delivery):
        raise Invalid(_("This is not possible for this message. Choose another way."), "how")
    if how != How.AGAIN and not words.strip():
        raise Invalid(_("Write why, and whom you spoke with. It stays with the message."), "words")
    if how == How.OTHER_ADDRESS:
        _send_to(delivery, _valid(address))
    elif how == How.AGAIN:
        _send_anew(delivery)
    if how != How.AGAIN:
        Delivery.rows.filter(pk=delivery.pk).update(settled_at=at)
    made = Remedy(delivery=delivery, how=how, address=address.strip(), words=words.strip(), by=by, at=at)
    made.save(force_insert=True)
    return made


def ways(delivery: Delivery) -> list[str]:
    """What can be done about this one."""
    again = [How.AGAIN] if delivery.status != Status.QUEUED else []
    if delivery.kind in ACCOUNT_KINDS:
        return [*again, How.NOT_NEEDED]
    if delivery.status == Status.WITHHELD:
        return [*again, How.NOT_NEEDED]
    return [*again, How.OTHER_ADDRESS, How.PHONE, How.IN_PERSON, How.NOT_NEEDED]


def _require_dealer(by: User, delivery: Delivery) -> None:
    if delivery.factory is not None:
        require_role(by, *DEALERS, factory=delivery.factory)
    elif delivery.kind not in ACCOUNT_KINDS or not by.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE):
        raise NotAllowed(_("Only the person it was sent to knows of this message."))


def _require_open(delivery: Delivery) -> None:
    if not Delivery.rows.to_deal_with().filter(pk=delivery.pk).exists():
        raise WrongState(_("Somebody dealt with this message already. Load the page again."))


def _valid(address: str) -> str:
    try:
        validate_email(address.strip())
    except ValidationError:
        raise Invalid(_("Give the other address, such as name@example.com."), "address") from None
    return address.strip()


def _send_anew(delivery: Delivery) -> None:
    """The same row, with the same id: tries and patience begin anew, access is judged again."""
    now = clock.real()
    anew = {"attempts": 0, "tried_since": now, "not_before": now, "stopped_at": None, "reason": ""}
    advance(delivery, Status.QUEUED, **anew)


def _send_to(delivery: Delivery, address: str) -> None:
    """A delivery of its own beside the one that failed, which stays as it is."""
    if Delivery.rows.filter(message=delivery.message_id, address=address).exists():
        raise Invalid(_("This message went to that address already."), "address")
    made = uuid4()
    Delivery(
        pk=made,
        mail_id=made,
        message_id=delivery.message_id,
        channel=Delivery.Channel.MAIL,
        address=address,
        to_id=delivery.to_id,
        organisation_id=delivery.organisation_id,
        factory_id=delivery.factory_id,
        kind=delivery.kind,
        told_at=delivery.told_at,
        statutory=delivery.statutory,
        not_before=clock.real(),
    ).save(force_insert=True)
