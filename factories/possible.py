"""What is possible at a factory, on a day, and why: gathers the rows that `programmes/policy.py` judges.

A whole programme costs three queries: factories with what is theirs, facts of the country, rows of policies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import Membership, Role
from factories.models import Cycle, Factory, FactoryFact, ServiceException
from programmes import policy
from programmes.models import CountryProgramme, ProgrammeFact, ServicePolicy
from programmes.ordinary import Experience, answer
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


@dataclass(frozen=True)
class Possibilities:
    """The rows of one programme; asks nothing more of the database."""

    programme: CountryProgramme
    factories: Mapping[UUID, Any]  # `Factory`, annotated
    facts: list[ProgrammeFact]
    rows: list[ServicePolicy]
    priorities: Mapping[UUID, str] = field(default_factory=dict)  # for assessment, where known
    _answers: dict[object, policy.Answer] = field(default_factory=dict, init=False, repr=False, compare=False)

    def phase(self, factory: UUID | None, on: date) -> policy.Phase:
        """Of a factory, or of the country as a whole."""
        found = self.factories[factory] if factory else None
        region = found.phase_region_id if found else None
        common = [fact for fact in self.facts if fact.region_id in (None, region)]
        return policy.phase([*common, *(found.own_facts if found else ())], on)

    def answer(
        self, service: Service, modality: Modality | None, on: date, factory: UUID | None = None
    ) -> policy.Answer:
        """Whether it is possible, for a factory or for the country as a whole; with the rows that say so.

        Factories that nothing tells apart share their answers: 200,000 visits are of a few kinds.
        """
        found = self.factories[factory] if factory else None
        key = (service, modality, on, self._kind(found))
        if key not in self._answers:
            self._answers[key] = self._answer(service, modality, on, found)
        return self._answers[key]

    def _kind(self, factory: Any) -> object:
        """What of a factory an answer can hang on."""
        if factory is None or factory.own_facts or factory.own_exceptions:
            return factory and factory.pk
        priority = self.priorities.get(factory.pk, "")
        return factory.phase_region_id, factory.completed_cycles, factory.ambassador, priority

    def _answer(self, service: Service, modality: Modality | None, on: date, factory: Any) -> policy.Answer:
        asked = policy.Asked(
            on=on,
            country=self.programme.code,
            phase=self.phase(factory.pk if factory else None, on),
            priority=self.priorities.get(factory.pk, "") if factory else "",
            exceptions=factory.own_exceptions if factory else (),
        )
        known = Experience(
            completed_cycles=factory.completed_cycles if factory else None,
            ambassador=factory.ambassador if factory else False,
        )
        return answer(service, modality, asked, self.rows, known)


def possibilities(programme: CountryProgramme, factories: "QuerySet[Factory]") -> Possibilities:
    """`factories` are those that the person may see; the country's own rows are no secret of staff."""
    return Possibilities(
        programme,
        {each.pk: each for each in _with_own(factories)},
        list(ProgrammeFact.objects.filter(programme=programme).select_related("region")),
        list(ServicePolicy.objects.select_related("policy")),
    )


def _with_own(factories: "QuerySet[Factory]") -> Iterable[Any]:
    facts = FactoryFact.rows.filter(factory=OuterRef("pk")).values(
        row=JSONObject(**{name: name for name in OwnFact.__dataclass_fields__})
    )
    exceptions = ServiceException.rows.filter(factory=OuterRef("pk")).values(
        row=JSONObject(**{name: name for name in OwnException.__dataclass_fields__})
    )
    annotated = factories.annotate(
        own_facts=ArraySubquery(facts),
        own_exceptions=ArraySubquery(exceptions),
        completed_cycles=Coalesce(Subquery(_completed()), 0),
        ambassador=Exists(
            Membership.objects.filter(
                organisation=OuterRef("organisation"), role=Role.AMBASSADOR, ended_at=None
            )
        ),
    )
    for factory in annotated:
        factory.own_facts = [OwnFact(**_dated(row)) for row in factory.own_facts]
        factory.own_exceptions = [OwnException(**_dated(row)) for row in factory.own_exceptions]
        yield factory


def _completed() -> Any:
    """How many cycles of the factory are closed."""
    closed = Cycle.rows.filter(factory=OuterRef("pk"), closed_at__isnull=False)
    return closed.order_by().values("factory").annotate(n=Count("pk")).values("n")


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    until = row["valid_until"]
    return row | {
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_until": date.fromisoformat(until) if until else None,
    }
