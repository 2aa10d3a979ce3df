"""The same people in every test: a small world with one of each role, and rivals without rights."""

from dataclasses import dataclass, fields

from django.test import Client

from accounts.models import Organisation, Role, User
from factories.models import Buyer, Cycle, Factory, ManufacturingGroup
from programmes.models import CountryProgramme
from tests.factories import (
    agree,
    entitle,
    make_advisor_of,
    make_buyer,
    make_constituent,
    make_cycle,
    make_factory,
    make_group,
    make_programme,
    make_user,
)


@dataclass
class World:
    """Cambodia with `factory` (everybody's subject) and `rival_factory`; Haiti beside it."""

    cambodia: CountryProgramme
    haiti: CountryProgramme
    factory: Factory
    rival_factory: Factory
    haitian_factory: Factory
    cycle: Cycle
    group: ManufacturingGroup
    buyer: Buyer  # holds all three conditions at `factory`
    rival_buyer: Buyer  # holds none
    advisor: User
    other_advisor: User
    assessor: User  # experienced
    second_assessor: User
    third_assessor: User  # experienced
    team_leader: User
    other_team_leader: User
    country_manager: User
    administrator: User
    trainer: User
    head_office: User
    haitian_advisor: User
    haitian_team_leader: User
    manager: User
    picc_management: User
    picc_worker: User
    ambassador: User
    rival_manager: User
    group_user: User
    buyer_user: User
    rival_buyer_user: User
    inspectorate: Organisation  # Cambodia's agreement opens to it all that can be opened
    constituent: User  # of the inspectorate
    haitian_constituent: User  # whose agreement is Haiti's

    def people(self) -> dict[str, User]:
        """Every persona by name."""
        every = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in every.items() if isinstance(value, User)}


def build_world() -> World:
    cambodia = make_programme()
    haiti = make_programme("HT", "Haiti", "America/Port-au-Prince")
    factory = make_factory(cambodia, "Lotus Thread Apparel")
    rival_factory = make_factory(cambodia, "Angkor Stitch")
    haitian_factory = make_factory(haiti, "Caracol Sewing")
    cycle = make_cycle(factory)
    make_cycle(rival_factory)
    make_cycle(haitian_factory)
    group = make_group("Lotus Holdings", factory)
    buyer, rival_buyer = make_buyer("Northwind Clothing"), make_buyer("Harbour Fashion")
    inspectorate = make_constituent("Labour Inspectorate of Phnom Penh")
    elsewhere = make_constituent("Union Federation of Port-au-Prince")
    head_office = Organisation.objects.create(kind=Organisation.Kind.HEAD_OFFICE, name="Head office")
    people = {
        "advisor": make_user("Chan Sokha", cambodia.organisation, Role.ADVISOR),
        "other_advisor": make_user("Lim Dara", cambodia.organisation, Role.ADVISOR),
        "assessor": make_user("Heng Vuthy", cambodia.organisation, Role.ASSESSOR, experienced=True),
        "second_assessor": make_user("Ouk Channary", cambodia.organisation, Role.ASSESSOR),
        "third_assessor": make_user("Sok Rithy", cambodia.organisation, Role.ASSESSOR, experienced=True),
        "team_leader": make_user("Keo Dara", cambodia.organisation, Role.TEAM_LEADER),
        "other_team_leader": make_user("Nhem Sophal", cambodia.organisation, Role.TEAM_LEADER),
        "country_manager": make_user("Prak Sopheap", cambodia.organisation, Role.COUNTRY_MANAGER),
        "administrator": make_user("Mao Ratha", cambodia.organisation, Role.ADMINISTRATOR),
        "trainer": make_user("Tep Bopha", cambodia.organisation, Role.TRAINER),
        "head_office": make_user("Anna Weber", head_office, Role.HEAD_OFFICE),
        "haitian_advisor": make_user("Jean Baptiste", haiti.organisation, Role.ADVISOR),
        "haitian_team_leader": make_user("Marie Louis", haiti.organisation, Role.TEAM_LEADER),
        "manager": make_user("Pich Sreymom", factory.organisation, Role.FACTORY_MANAGER),
        "picc_management": make_user("Chea Sothea", factory.organisation, Role.PICC_MANAGEMENT),
        "picc_worker": make_user("Sun Malis", factory.organisation, Role.PICC_WORKER),
        "ambassador": make_user("Sun Bopha", factory.organisation, Role.AMBASSADOR),
        "rival_manager": make_user("Kong Visal", rival_factory.organisation, Role.FACTORY_MANAGER),
        "group_user": make_user("Grace Lee", group.organisation, Role.GROUP_USER),
        "buyer_user": make_user("Ingrid Berg", buyer.organisation, Role.BUYER_USER),
        "rival_buyer_user": make_user("Tom Hill", rival_buyer.organisation, Role.BUYER_USER),
    }
    people |= {
        "constituent": make_user("Ros Sothy", inspectorate, Role.CONSTITUENT),
        "haitian_constituent": make_user("Pierre Joseph", elsewhere, Role.CONSTITUENT),
    }
    agree(cambodia, inspectorate, people["country_manager"])
    agree(haiti, elsewhere, people["head_office"])
    make_advisor_of(factory, people["advisor"])
    make_advisor_of(rival_factory, people["other_advisor"])
    entitle(buyer, cycle, people["manager"], people["administrator"])
    return World(
        cambodia=cambodia,
        haiti=haiti,
        factory=factory,
        rival_factory=rival_factory,
        haitian_factory=haitian_factory,
        cycle=cycle,
        group=group,
        buyer=buyer,
        rival_buyer=rival_buyer,
        inspectorate=inspectorate,
        **people,
    )


def signed_in(user: User) -> Client:
    """Somebody's browser, past the second factor."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
    return client
