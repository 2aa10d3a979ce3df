"""Factories, the people in them, groups, buyers and the three conditions."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import Organisation, Role, User
from betterwork.demo.draw import Draw
from betterwork.demo.ground import Office, People
from betterwork.demo.words import BUYERS, GROUPS, PRODUCTS
from factories.models import (
    AccessForm,
    AdvisorAssignment,
    AntiBriberySignature,
    Buyer,
    BuyerLink,
    Cycle,
    Factory,
    GroupFactory,
    ManufacturingGroup,
    OpeningMeeting,
    PaidRegistration,
)

STORY = "Lotus Thread Apparel"  # the factory that most sign-ins know


@dataclass
class Place:
    """A factory with its people and cycles, as later chapters need them."""

    factory: Factory
    office: Office
    manager: User
    advisor: User
    registered: date
    management: list[User] = field(default_factory=list)
    workers: list[User] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    buyers: list[tuple[Buyer, int]] = field(default_factory=list)  # (buyer, conditions held)


def settle(draw: Draw, people: People, offices: list[Office]) -> list[Place]:
    places = [
        _place(draw, people, office, name, nth)
        for office in offices
        for nth, name in enumerate(office.country.factories)
    ]
    _groups(draw, people, places)
    _buyers(draw, people, places)
    return places


def _place(draw: Draw, people: People, office: Office, name: str, nth: int) -> Place:
    country = office.country
    organisation = draw.new(Organisation, kind=Organisation.Kind.FACTORY, name=name)
    story = name == STORY
    registered = draw.day(draw.today, -800, -760) if story else draw.day(draw.today, -880, -20)
    workers = draw.number(280, 4200)
    factory = draw.new(
        Factory,
        programme=office.programme,
        organisation=organisation,
        code=f"{country.code}-{draw.number(100, 999)}{nth:02d}",
        name=name,
        local_name=country.local[nth] if nth < len(country.local) else "",
        status=Factory.Status.ACTIVE,
        city=draw.one(country.cities),
        address=f"{draw.number(1, 400)} Industrial Road",
        products=draw.one(PRODUCTS),
        workers=workers,
        women=round(workers * draw.number(62, 91) / 100),
        unions=draw.number(0, 3),
        registered_at=draw.at(registered, office.programme.tz),
    )
    manager = people.join(country, organisation, Role.FACTORY_MANAGER, _known(name, country.code, nth))
    advisor = office.advisors[0] if story or nth % 3 == 0 else office.advisors[nth % 3]
    place = Place(factory, office, manager, advisor, registered)
    _crew(draw, people, place, story)
    _papers(draw, place)
    return place


def _known(name: str, code: str, nth: int) -> str:
    if name == STORY:
        return "factory"
    return "jordan" if (code, nth) == ("JO", 0) else ""


def _crew(draw: Draw, people: People, place: Place, story: bool) -> None:
    country, organisation = place.office.country, place.factory.organisation
    place.management.append(people.join(country, organisation, Role.PICC_MANAGEMENT, "picc" if story else ""))
    place.workers.append(people.join(country, organisation, Role.PICC_WORKER, "worker" if story else ""))
    if story or draw.happens(0.3):
        people.join(country, organisation, Role.AMBASSADOR, "ambassador" if story else "")


def _papers(draw: Draw, place: Place) -> None:
    zone, factory = place.office.programme.tz, place.factory
    signed = draw.at(place.registered, zone, 11)
    draw.new(
        AntiBriberySignature,
        factory=factory,
        policy_version="2015",
        signed_by=place.manager,
        signed_name=place.manager.name,
        signed_at=signed,
    )
    draw.new(
        OpeningMeeting,
        factory=factory,
        held_on=place.registered + timedelta(days=7),
        attended_by="Management, two union representatives, the advisor",
        policy_gone_through=True,
        recorded_by=place.advisor,
    )
    draw.new(AdvisorAssignment, factory=factory, advisor=place.advisor, since=signed)
    _cycles(draw, place)


def _cycles(draw: Draw, place: Place) -> None:
    """One after the other from the first visit until today; the last one is open."""
    day_zero: date | None = draw.day(place.registered, 12, 20)
    opened = draw.at(place.registered, place.office.programme.tz)
    number = 1
    while day_zero:
        started = day_zero <= draw.today
        ends = _a_year_after(day_zero)
        over = started and ends <= draw.today
        cycle = draw.new(
            Cycle,
            factory=place.factory,
            number=number,
            opened_at=opened,
            day_zero=day_zero if started else None,
            initial_advisory_until=day_zero + timedelta(days=100) if started else None,
            ends_on=ends if started else None,
            closed_at=draw.at(ends, place.office.programme.tz) if over else None,
        )
        place.cycles.append(cycle)
        opened, number = draw.at(ends, place.office.programme.tz), number + 1
        day_zero = draw.day(ends, 1, 10) if over else None


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28))


def _groups(draw: Draw, people: People, places: list[Place]) -> None:
    by_name = {place.factory.name: place for place in places}
    for name, members in GROUPS.items():
        organisation = draw.new(Organisation, kind=Organisation.Kind.GROUP, name=name)
        group = draw.new(ManufacturingGroup, organisation=organisation, name=name)
        first = by_name[members[0]]
        email = "group" if name == "Lotus Holdings" else ""
        people.join(first.office.country, organisation, Role.GROUP_USER, email)
        for member in members:
            place = by_name[member]
            draw.new(GroupFactory, group=group, factory=place.factory, since=place.registered)


def _buyers(draw: Draw, people: People, places: list[Place]) -> None:
    """Most links hold all three conditions; some lack one, so that a newcomer sees why not."""
    for nth, name in enumerate(BUYERS):
        organisation = draw.new(Organisation, kind=Organisation.Kind.BUYER, name=name)
        buyer = draw.new(Buyer, organisation=organisation, name=name)
        email = {0: "buyer", 1: "rival"}.get(nth, "")
        user = people.join(places[0].office.country, organisation, Role.BUYER_USER, email)
        if nth == 1:  # the rival: claims, and nothing more
            for place in places[:3]:
                _link(draw, place, buyer, user, 0)
            continue
        for place in places:
            if place.factory.name == STORY or draw.happens(0.35):
                story = nth == 0 and place.factory.name == STORY
                _link(draw, place, buyer, user, 3 if story else draw.one([3, 3, 3, 3, 2, 1]))


def _link(draw: Draw, place: Place, buyer: Buyer, user: User, held: int) -> None:
    """The relationship, then the form, then the payment, as far as `held` goes."""
    at = draw.at(place.registered + timedelta(days=10), place.office.programme.tz)
    if at.date() > draw.today:
        return
    draw.new(
        BuyerLink,
        buyer=buyer,
        factory=place.factory,
        claimed_code=place.factory.code,
        claimed_name=place.factory.name,
        claimed_by=user,
        claimed_at=at,
        looked_up_at=at,
        confirmed_by=place.manager if held else None,
        confirmed_at=at if held else None,
    )
    if held > 1:
        draw.new(
            AccessForm,
            buyer=buyer,
            factory=place.factory,
            signed_by=place.manager,
            signed_name=place.manager.name,
            signed_at=at,
        )
    if held > 2:
        _pay(draw, place, buyer)
    place.buyers.append((buyer, held))


def _pay(draw: Draw, place: Place, buyer: Buyer) -> None:
    for cycle in place.cycles:
        draw.new(
            PaidRegistration,
            buyer=buyer,
            factory=place.factory,
            cycle=cycle,
            registered_at=cycle.opened_at,
            paid_at=cycle.opened_at,
            recorded_by=place.office.administrator,
        )
