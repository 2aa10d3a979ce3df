"""Keys to the API: who makes one for an organisation, and who ends it.

A key acts in a role that its maker holds there, so that nobody gains by making one. Roles that know
planned assessments, or speak for one side of a committee, have none: a key is no person, signs in
without a second factor, and may get lost.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from accounts import clock
from accounts.actions import leave
from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import ApiToken, Membership, Organisation, Role, User
from accounts.tokens import PREFIX, READ, WRITE, digest
from accounts.verbs import verb
from factories.invitations import roles_to_give

ROLES = (
    Role.ADMINISTRATOR,
    Role.HEAD_OFFICE,
    Role.FACTORY_MANAGER,
    Role.GROUP_USER,
    Role.BUYER_USER,
    Role.CONSTITUENT,
)
SCOPES = (READ, WRITE)
LONGEST = timedelta(days=366)


def roles_for_a_key(by: User, organisation: Organisation) -> list[Role]:
    """The roles in which the person may let a key act for this organisation."""
    held = {each.role for each in by.roles if each.organisation_id == organisation.pk}
    return [role for role in ROLES if role in held]


def roles_to_revoke(by: User, organisation: Organisation) -> list[Role]:
    """Also those that the person may end for people: a lost key must not wait for its maker."""
    ends = {*roles_for_a_key(by, organisation), *roles_to_give(by, organisation)}
    return [role for role in ROLES if role in ends]


@verb
def make_key(
    *,
    pk: UUID,
    organisation: Organisation,
    role: str,
    name: str,
    scopes: Sequence[str],
    days: int,
    by: User,
    at: datetime,
) -> str:
    """Gives the key itself, this once: only its digest is kept. `pk` is the form's id."""
    if role not in roles_for_a_key(by, organisation):
        raise NotAllowed(_("You may make keys in your own role alone."))
    if not 0 < days <= LONGEST.days:
        raise Invalid(_("A key is valid for 1 to 366 days."), "days")
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Invalid(_("Choose what the key may do."), "scopes")
    if ApiToken.objects.filter(pk=pk).exists():
        raise WrongState(_("This key was made already and shown once. Revoke it if you did not keep it."))
    now, key = clock.real(), PREFIX + secrets.token_urlsafe(32)
    ApiToken(
        pk=pk,
        organisation=organisation,
        user=_machine(organisation, role, name.strip(), at),
        name=name.strip(),
        digest=digest(key),
        scopes=list(scopes),
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=days),
    ).save(force_insert=True)
    return key


def _machine(organisation: Organisation, role: str, name: str, at: datetime) -> User:
    made = User.objects.create_user(f"{uuid4()}@key.invalid", None, name=name, is_machine=True)
    Membership(user=made, organisation=organisation, role=role, since=at).save(force_insert=True)
    return made


@verb
def revoke_key(*, token: ApiToken, by: User, at: datetime) -> ApiToken:
    """The key stops working with its next request; what stands behind it leaves the organisation."""
    membership = token.user.memberships.select_related("user").latest("since")
    if membership.role not in roles_to_revoke(by, token.organisation):
        raise NotAllowed(_("You may not revoke this key."))
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.real()) != 1:
        raise WrongState(_("This key is revoked already."))
    leave(membership, at)
    return token
