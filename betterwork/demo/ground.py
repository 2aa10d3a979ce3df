"""Country programmes, their staff, Haiti's calendar, the taxonomy and a tool for each country."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from accounts.demo_sign_ins import PASSWORD
from accounts.models import Membership, Organisation, Role, User
from assessments.models import Question, QuestionText, Tool, ToolVersion
from betterwork.demo.draw import Draw
from betterwork.demo.questions import CLUSTERS, FACTS
from betterwork.demo.words import COUNTRIES, Country
from programmes.models import CalendarRule, Cluster, CompliancePoint, CountryProgramme
from programmes.rules import VARIANTS, VARIANTS_SINCE, VARIANTS_SOURCE

BEGAN = datetime(2015, 4, 1, tzinfo=UTC)


@dataclass
class Office:
    """A country programme with its people, as later chapters need them."""

    country: Country
    programme: CountryProgramme
    advisors: list[User] = field(default_factory=list)
    assessors: list[User] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)
    manager: User | None = None
    administrator: User | None = None
    version: ToolVersion | None = None
    questions: list[QuestionText] = field(default_factory=list)


STAFF: list[tuple[Role, int]] = [
    (Role.ADVISOR, 3),
    (Role.ASSESSOR, 4),
    (Role.TEAM_LEADER, 2),
    (Role.COUNTRY_MANAGER, 1),
    (Role.ADMINISTRATOR, 1),
    (Role.TRAINER, 1),
]

KNOWN = {  # the people a newcomer signs in as
    ("KH", Role.ADVISOR): "advisor",
    ("KH", Role.ASSESSOR): "assessor",
    ("KH", Role.TEAM_LEADER): "leader",
    ("KH", Role.COUNTRY_MANAGER): "manager",
    ("KH", Role.ADMINISTRATOR): "admin",
    ("HT", Role.TEAM_LEADER): "haiti",
}


class People:
    """Makes users with one shared password hash: hashing each would take the whole minute."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.password = make_password(PASSWORD)
        self.taken: set[str] = set()
        self.joined = 0

    def join(
        self, country: Country, organisation: Organisation, role: Role, email: str = "", **more: bool
    ) -> User:
        name = self.name(country)
        self.joined += 1
        address = email or f"{slugify(name).replace('-', '.')}.{self.joined}"
        user = self.draw.new(
            User,
            email=f"{address}@demo.example",
            name=name,
            is_demo=True,
            last_login=BEGAN,
            password=self.password,
            language="ar" if country.code == "JO" and role is Role.FACTORY_MANAGER else "",
        )
        self.draw.new(Membership, user=user, organisation=organisation, role=role, since=BEGAN, **more)
        return user

    def name(self, country: Country) -> str:
        while True:
            first = self.draw.one(country.women if self.draw.happens(0.6) else country.men)
            family = self.draw.one(country.families)
            name = f"{family} {first}" if country.code == "KH" else f"{first} {family}"
            if name not in self.taken or self.draw.happens(0.1):
                self.taken.add(name)
                return name


def lay(draw: Draw, people: People) -> list[Office]:
    points = _taxonomy(draw)
    offices = [_office(draw, people, country) for country in COUNTRIES]
    head = draw.new(Organisation, kind=Organisation.Kind.HEAD_OFFICE, name="Better Work, head office")
    people.join(COUNTRIES[0], head, Role.HEAD_OFFICE, "headoffice")
    _haitian_calendar(draw, offices)
    for office in offices:
        _tool(draw, office, points)
    return offices


def _office(draw: Draw, people: People, country: Country) -> Office:
    organisation = draw.new(
        Organisation, kind=Organisation.Kind.PROGRAMME, name=f"Better Work {country.name}"
    )
    programme = draw.new(
        CountryProgramme,
        code=country.code,
        name=country.name,
        organisation=organisation,
        zone=country.zone,
        languages=["en", country.language],
        weekend=country.weekend,
    )
    office = Office(country, programme)
    for role, count in STAFF:
        for nth in range(count):
            email = KNOWN.get((country.code, role), "") if nth == 0 else ""
            experienced = {"experienced": nth % 2 == 0} if role is Role.ASSESSOR else {}
            _seat(office, role, people.join(country, organisation, role, email, **experienced))
    return office


def _seat(office: Office, role: Role, user: User) -> None:
    seats = {Role.ADVISOR: office.advisors, Role.ASSESSOR: office.assessors, Role.TEAM_LEADER: office.leaders}
    if role in seats:
        seats[role].append(user)
    elif role is Role.COUNTRY_MANAGER:
        office.manager = user
    elif role is Role.ADMINISTRATOR:
        office.administrator = user


def _haitian_calendar(draw: Draw, offices: list[Office]) -> None:
    """Two assessments a year, and one report five months after each (advisory FAQ III.3)."""
    haiti = next(office.programme for office in offices if office.country.code == "HT")
    for kind, amount in VARIANTS["HT"].items():
        draw.new(
            CalendarRule,
            programme=haiti,
            kind=kind,
            amount=amount,
            valid_from=VARIANTS_SINCE,
            source=VARIANTS_SOURCE,
        )


def _taxonomy(draw: Draw) -> dict[str, CompliancePoint]:
    points: dict[str, CompliancePoint] = {}
    for order, (name, (international, members)) in enumerate(CLUSTERS.items(), 1):
        cluster = draw.new(Cluster, key=slugify(name), name=name, international=international, order=order)
        for place, point in enumerate(members, 1):
            points[point.name] = draw.new(
                CompliancePoint, cluster=cluster, key=slugify(point.name), name=point.name, order=place
            )
    facts = draw.new(Cluster, key="workplace-facts", name="Workplace facts", order=9)
    points["Workplace facts"] = draw.new(
        CompliancePoint, cluster=facts, key="workplace-facts", name="Workplace facts", facts=True, order=1
    )
    return points


def _tool(draw: Draw, office: Office, points: dict[str, CompliancePoint]) -> None:
    tool = draw.new(Tool, programme=office.programme)
    office.version = draw.new(
        ToolVersion,
        tool=tool,
        number=1,
        name=f"{office.country.name}, version 1",
        valid_from=date(2015, 4, 1),
        published_at=BEGAN,
    )
    for c, (_international, members) in enumerate(CLUSTERS.values(), 1):
        for p, point in enumerate(members, 1):
            for q, (text, answer, sentence) in enumerate(point.questions, 1):
                asked = _ask(draw, office, points[point.name], f"{c}.{p}.{q}", text, answer)
                asked.public = point.public and answer == "yes"
                asked.focused = c <= 4 or q == 1
                asked.sentence = sentence  # type: ignore[attr-defined]  # for the findings' chapter
    for n, (point_name, text) in enumerate(FACTS, 1):
        _ask(draw, office, points[point_name], f"9.1.{n}", text, "")


def _ask(
    draw: Draw, office: Office, point: CompliancePoint, number: str, text: str, answer: str
) -> QuestionText:
    assert office.version
    question = draw.new(Question, tool=office.version.tool, key=number)
    asked = draw.new(
        QuestionText,
        version=office.version,
        question=question,
        point=point,
        number=number,
        order=len(office.questions) + 1,
        text=text,
        noncompliant_answer=answer,
        legal_reference="" if point.cluster.international or not answer else "Labour law of the country",
    )
    office.questions.append(asked)
    return asked
