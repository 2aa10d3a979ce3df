"""What is possible at a factory, on a day, and why: gathers the rows that `programmes/policy.py` judges.

A whole programme costs three queries: factories with what is theirs, facts of the country, rows of policies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, TruncDate

from accounts.models import Membership, Role
from factories.models import Cycle, Designation, Factory, FactoryFact, ServiceException
from programmes import policy
from programmes.calendar import holds, in_force
from programmes.models import CalendarRule, CountryProgramme, ProgrammeFact, ServicePolicy
from programmes.ordinary import NOBODYS, Experience, answer
from programmes.rules import Kind
from programmes.services import Modality, Service


@dataclass(slots=True)
class OwnFact:
    """A fact of one factory, as it comes with the factory's row."""

    subject: str
    value: str
    valid_from: date
    valid_until: date | None
    decision: str


@dataclass(slots=True)
class OwnException:
    service: str
    modality: str
    valid_from: date
    valid_until: date | None
    reason: str
    clearance: str


@dataclass(slots=True)
class OwnDesignation:
    kind: str
    value: str
    valid_from: date
    valid_until: date | None


@dataclass(slots=True)
class Held:
    """A role at the factory, from a day (UTC) until another."""

    valid_from: date
    valid_until: date | None


@dataclass(slots=True)
class OwnRule:
    """A row of the calendar, as `calendar.in_force` reads it."""

    kind: str
    amount: int | None
    from_year: int
    standing: str
    for_country: bool
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Possibilities:
    """The rows of one programme; asks nothing more of the database."""

    programme: CountryProgramme
    factories: Mapping[UUID, Any]  # `Factory`, annotated
    facts: list[ProgrammeFact]
    rows: list[ServicePolicy]
    _answers: dict[object, policy.Answer] = field(default_factory=dict, init=False, repr=False, compare=False)
    _phases: dict[object, policy.Phase] = field(default_factory=dict, init=False, repr=False, compare=False)

    def phase(self, factory: UUID | None, on: date) -> policy.Phase:
        """Of a factory, or of the country as a whole. Factories of a region without facts of their own share theirs."""
        found = self.factories[factory] if factory else None
        region, own = (found.phase_region_id, found.own_facts) if found else (None, [])
        if own:
            return policy.phase([*self._common(region), *own], on)
        if (region, on) not in self._phases:
            self._phases[region, on] = policy.phase(self._common(region), on)
        return self._phases[region, on]

    def _common(self, region: UUID | None) -> list[ProgrammeFact]:
        return [fact for fact in self.facts if fact.region_id in (None, region)]

    def answer(
        self, service: Service, modality: Modality | None, on: date, factory: UUID | None = None
    ) -> policy.Answer:
        """Whether it is possible, for a factory or for the country as a whole; with the rows that say so.

        Factories that nothing tells apart share their answers: 200,000 visits are of a few kinds.
        """
        found = self.factories[factory] if factory else None
        key = (service, modality, on, self.kind(found, on))
        if key not in self._answers:
            self._answers[key] = self._answer(service, modality, on, found)
        return self._answers[key]

    def experience(self, factory: UUID, on: date) -> Experience:
        """What the ordinary rule looks at, as it was on that day."""
        return _experience(self.factories[factory], on)

    def kind(self, factory: Any, on: date) -> object:
        """What of a factory an answer of that day can hang on."""
        if factory is None or factory.own_facts or factory.own_exceptions or factory.designations:
            return factory and factory.pk
        return factory.phase_region_id, _completed(factory, on), _has_ambassador(factory, on)

    def _answer(self, service: Service, modality: Modality | None, on: date, factory: Any) -> policy.Answer:
        named = _designated(factory, on) if factory else ()
        if service is Service.ADVISORY_VISIT and (strike := _strike(named)):
            return policy.Answer(policy.Verdict.NOT, policy.Speaker.FACT, (strike,))
        asked = policy.Asked(
            on=on,
            country=self.programme.code,
            phase=self.phase(factory.pk if factory else None, on),
            priority=next((each.value for each in named if each.kind == Designation.Kind.PRIORITY), ""),
            pilots=frozenset(each.value for each in named if each.kind == Designation.Kind.PILOT),
            exceptions=factory.own_exceptions if factory else (),
        )
        known = _experience(factory, on) if factory else NOBODYS
        return answer(service, modality, asked, self.rows, known)


def _experience(factory: Any, on: date) -> Experience:
    hybrid = in_force(factory.hybrid_rules, Kind.HYBRID_ASSESSMENT, on)
    return Experience(
        completed_cycles=_completed(factory, on),
        hybrid_from=hybrid.amount if hybrid else None,
        egregious=any(each.kind == Designation.Kind.EGREGIOUS for each in _designated(factory, on)),
        ambassador=_has_ambassador(factory, on),
    )


def _completed(factory: Any, on: date) -> int:
    return sum(day <= on for day in factory.closed_on)


def _has_ambassador(factory: Any, on: date) -> bool:
    return any(holds(each, on) for each in factory.ambassadors)


def _strike(named: Iterable[OwnDesignation]) -> OwnFact | None:
    """Normal visits wait, in whatever form, while a strike of category B goes on (advisory FAQ III.7)."""
    for each in named:
        if each.kind == Designation.Kind.STRIKE:
            said = str(Designation.Kind.STRIKE.label)
            return OwnFact("visits", "suspended", each.valid_from, each.valid_until, said)
    return None


def _designated(factory: Any, on: date) -> "list[OwnDesignation]":
    return [each for each in factory.designations if holds(each, on)]


def possibilities(programme: CountryProgramme, factories: "QuerySet[Factory]") -> Possibilities:
    """`factories` are those that the person may see; the country's own rows are no secret of staff."""
    return Possibilities(
        programme,
        {each.pk: each for each in _with_own(programme, factories)},
        list(ProgrammeFact.objects.filter(programme=programme).select_related("region")),
        list(ServicePolicy.objects.select_related("policy")),
    )


def _with_own(programme: CountryProgramme, factories: "QuerySet[Factory]") -> Iterable[Any]:
    mine = {"factory": OuterRef("pk")}
    held = Membership.objects.filter(organisation=OuterRef("organisation"), role=Role.AMBASSADOR)
    annotated = factories.annotate(
        own_facts=_rows(FactoryFact.rows.filter(**mine), OwnFact),
        own_exceptions=_rows(ServiceException.rows.filter(**mine), OwnException),
        designations=_rows(Designation.rows.filter(**mine), OwnDesignation),
        closed_on=ArraySubquery(Cycle.rows.filter(closed_at__isnull=False, **mine).values("closed_at")),
        ambassadors=ArraySubquery(
            held.values(row=JSONObject(valid_from=TruncDate("since"), valid_until=TruncDate("ended_at")))
        ),
        hybrid_rules=_rows(_of_programme(programme).annotate(for_country=_own), OwnRule),
    )
    zone = programme.tz
    for factory in annotated:
        factory.closed_on = [each.astimezone(zone).date() for each in factory.closed_on]
        factory.own_facts = [OwnFact(**_dated(row)) for row in factory.own_facts]
        factory.own_exceptions = [OwnException(**_dated(row)) for row in factory.own_exceptions]
        factory.designations = [OwnDesignation(**_dated(row)) for row in factory.designations]
        factory.ambassadors = [Held(**_dated(row)) for row in factory.ambassadors]
        factory.hybrid_rules = [OwnRule(**_dated(row)) for row in factory.hybrid_rules]
        yield factory


def _of_programme(programme: CountryProgramme) -> Any:
    """The few rows of the ordinary rule come with each factory: so they cost no query of their own."""
    return CalendarRule.objects.for_programme(programme).filter(kind=Kind.HYBRID_ASSESSMENT)


_own = ExpressionWrapper(Q(programme__isnull=False), output_field=BooleanField())


def _rows(rows: Any, kind: type[Any]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in kind.__dataclass_fields__})))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    until = row["valid_until"]
    return row | {
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_until": date.fromisoformat(until) if until else None,
    }
