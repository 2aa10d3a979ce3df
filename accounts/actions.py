"""What a person does with the own account, and how somebody is shut out at once."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts import clock
from accounts.errors import Invalid
from accounts.models import Membership, User
from accounts.verbs import verb


@verb
def correct_account(*, by: User, at: datetime, name: str, language: str) -> User:
    """The person's own name and language."""
    if not name.strip():
        raise Invalid(_("Give your name."), "name")
    by.name, by.language = name.strip(), language
    by.save(update_fields=["name", "language"])
    return by


@verb
def sign_out_everywhere(*, by: User, at: datetime) -> User:
    """Ends all sessions of the person, on every device."""
    return end_sessions(by)


def end_sessions(user: User) -> User:
    """Every session of the person ends with its next request, whatever it holds."""
    user.sessions_ended_at = clock.real()
    user.save(update_fields=["sessions_ended_at"])
    return user


def leave(membership: Membership, at: datetime) -> None:
    """The membership ends and with it all sessions; without any other the account sleeps."""
    membership.ended_at = max(at, membership.since)
    membership.save(update_fields=["ended_at"])
    user = membership.user
    user.is_active = Membership.objects.current().filter(user=user).exists()
    user.save(update_fields=["is_active"])
    end_sessions(user)
