"""Who may act on a factory: roles held today in the organisations that have to do with it.

Staff act in the programme of the factory's country, factory people in their own factory while its
people have access, group users in a group it belongs to today.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.errors import NotAllowed
from accounts.models import FACTORY_PEOPLE, STAFF, Membership, Role, User
from factories.models import Factory, GroupFactory, ManufacturingGroup
from programmes.models import CountryProgramme


def require_role(by: User, *roles: Role, factory: Factory) -> None:
    """Raises NotAllowed unless `by` holds one of these roles today for this factory."""
    if not holds_role(by, *roles, factory=factory):
        raise NotAllowed(_who_may(roles))


def holds_role(by: User, *roles: Role, factory: Factory) -> bool:
    memberships = Membership.objects.current().filter(user=by, role__in=roles)
    return memberships.filter(_at(factory)).exists()


def require_programme_role(by: User, *roles: Role, programme: CountryProgramme) -> None:
    """The same for a country programme as a whole."""
    held = Membership.objects.current().filter(user=by, role__in=roles)
    head_office = Q(role=Role.HEAD_OFFICE)
    if not held.filter(Q(organisation=programme.organisation_id) | head_office).exists():
        raise NotAllowed(_who_may(roles))


def _at(factory: Factory) -> Q:
    """The memberships that count at this factory."""
    country_staff = [role for role in STAFF if role is not Role.HEAD_OFFICE]
    staff = Q(organisation__programme=factory.programme_id, role__in=country_staff)
    head_office = Q(role=Role.HEAD_OFFICE)
    if factory.access_ended_at is not None:
        return staff | head_office
    own = Q(organisation=factory.organisation_id, role__in=FACTORY_PEOPLE)
    groups = GroupFactory.rows.filter(factory=factory, until=None).values("group")
    companies = ManufacturingGroup.objects.filter(pk__in=groups).values("organisation")
    return staff | head_office | own | Q(organisation__in=companies, role=Role.GROUP_USER)


def _who_may(roles: tuple[Role, ...]) -> str:
    names = ", ".join(str(role.label) for role in roles)
    return _("You may not do this. Who may: %(roles)s.") % {"roles": names}
