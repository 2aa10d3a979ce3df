"""Organisations invite and remove people (OPS-1); the link to a password goes by mail alone."""

from datetime import datetime
from uuid import uuid4

from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.actions import leave
from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Membership, Organisation, Role, User
from accounts.verbs import verb
from factories.invitations import may_manage, roles_to_give
from factories.outbox import enqueue


@verb
def invite(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    language: str,
    by: User,
    at: datetime,
    experienced: bool = False,
) -> Membership:
    """Gives a person a role in the organisation; somebody new gets a link to choose a password."""
    if role not in roles_to_give(by, organisation):
        raise NotAllowed(_("You may not give this role here."))
    validate_email(email)
    user = _person(organisation, email.strip().lower(), name.strip(), language, by)
    if Membership.objects.current().filter(user=user, organisation=organisation, role=role).exists():
        raise Invalid(_("This person has the role already."), "email")
    made = Membership(user=user, organisation=organisation, role=role, since=at, experienced=experienced)
    made.save(force_insert=True)
    _send_link(made, "invitation", at)
    return made


def _person(organisation: Organisation, email: str, name: str, language: str, by: User) -> User:
    """The account of that address, made when there is none; one of elsewhere is for staff to join."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        return User.objects.create_user(email, None, name=name, language=language, is_demo=by.is_demo)
    if user.is_machine or not (by.is_programme_staff or _belongs(user, organisation)):
        raise Invalid(_("This address cannot be used here. Ask the programme administrator."), "email")
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    return user


def _belongs(user: User, organisation: Organisation) -> bool:
    """Also somebody who was here before and left."""
    return Membership.objects.filter(user=user, organisation=organisation).exists()


@verb
def send_new_link(*, membership: Membership, by: User, at: datetime) -> Membership:
    """A fresh link to choose a password, by mail to the person; the sender never sees it."""
    if membership.ended_at is not None:
        raise WrongState(_("This person has left."))
    if not may_manage(by, membership):
        raise NotAllowed(_("You may not do this for this person."))
    _send_link(membership, "password_link", at)
    return membership


@verb
def end_membership(*, membership: Membership, by: User, at: datetime, reason: str = "") -> Membership:
    """The person leaves: the role ends, and every session at once."""
    if membership.ended_at is not None:
        raise WrongState(_("This person has left already."))
    if not may_manage(by, membership):
        raise NotAllowed(_("You may not do this for this person."))
    leave(membership, at)
    return membership


@verb
def mark_experience(*, membership: Membership, experienced: bool, by: User, at: datetime) -> Membership:
    """Whether an assessor is experienced, so that a new one may go along (WHO-2)."""
    if membership.role != Role.ASSESSOR:
        raise WrongState(_("This is about assessors alone."))
    if not may_manage(by, membership):
        raise NotAllowed(_("You may not do this for this person."))
    membership.experienced = experienced
    membership.save(update_fields=["experienced"])
    return membership


def _send_link(membership: Membership, kind: str, at: datetime) -> None:
    facts = {"organisation": membership.organisation.name, "role": membership.role}
    key = f"{kind}:{membership.pk}:{uuid4()}"
    enqueue(key=key, kind=kind, to=membership.user, at=at, subject_id=membership.pk, facts=facts)
