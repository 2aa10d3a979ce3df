"""Whom the clock of a duty calls on a rung: asked by the worker alone, for many factories at once.

Who is away is passed over, and the colleague named for those days stands in, unless away as well; for an
advisor then the factory's deputy does. Who is no longer staff of the office is not called. A rung on which
nobody is left calls the next one up, so that no ring is lost. Source: NTF-5, OPS-2.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from accounts.models import STAFF, Absence, Membership, Role, User
from advisory.models.duty import Duty, Escalation
from factories.models import AdvisorAssignment, Factory

R = Escalation.Rung
UPWARDS = (R.RESPONSIBLE, R.DEPUTY, R.LEADER, R.MANAGER)


class OnCall:
    """Five statements, however many duties ring."""

    def __init__(self, factories: Collection[Factory], at: datetime) -> None:
        self.today: dict[UUID, date] = {
            each.pk: at.astimezone(each.programme.tz).date() for each in factories
        }
        self.office = {each.pk: each.programme.organisation_id for each in factories}
        self.advisors = {each.factory_id: each for each in _assigned(self.today)}
        self.managers = _managers(self.today)
        self.staff = _staff(set(self.office.values()))
        self.present = {(office, user.pk) for (office, _role), users in self.staff.items() for user in users}
        self.away = _away(set(self.today.values()))

    def called(self, duty: Duty, rung: str) -> list[User]:
        """Those of the rung, or of the next one up on which somebody is there."""
        start = R.RESPONSIBLE if rung in (R.OPENED, R.LAPSED) else R(rung)
        for each in UPWARDS[UPWARDS.index(start) :]:
            if found := self._on(each, duty):
                also = self._on(R.MANAGER, duty) if rung == R.LAPSED else []
                return _once([*found, *also])
        return self.staff[(None, Role.HEAD_OFFICE)]

    def _on(self, rung: str, duty: Duty) -> list[User]:
        factory, assigned = duty.factory_id, self.advisors.get(duty.factory_id)
        if rung == R.RESPONSIBLE:
            theirs = self.managers[factory] if duty.kind == Duty.Kind.FACTORY_TELLS else []
            return _once([*theirs, *self._advising(assigned, factory)])
        if rung == R.DEPUTY:
            return self._there([assigned.deputy], factory) if assigned and assigned.deputy else []
        role = Role.TEAM_LEADER if rung == R.LEADER else Role.COUNTRY_MANAGER
        return self._there(self.staff[(self.office[factory], role)], factory)

    def _advising(self, assigned: AdvisorAssignment | None, factory: UUID) -> list[User]:
        """The advisor, or who stands in; away without anybody: the factory's deputy."""
        if assigned is None or not self._of_the_office(assigned.advisor, factory):
            return []
        found = self._there([assigned.advisor], factory)
        return found or (self._there([assigned.deputy], factory) if assigned.deputy else [])

    def _there(self, people: Iterable[User], factory: UUID) -> list[User]:
        """Each of them, or the one who stands in for them today."""
        found = []
        for person in people:
            away = self._absence(person, factory)
            here = away.deputy if away else person
            if (
                here
                and self._of_the_office(here, factory)
                and (here == person or not self._absence(here, factory))
            ):
                found.append(here)
        return found

    def _of_the_office(self, person: User, factory: UUID) -> bool:
        return (self.office[factory], person.pk) in self.present

    def _absence(self, person: User, factory: UUID) -> Absence | None:
        return next((each for each in self.away[person.pk] if each.covers(self.today[factory])), None)


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())


def _assigned(factories: Collection[UUID]) -> list[AdvisorAssignment]:
    held = AdvisorAssignment.rows.current().filter(factory__in=factories)
    return list(held.select_related("advisor", "deputy"))


def _managers(factories: Collection[UUID]) -> Mapping[UUID, list[User]]:
    homes = dict(Factory.rows.filter(pk__in=factories).values_list("organisation", "pk"))
    held = Membership.objects.current().filter(
        organisation__in=homes, role=Role.FACTORY_MANAGER, user__is_active=True
    )
    found: dict[UUID, list[User]] = defaultdict(list)
    for each in held.select_related("user"):
        found[homes[each.organisation_id]].append(each.user)
    return found


def _staff(offices: Collection[UUID]) -> Mapping[tuple[UUID | None, str], list[User]]:
    """By country office and role; head office stands under None."""
    theirs = Q(organisation__in=offices, role__in=STAFF)
    held = Membership.objects.current().filter(theirs | Q(role=Role.HEAD_OFFICE), user__is_active=True)
    found: dict[tuple[UUID | None, str], list[User]] = defaultdict(list)
    for each in held.select_related("user").order_by("since"):
        office = None if each.role == Role.HEAD_OFFICE else each.organisation_id
        found[office, each.role].append(each.user)
    return found


def _away(days: Collection[date]) -> Mapping[UUID, list[Absence]]:
    found: dict[UUID, list[Absence]] = defaultdict(list)
    if days:
        running = Absence.objects.touching(min(days), max(days))
        for each in running.select_related("deputy").order_by("first_day"):
            found[each.user_id].append(each)
    return found
