"""Rows for tests: each function makes one valid row and takes what the test cares about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import Membership, Organisation, Role, User
from factories.models import (
    AccessForm,
    AdvisorAssignment,
    Agreement,
    Buyer,
    BuyerLink,
    Cycle,
    Factory,
    GroupFactory,
    ManufacturingGroup,
    Opens,
    PaidRegistration,
)
from programmes.models import Cluster, CompliancePoint, CountryProgramme

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # a Monday, 10:00 in Phnom Penh
PASSWORD = "correct horse battery"
_number = count(1)


def make_user(name: str, organisation: Organisation | None = None, role: str = "", **fields: Any) -> User:
    email = fields.pop("email", f"{name.lower().replace(' ', '.')}.{next(_number)}@people.example")
    experienced = fields.pop("experienced", False)
    user = User.objects.create_user(email, PASSWORD, name=name, **{"is_demo": True, **fields})
    if organisation:
        Membership.objects.create(
            user=user,
            organisation=organisation,
            role=role,
            since=NOW - timedelta(days=900),
            experienced=experienced,
        )
    return user


def make_programme(
    code: str = "KH", name: str = "Cambodia", zone: str = "Asia/Phnom_Penh"
) -> CountryProgramme:
    office = Organisation.objects.create(kind=Organisation.Kind.PROGRAMME, name=f"Better Work {name}")
    return CountryProgramme.objects.create(
        code=code, name=name, organisation=office, zone=zone, languages=["en"], weekend=[6, 7]
    )


def make_factory(programme: CountryProgramme, name: str, **fields: Any) -> Factory:
    organisation = Organisation.objects.create(kind=Organisation.Kind.FACTORY, name=name)
    return Factory.rows.create(
        **{
            "programme": programme,
            "organisation": organisation,
            "code": f"{programme.code}-{next(_number):04d}",
            "name": name,
            "status": Factory.Status.ACTIVE,
            "registered_at": NOW - timedelta(days=200),
            "workers": 1200,
            "women": 960,
            "city": "Phnom Penh",
            **fields,
        }
    )


def make_cycle(factory: Factory, day_zero: date | None = date(2025, 11, 3), **fields: Any) -> Cycle:
    ends = date(day_zero.year + 1, day_zero.month, day_zero.day) if day_zero else None
    until = day_zero + timedelta(days=100) if day_zero else None
    return Cycle.rows.create(
        **{
            "factory": factory,
            "number": 1,
            "opened_at": NOW - timedelta(days=200),
            "day_zero": day_zero,
            "ends_on": ends,
            "initial_advisory_until": until,
            **fields,
        }
    )


def make_advisor_of(factory: Factory, advisor: User) -> AdvisorAssignment:
    return AdvisorAssignment.rows.create(factory=factory, advisor=advisor, since=NOW - timedelta(days=150))


def make_group(name: str, *factories: Factory) -> ManufacturingGroup:
    organisation = Organisation.objects.create(kind=Organisation.Kind.GROUP, name=name)
    group = ManufacturingGroup.objects.create(organisation=organisation, name=name)
    for factory in factories:
        GroupFactory.rows.create(group=group, factory=factory, since=date(2025, 1, 1))
    return group


def make_buyer(name: str) -> Buyer:
    organisation = Organisation.objects.create(kind=Organisation.Kind.BUYER, name=name)
    return Buyer.rows.create(organisation=organisation, name=name)


def make_constituent(name: str) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.CONSTITUENT, name=name)


def agree(programme: CountryProgramme, organisation: Organisation, by: User, **fields: Any) -> Agreement:
    """An approved agreement that opens everything that can be opened, since half a year and without an end."""
    since = NOW - timedelta(days=180)
    return Agreement.rows.create(
        **{
            "programme": programme,
            "organisation": organisation,
            "speaks_for": "government",
            "opens": Opens.values,
            "source": "Memorandum of understanding",
            "signed_on": since.date(),
            "valid_from": since.date(),
            "drafted_by": by,
            "drafted_at": since,
            "approved_by": by,
            "approved_at": since,
            **fields,
        }
    )


def link(buyer: Buyer, factory: Factory, confirmed: bool = True) -> BuyerLink:
    return BuyerLink.rows.create(
        buyer=buyer,
        factory=factory,
        claimed_code=factory.code,
        claimed_name=factory.name,
        claimed_at=NOW - timedelta(days=100),
        confirmed_at=NOW - timedelta(days=99) if confirmed else None,
    )


def sign_access_form(buyer: Buyer, factory: Factory, by: User) -> AccessForm:
    return AccessForm.rows.create(
        buyer=buyer, factory=factory, signed_by=by, signed_name=by.name, signed_at=NOW - timedelta(days=98)
    )


def pay(buyer: Buyer, cycle: Cycle, by: User, paid: bool = True) -> PaidRegistration:
    at = NOW - timedelta(days=97)
    return PaidRegistration.rows.create(
        buyer=buyer,
        factory=cycle.factory,
        cycle=cycle,
        registered_at=at,
        paid_at=at if paid else None,
        recorded_by=by,
    )


def entitle(buyer: Buyer, cycle: Cycle, manager: User, administrator: User) -> None:
    """All three conditions of WHO-10."""
    link(buyer, cycle.factory)
    sign_access_form(buyer, cycle.factory, manager)
    pay(buyer, cycle, administrator)


def make_point(
    name: str = "Emergency Preparedness", cluster: str = "Occupational Safety and Health"
) -> CompliancePoint:
    key = cluster.lower().replace(" ", "-")
    home, _ = Cluster.objects.get_or_create(key=key, defaults={"name": cluster})
    place = CompliancePoint.objects.count()  # lists keep the order in which a test makes them
    point, _ = CompliancePoint.objects.get_or_create(
        key=name.lower().replace(" ", "-"), defaults={"name": name, "cluster": home, "order": place}
    )
    return point


__all__ = ["NOW", "PASSWORD", "Role"]
