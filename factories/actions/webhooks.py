"""Webhooks of a buyer: who registers one, switches it, and lets a delivery be posted again."""

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from accounts import clock
from accounts.actions import leave
from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import Membership, Organisation, Role, User
from accounts.vault import vault
from accounts.verbs import verb
from factories.delivery.outside import checked
from factories.models import Delivery, Webhook
from factories.outbox import enqueue

MOST = 5  # of one organisation
PREFIX = "bws_"
Status = Webhook.Status


@verb
def register_webhook(
    *, pk: UUID, organisation: Organisation, name: str, url: str, by: User, at: datetime
) -> str:
    """Gives the secret, this once. `pk` is the form's id."""
    _require_buyer(by, organisation)
    checked(url.strip())
    if Webhook.rows.filter(pk=pk).exists():
        raise WrongState(_("This webhook was made already, and its secret shown once. Make a new secret."))
    mine = Webhook.rows.filter(organisation=organisation).exclude(status=Status.OFF)
    if mine.filter(url=url.strip()).exists():
        raise Invalid(_("This address is registered already."), "url")
    if mine.count() >= MOST:
        raise Invalid(_("You have five webhooks. Switch one off first."), "url")
    secret = _new_secret()
    Webhook(
        pk=pk,
        organisation=organisation,
        user=_machine(organisation, name.strip(), at),
        name=name.strip(),
        url=url.strip(),
        secret=_sealed(secret),
        created_by=by,
        created_at=at,
    ).save(force_insert=True)
    return secret


@verb
def renew_secret(*, webhook: Webhook, by: User, at: datetime) -> str:
    """A new secret signs from now on; the old one is forgotten."""
    _require_buyer(by, webhook.organisation)
    secret = _new_secret()
    Webhook.rows.filter(pk=webhook.pk).update(secret=_sealed(secret))
    return secret


@verb
def switch_off(*, webhook: Webhook, by: User, at: datetime) -> None:
    """What stands behind it leaves the organisation; what waits is not posted."""
    _require_buyer(by, webhook.organisation)
    advance(webhook, Status.OFF)
    for held in Membership.objects.current().filter(user=webhook.user).select_related("user"):
        leave(held, at)


@verb
def switch_on(*, webhook: Webhook, by: User, at: datetime) -> None:
    """Works again after it was disabled or switched off; what failed meanwhile can be posted again."""
    _require_buyer(by, webhook.organisation)
    if Webhook.rows.filter(organisation=webhook.organisation_id, status=Status.ON).count() >= MOST:
        raise Invalid(_("You have five webhooks. Switch one off first."))
    advance(webhook, Status.ON, failing_since=None)
    User.objects.filter(pk=webhook.user_id).update(is_active=True)
    if not Membership.objects.current().filter(user=webhook.user_id).exists():
        _join(webhook.user, webhook.organisation, at)


@verb
def send_test(*, webhook: Webhook, by: User, at: datetime) -> None:
    """A delivery that tells nothing, by the way that all others go."""
    _require_buyer(by, webhook.organisation)
    if webhook.status != Status.ON:
        raise WrongState(_("This webhook is switched off. Switch it on first."))
    enqueue(key=f"webhook_test:{uuid4()}", kind="webhook_test", to=webhook.user, at=at)


@verb
def replay(*, delivery: Delivery, by: User, at: datetime) -> None:
    """Posts it once more, with the same id, so that a system that had it can leave it."""
    if delivery.webhook is None or delivery.webhook.status != Status.ON:
        raise WrongState(_("This webhook is switched off. Switch it on first."))
    _require_buyer(by, delivery.webhook.organisation)
    now = clock.real()
    anew = {"attempts": 0, "tried_since": None, "not_before": now, "stopped_at": None, "reason": ""}
    advance(delivery, Delivery.Status.QUEUED, **anew)


def _require_buyer(by: User, organisation: Organisation) -> None:
    held = Membership.objects.current().filter(user=by, organisation=organisation, role=Role.BUYER_USER)
    if not held.exists():
        raise NotAllowed(_("Only the buyer's own people look after its webhooks."))


def _machine(organisation: Organisation, name: str, at: datetime) -> User:
    made = User.objects.create_user(f"{uuid4()}@webhook.invalid", None, name=name, is_machine=True)
    _join(made, organisation, at)
    return made


def _join(machine: User, organisation: Organisation, at: datetime) -> None:
    held = Membership(user=machine, organisation=organisation, role=Role.BUYER_USER, since=at)
    held.save(force_insert=True)


def _new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def _sealed(secret: str) -> str:
    return vault("webhook").encrypt(secret.encode()).decode()
