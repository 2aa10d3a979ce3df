"""Whom a change of plans or conditions concerns: each factory's advisor and managers. Asked by the worker alone."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Membership, Role, User
from factories.models import AdvisorAssignment, Factory


def people_of(factories: set[UUID]) -> Iterable[tuple[UUID, User]]:
    advisors = AdvisorAssignment.rows.current().filter(factory__in=factories).select_related("advisor")
    for assignment in advisors:
        yield assignment.factory_id, assignment.advisor
    managers = Membership.objects.current().filter(
        organisation__factory__in=factories, role=Role.FACTORY_MANAGER, user__is_active=True
    )
    homes = dict(Factory.rows.filter(pk__in=factories).values_list("organisation_id", "pk"))
    for held in managers.select_related("user"):
        yield homes[held.organisation_id], held.user
