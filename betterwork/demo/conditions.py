"""What was and is possible in the demo's countries: the policy of 2020, later facts, an exception.

The facts of August 2020 come with the policy; all later ones are made up.
"""

from datetime import date, timedelta

from betterwork.demo.draw import Draw
from betterwork.demo.ground import Office
from betterwork.demo.places import Place
from factories.models import Factory, FactoryFact, ServiceException
from programmes import policyfile, policyload
from programmes.management.commands.load_policy import SHIPPED
from programmes.models import ProgrammeFact, Region
from programmes.policy import FactValue, Subject
from programmes.services import Modality, Service

SOURCE = "made up for the demo"
LATER = [  # country, from when on, what of visits
    ("BD", date(2021, 9, 1), FactValue.POSSIBLE),
    ("HT", date(2021, 6, 1), FactValue.POSSIBLE),
    ("KH", date(2021, 3, 1), FactValue.SUSPENDED),
    ("KH", date(2021, 11, 15), FactValue.POSSIBLE),
]
CUT_OFF = "Port-au-Prince"  # the city whose region nobody visits today
CLOSED = "Temple Gate Tailoring"  # whose production stands still


def lay(draw: Draw, offices: list[Office], places: list[Place]) -> None:
    """After the other chapters are written: the policy asks for the programmes by their codes."""
    policyload.load(policyfile.read(SHIPPED))
    by_code = {office.country.code: office for office in offices}
    for code, since, value in LATER:
        _turn(by_code[code], since, value)
    _cut_off(draw, by_code["HT"], places)
    _stand_still(draw, places)


def _turn(office: Office, since: date, value: FactValue) -> None:
    """The open fact ends first: no two hold on one day."""
    rows = ProgrammeFact.objects.filter(programme=office.programme, region=None, subject=Subject.VISITS)
    rows.filter(valid_until=None).update(valid_until=since)
    _record(office, value, since, None)


def _record(office: Office, value: FactValue, since: date, region: Region | None) -> None:
    assert office.manager
    ProgrammeFact.objects.create(
        programme=office.programme,
        region=region,
        subject=Subject.VISITS,
        value=value,
        valid_from=since,
        decision=f"{office.manager.name}, country manager. Consulted: ministry of labour, employers, unions.",
        source=SOURCE,
    )


def _cut_off(draw: Draw, office: Office, places: list[Place]) -> None:
    """A region without visits, its factories, and a named exception for one of them."""
    region = Region.objects.create(programme=office.programme, name="Ouest")
    _record(office, FactValue.SUSPENDED, draw.today - timedelta(days=40), region)
    cut_off = [each for each in places if each.office is office and each.factory.city == CUT_OFF]
    Factory.rows.filter(pk__in=[each.factory.pk for each in cut_off]).update(phase_region=region)
    if cut_off:
        _except(draw, office, cut_off[0].factory)


def _except(draw: Draw, office: Office, factory: Factory) -> None:
    assert office.manager
    draw.new(
        ServiceException,
        factory=factory,
        service=Service.CRITICAL_ISSUE_VISIT,
        modality=Modality.ON_SITE,
        valid_from=draw.today - timedelta(days=2),
        valid_until=draw.today + timedelta(days=12),
        reason="A boiler was reported unsafe.",
        clearance="National law and the UN security office, for one visit by two people.",
        approved_by=office.manager,
        approved_at=draw.at(draw.today - timedelta(days=3), office.programme.tz),
    )


def _stand_still(draw: Draw, places: list[Place]) -> None:
    place = next(each for each in places if each.factory.name == CLOSED)
    draw.new(
        FactoryFact,
        factory=place.factory,
        subject=Subject.PRODUCTION,
        value=FactValue.SUSPENDED,
        valid_from=draw.today - timedelta(days=18),
        decision="The factory told its advisor: the hall is closed after a flood.",
        source=SOURCE,
    )
