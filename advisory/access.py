"""Who advises a factory, and what a page offers to whom. Actions ask again by themselves."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import NotAllowed
from accounts.models import STAFF, Role, User
from factories.models import AdvisorAssignment, Factory, FactoryVisibility, Level


def holds(user: User, factory: Factory, *roles: Role) -> bool:
    """Whether a page shows a control; from the memberships that the request has read already.

    The factory's programme must be loaded with it.
    """
    offices = {factory.organisation_id, factory.programme.organisation_id}
    return any(held.role in roles and held.organisation_id in offices for held in user.roles)


def advises(user: User, factory: Factory) -> bool:
    """The factory's advisor of today, or an advisor with a personal, dated grant on it."""
    if not user.is_(Role.ADVISOR):
        return False
    assigned = AdvisorAssignment.rows.current().filter(factory=factory, advisor=user)
    granted = FactoryVisibility.objects.filter(user_id=user.pk, factory_id=factory.pk, level=Level.GRANT)
    return assigned.exists() or granted.exists()


def require_advising(by: User, factory: Factory) -> None:
    """Raises NotAllowed unless `by` advises this factory today. Source: WHO-1."""
    if not advises(by, factory):
        raise NotAllowed(_("The factory's own advisor does this, or an advisor who was given the factory."))


def is_staff_at(user: User, factory: Factory) -> bool:
    """For what pages show to staff alone; the factory's programme must be loaded with it."""
    return user.is_(Role.HEAD_OFFICE) or holds(user, factory, *STAFF)


def local_today(factory: Factory, at: datetime) -> date:
    """The calendar day at the factory; its programme must be loaded with it."""
    return at.astimezone(factory.programme.tz).date()
