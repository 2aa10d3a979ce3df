"""The phases of every country as one person sees them on a day, and what follows for each service.

Phases are not mutually exclusive: a country is shown with its own, and with those of its regions and
of single factories. A country's facts are no secret among staff; of factories a person counts those
that they may see. Six queries, however many countries and factories there are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from accounts.models import User
from factories.models import Factory, FactoryFact
from factories.page import INSIDE
from programmes import policy, reasons
from programmes.calendar import holds
from programmes.models import CountryProgramme, Policy, ProgrammeFact, ServicePolicy
from programmes.offers import Line, Offer, lines, offers
from programmes.ordinary import answer
from programmes.services import Column, Modality, Service

TAKING_PART = [Factory.Status.REGISTERED, Factory.Status.ACTIVE, Factory.Status.SUSPENDED]


@dataclass
class InPhase:
    """One of the phases in which a country is, and what follows for its services."""

    phase: policy.Phase
    own: bool  # the country's; else of regions or single factories alone
    regions: list[str]
    factories: int  # those that the person sees
    offered: Mapping[Column, list[Offer]]
    lines: Mapping[Column, list[Line]] = field(default_factory=dict)
    singles: list[Factory] = field(default_factory=list)  # that are in it by their own facts

    @property
    def label(self) -> str:
        return str(reasons.PHASES[self.phase.number])

    @property
    def why(self) -> list[reasons.Reason]:
        return [reasons.reason(fact) for fact in self.phase.facts]

    @property
    def chapters(self) -> list[reasons.Chapter]:
        return reasons.chapters(self.offered)

    @property
    def since(self) -> date | None:
        """From when on all the facts that give the phase have held."""
        return max((fact.valid_from for fact in self.phase.facts), default=None)


@dataclass
class Country:
    programme: CountryProgramme
    on: date
    phases: list[InPhase]  # the country's own first
    facts: list[ProgrammeFact]

    @property
    def factories(self) -> int:
        return sum(each.factories for each in self.phases)

    @property
    def cells(self) -> list[tuple[str, str, list[tuple[InPhase, list[reasons.SaidLine]]]]]:
        """For each column its key, its head, and what is said of each phase."""
        return [(column.value, str(head), self._said(column)) for column, head in reasons.COLUMNS.items()]

    def _said(self, column: Column) -> list[tuple[InPhase, list[reasons.SaidLine]]]:
        said = [(each, [reasons.said_line(line) for line in each.lines[column]]) for each in self.phases]
        return [(each, found) for each, found in said if found]

    @property
    def partners(self) -> list[str]:
        """Named by rows that let something happen."""
        every = [offer for each in self.phases for of in each.offered.values() for offer in of]
        allowing = [
            form.answer
            for offer in every
            for form in offer.forms
            if form.answer.verdict is not policy.Verdict.NOT
        ]
        found = [str(getattr(row, "partner", "")) for answer in allowing for row in answer.rows]
        return [name for name in dict.fromkeys(found) if name]


@dataclass(frozen=True)
class Known:
    """The rows that the answers are made of, fetched once for all countries."""

    programmes: list[CountryProgramme]
    facts: list[ProgrammeFact]
    rows: list[ServicePolicy]
    places: list[tuple[UUID, UUID | None, int]]  # programme, region of facts, factories
    own: list[FactoryFact]  # of single factories, with the factory


def known(user: User, programmes: Iterable[CountryProgramme]) -> Known:
    """Of these programmes; asks five queries more."""
    found = list(programmes)
    mine = Factory.rows.visible_at(user, *INSIDE)
    taking_part = mine.filter(programme__in=found, status__in=TAKING_PART).order_by()
    counted = taking_part.values("programme_id", "phase_region_id").annotate(n=Count("pk"))
    own = FactoryFact.rows.visible_to(user).select_related("factory")
    return Known(
        found,
        list(ProgrammeFact.objects.filter(programme__in=found).select_related("region")),
        list(ServicePolicy.objects.select_related("policy")),
        list(counted.values_list("programme_id", "phase_region_id", "n")),
        list(own.filter(factory__programme__in=found, factory__status__in=TAKING_PART)),
    )


def countries(rows: Known, at: datetime, on: date | None) -> list[Country]:
    """On that day, or on the local day of each country."""
    return [_country(rows, each, on or at.astimezone(each.tz).date()) for each in rows.programmes]


def _country(rows: Known, programme: CountryProgramme, on: date) -> Country:
    facts = [fact for fact in rows.facts if fact.programme_id == programme.pk]
    found: dict[int, InPhase] = {}

    def add(phase: policy.Phase, region: str = "", factories: int = 0, own: bool = False) -> None:
        if phase.number not in found:
            found[phase.number] = InPhase(phase, own, [], 0, _offers(rows, programme.code, phase, on))
        each = found[phase.number]
        each.factories += factories
        if region and not each.own and region not in each.regions:
            each.regions.append(region)

    add(policy.phase(_of(facts, None), on), own=True)
    counted = _counted(rows, programme)
    for region in {fact.region_id: str(fact.region) for fact in facts if fact.region_id}.items():
        add(policy.phase(_of(facts, region[0]), on), region[1], counted.pop(region[0], 0))
    for factory, usual, now in _single(rows, programme, facts, on):
        add(usual, factories=-1)
        add(now, factories=1)
        found[now.number].singles.append(factory)
    add(policy.phase(_of(facts, None), on), factories=sum(counted.values()))
    shown = [each for each in found.values() if each.own or each.regions or each.factories]
    return Country(programme, on, _differing(shown), sorted(facts, key=_newest_first))


def _of(facts: Iterable[ProgrammeFact], region: UUID | None) -> list[ProgrammeFact]:
    return [fact for fact in facts if fact.region_id in (None, region)]


def _newest_first(fact: ProgrammeFact) -> tuple[str, str, int]:
    return str(fact.region or ""), fact.subject, -fact.valid_from.toordinal()


def _counted(rows: Known, programme: CountryProgramme) -> Counter[UUID | None]:
    """Factories by the region whose facts hold for them."""
    return Counter({region: n for of, region, n in rows.places if of == programme.pk})


def _single(
    rows: Known, programme: CountryProgramme, facts: list[ProgrammeFact], on: date
) -> list[tuple[Factory, policy.Phase, policy.Phase]]:
    """Factories with facts of their own: the phase they would be in without them, and the one they are in."""
    of: dict[Factory, list[FactoryFact]] = {}
    for fact in rows.own:
        if fact.factory.programme_id == programme.pk and holds(fact, on):
            of.setdefault(fact.factory, []).append(fact)
    common = {factory: _of(facts, factory.phase_region_id) for factory in of}
    return [
        (factory, policy.phase(common[factory], on), policy.phase([*common[factory], *own], on))
        for factory, own in of.items()
    ]


def _offers(rows: Known, country: str, phase: policy.Phase, on: date) -> Mapping[Column, list[Offer]]:
    asked = policy.Asked(on=on, country=country, phase=phase)

    def ask(service: Service, modality: Modality | None) -> policy.Answer:
        return answer(service, modality, asked, rows.rows)

    return offers(ask)


def _differing(shown: list[InPhase]) -> list[InPhase]:
    """The country's own phase says everything, each other one what differs from it."""
    for each in shown:
        drawn = {column: lines(offered, reasons.note) for column, offered in each.offered.items()}
        each.lines = drawn if each.own else _without(drawn, shown[0].lines)
    return shown


def _without(
    drawn: Mapping[Column, list[Line]], first: Mapping[Column, list[Line]]
) -> Mapping[Column, list[Line]]:
    return {column: [line for line in of if line not in first[column]] for column, of in drawn.items()}


def in_force(policies: Iterable[Policy], on: date) -> list[Policy]:
    return [each for each in policies if holds(each, on)]


def found_by(user: User, words: str, most: int = 6) -> list[Factory]:
    """Factories whose working rows the person may see: of exactly this code or name, else alike."""
    mine = Factory.rows.visible_at(user, *INSIDE)
    exact = list(mine.filter(Q(code__iexact=words) | Q(name__iexact=words)).order_by("name", "pk")[:most])
    alike = Q(code__istartswith=words) | Q(name__icontains=words) | Q(local_name__contains=words)
    return exact or list(mine.filter(alike).order_by("name", "pk")[:most])
