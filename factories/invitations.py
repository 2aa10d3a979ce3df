"""Who may give which role, and end it: one table for pages, API and actions (OPS-1, WHO-7).

Programme administrators bring in staff, factory managers, groups, buyers and constituents. A factory
manager brings in the own people, but never the workers' side of the PICC: their accounts are made,
reset and ended by the factory's advisor. Roles that plan assessments are given by the country
manager alone, because an administrator never learns planned dates, through no second account either.
"""

from accounts.models import PLANNERS, STAFF, Membership, Organisation, Role, User
from factories.models import AdvisorAssignment, Factory

COUNTRY_STAFF = tuple(role for role in STAFF if role is not Role.HEAD_OFFICE)
MANAGED_BY_THE_FACTORY = (Role.FACTORY_MANAGER, Role.PICC_MANAGEMENT, Role.AMBASSADOR)
OUTSIDERS = {
    Organisation.Kind.GROUP: Role.GROUP_USER,
    Organisation.Kind.BUYER: Role.BUYER_USER,
    Organisation.Kind.CONSTITUENT: Role.CONSTITUENT,
}


def roles_to_give(by: User, organisation: Organisation, factory: Factory | None = None) -> list[Role]:
    """The roles that `by` may give to somebody in this organisation, and end again, today.

    `factory` is the organisation's own, where the caller has it at hand (with its programme).
    """
    kind = Organisation.Kind(organisation.kind)
    if kind is Organisation.Kind.PROGRAMME:
        return _of_programme(_held(by, organisation))
    if kind is Organisation.Kind.FACTORY:
        return _of_factory(by, organisation, factory or _factory_of(organisation))
    if kind is Organisation.Kind.HEAD_OFFICE:
        return [Role.HEAD_OFFICE] if by.is_(Role.HEAD_OFFICE) else []
    return [OUTSIDERS[kind]] if by.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE) else []


def _held(by: User, organisation: Organisation) -> set[str]:
    held = {each.role for each in by.roles if each.organisation_id == organisation.pk}
    return held | ({Role.HEAD_OFFICE.value} if by.is_(Role.HEAD_OFFICE) else set())


def _of_programme(held: set[str]) -> list[Role]:
    if held & {Role.COUNTRY_MANAGER, Role.HEAD_OFFICE}:
        return list(COUNTRY_STAFF)
    if Role.ADMINISTRATOR in held:
        return [role for role in COUNTRY_STAFF if role not in PLANNERS]
    return []


def _factory_of(organisation: Organisation) -> Factory | None:
    return Factory.rows.select_related("programme").filter(organisation=organisation).first()


def _of_factory(by: User, organisation: Organisation, factory: Factory | None) -> list[Role]:
    if factory is None or factory.access_ended_at is not None:
        return []
    given: set[Role] = set()
    held = {(each.organisation_id, each.role) for each in by.roles}
    office = factory.programme.organisation_id
    if {(office, Role.ADMINISTRATOR), (office, Role.COUNTRY_MANAGER)} & held:
        given.update(MANAGED_BY_THE_FACTORY)
    if (organisation.pk, Role.FACTORY_MANAGER) in held:
        given.update(MANAGED_BY_THE_FACTORY)
    if (office, Role.ADVISOR) in held and _advises(by, factory):
        given.update((Role.PICC_WORKER, Role.AMBASSADOR))
    return [role for role in Role if role in given]


def _advises(by: User, factory: Factory) -> bool:
    return AdvisorAssignment.rows.current().filter(factory=factory, advisor=by).exists()


def may_manage(by: User, membership: Membership) -> bool:
    """Whether `by` may end this membership or send a new link; nobody does so to the own."""
    return membership.user_id != by.pk and membership.role in roles_to_give(by, membership.organisation)


def may_look(user: User, organisation: Organisation) -> bool:
    """Who sees the people of an organisation: its own people, and the staff who deal with it."""
    if any(each.organisation_id == organisation.pk for each in user.roles):
        return True
    kind = Organisation.Kind(organisation.kind)
    if kind is Organisation.Kind.FACTORY:
        return Factory.rows.visible_to_staff(user).filter(organisation=organisation).exists()
    if kind in (Organisation.Kind.PROGRAMME, Organisation.Kind.HEAD_OFFICE):
        return user.is_(Role.HEAD_OFFICE)
    return user.is_programme_staff


def shows_address(viewer: User, membership: Membership) -> bool:
    """A worker-side member's address is nothing for the management of the factory (WHO-7)."""
    if membership.role != Role.PICC_WORKER or membership.user_id == viewer.pk:
        return True
    return viewer.is_(Role.ADVISOR, Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)
