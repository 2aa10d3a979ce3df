"""Whom the worker tells of buyers' wishes: row security lets nobody else find both sides."""

from itertools import chain
from uuid import UUID

from accounts.models import Membership, Role, User
from factories.models import AdvisorAssignment, Buyer, Factory


def advisors_and_managers(factory: Factory) -> list[User]:
    """The factory's advisor of today and its managers; nobody twice."""
    assigned = AdvisorAssignment.rows.current().filter(factory=factory).select_related("advisor")
    people = chain((each.advisor for each in assigned), managers(factory))
    return list({person.pk: person for person in people}.values())


def managers(factory: Factory) -> list[User]:
    return _members(factory.organisation_id, Role.FACTORY_MANAGER)


def buyers_people(buyer: Buyer) -> list[User]:
    return _members(buyer.organisation_id, Role.BUYER_USER)


def _members(organisation: UUID, *roles: Role) -> list[User]:
    held = Membership.objects.current().filter(
        organisation=organisation, role__in=roles, user__is_active=True, user__is_machine=False
    )
    return [membership.user for membership in held.select_related("user").order_by("since", "pk")]
