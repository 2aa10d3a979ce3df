"""What is possible here, today, and by which row: pure functions over fact and policy rows.

Two dated facts, production and visits, give the phase; for a factory the most restrictive value
among country, region and factory holds. Who speaks, in this order: a named exception, the rows of a
policy in force, the ordinary rule. Nothing on site happens while visits are suspended, unless a row
or an exception names the site itself. Source: COVID service policy and country table; PHS-1 to PHS-3.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from programmes.calendar import Dates, holds
from programmes.services import COLUMNS, FORMS, Column, Modality, Service


class Subject(StrEnum):
    PRODUCTION = "production"
    VISITS = "visits"


class FactValue(StrEnum):
    SUSPENDED = "suspended"
    PARTLY = "partly"
    FULLY = "fully"
    POSSIBLE = "possible"


# From the most restrictive on. What nobody recorded is ordinary.
VALUES: dict[Subject, tuple[FactValue, ...]] = {
    Subject.PRODUCTION: (FactValue.SUSPENDED, FactValue.PARTLY, FactValue.FULLY),
    Subject.VISITS: (FactValue.SUSPENDED, FactValue.POSSIBLE),
}


class Verdict(StrEnum):
    """From the most cautious on; only `POSSIBLE` is a plain yes."""

    NOT = "not"
    EXPECTED = "expected"  # its date is imprecise or to be confirmed: never a yes
    CONDITIONAL = "conditional"  # a person says whether the condition is met
    PILOT = "pilot"  # for named factories
    TARGETED = "targeted"  # for factories of another priority for assessment
    POSSIBLE = "possible"


class Speaker(StrEnum):
    EXCEPTION = "exception"
    POLICY = "policy"
    FACT = "fact"
    ORDINARY = "ordinary"


class FactRow(Dates, Protocol):
    subject: str
    value: str


class PolicyVersion(Dates, Protocol):
    country: str  # whose it is; empty: the common one


class PolicyRow(Protocol):
    """What the resolver needs of a `ServicePolicy`; `policy` is the version that it stands in."""

    code: str
    country: str  # ISO 3166; empty: every country
    phases: list[int]
    service: str
    modalities: list[str]  # empty: not said
    starts_on: date | None
    starts_by: date | None  # the first day that is surely not before the start
    confirmed: bool
    pilot: bool
    targets: str  # "high" or "lower": the factories' priority for assessment; empty: all
    condition: str
    allowed: bool

    @property
    def policy(self) -> PolicyVersion: ...


class ExceptionRow(Dates, Protocol):
    service: str
    modality: str


@dataclass(frozen=True)
class Phase:
    """The phase, and the facts that gave it (those in force with the most restrictive values)."""

    number: int
    facts: tuple[FactRow, ...] = ()

    @property
    def visits_suspended(self) -> bool:
        return self.number < 3


@dataclass(frozen=True)
class Asked:
    """Of which factory, or of which country as a whole, something is asked."""

    on: date  # local date of the programme
    country: str
    phase: Phase
    priority: str = ""  # the factory's, for assessment; empty: of a country as a whole
    pilots: Collection[str] = ()  # codes of the pilots that name the factory
    exceptions: Sequence[ExceptionRow] = ()


@dataclass(frozen=True)
class Answer:
    """What holds, who said so, and the rows that gave it, the deciding one first."""

    verdict: Verdict
    speaker: Speaker
    rows: tuple[object, ...] = field(default=())

    @property
    def yes(self) -> bool:
        return self.verdict is Verdict.POSSIBLE


def phase(facts: Iterable[FactRow], on: date) -> Phase:
    """Production suspended: 1; else visits suspended: 2; else 3. The most restrictive value holds."""
    standing = [fact for fact in facts if holds(fact, on)]
    worst = {subject: _worst(standing, subject) for subject in Subject}
    giving = tuple(fact for found in worst.values() for fact in found)
    if any(fact.value == FactValue.SUSPENDED for fact in worst[Subject.PRODUCTION]):
        return Phase(1, giving)
    return Phase(2 if any(fact.value == FactValue.SUSPENDED for fact in worst[Subject.VISITS]) else 3, giving)


def _worst(facts: Iterable[FactRow], subject: Subject) -> list[FactRow]:
    mine = [fact for fact in facts if fact.subject == subject]
    order = VALUES[subject]
    least = min((order.index(FactValue(fact.value)) for fact in mine), default=None)
    return [fact for fact in mine if least is not None and order.index(FactValue(fact.value)) == least]


def resolve(
    service: Service, modality: Modality | None, asked: Asked, rows: Iterable[PolicyRow], ordinary: Verdict
) -> Answer:
    """Whether the service is possible in this form; `ordinary` is what the ordinary rule says.

    `modality` None asks for the service in whatever form.
    """
    named = [each for each in asked.exceptions if _excepts(each, service, modality, asked.on)]
    if named:
        return Answer(Verdict.POSSIBLE, Speaker.EXCEPTION, tuple(named))
    answer = _by_policy(service, modality, asked, list(rows)) or Answer(ordinary, Speaker.ORDINARY)
    if answer.verdict is Verdict.NOT or not asked.phase.visits_suspended:
        return answer
    if _needs_a_visit(service, modality, answer):
        return Answer(Verdict.NOT, Speaker.FACT, (*asked.phase.facts, *answer.rows))
    return answer


def _excepts(row: ExceptionRow, service: Service, modality: Modality | None, on: date) -> bool:
    return row.service == service and modality in (None, row.modality) and holds(row, on)


def _needs_a_visit(service: Service, modality: Modality | None, answer: Answer) -> bool:
    """Somebody would go there, and no row of the policy names the site itself.

    A row that says no form leaves it open how the service is given while nobody may go.
    """
    if modality is None:
        return answer.speaker is Speaker.ORDINARY and bool(FORMS[service]) and not _from_afar(service)
    on_site = modality in (Modality.ON_SITE, Modality.HYBRID)
    return on_site and not any(modality in getattr(row, "modalities", ()) for row in answer.rows)


def _from_afar(service: Service) -> bool:
    return not FORMS[service].isdisjoint({Modality.VIRTUAL, Modality.SELF_PACED})


def _by_policy(
    service: Service, modality: Modality | None, asked: Asked, rows: list[PolicyRow]
) -> Answer | None:
    """What the policy in force says of this service; None where it says nothing of it anywhere.

    A policy that names the service elsewhere, for another phase or country, means no by its silence.
    """
    known = [row for row in _in_force(rows, asked) if row.service == service]
    fitting = [
        row
        for row in known
        if row.country in ("", asked.country) and _speaks(row, modality, asked.phase.number)
    ]
    if not fitting:
        governed = any(holds(row.policy, asked.on) for row in known)
        return Answer(Verdict.NOT, Speaker.POLICY) if governed else None
    own = [row for row in fitting if row.country]
    forbidding = [row for row in fitting if not row.allowed]
    read = [(standing(row, asked), row) for row in forbidding or own or fitting]
    verdict = min((each for each, _row in read), key=list(Verdict).index)
    return Answer(verdict, Speaker.POLICY, tuple(row for each, row in read if each is verdict))


def _in_force(rows: Iterable[PolicyRow], asked: Asked) -> list[PolicyRow]:
    """The rows of the policy that holds: the country's own as a whole, else the common one.

    While none holds, what a policy announced before its first day or after its last one.
    """
    mine = [row for row in rows if row.policy.country in ("", asked.country)]
    held = [row for row in mine if holds(row.policy, asked.on)]
    own = [row for row in held if row.policy.country]
    return own or held or [row for row in mine if _known(row, asked.on)]


def _known(row: PolicyRow, on: date) -> bool:
    """From the policy's first day, or the row's own if that was earlier; to the policy's last day.

    A row that begins when the policy ends, or later, announces what comes after it, and stays.
    """
    policy, start = row.policy, row.starts_on
    outlives = policy.valid_until is not None and start is not None and start >= policy.valid_until
    first = min(policy.valid_from, start or policy.valid_from)
    return first <= on and (policy.valid_until is None or outlives or on < policy.valid_until)


def _speaks(row: PolicyRow, modality: Modality | None, phase: int) -> bool:
    """Learning and reports add up from phase to phase; monitoring is each phase's own."""
    if modality is not None and row.modalities and modality not in row.modalities:
        return False
    if COLUMNS[Service(row.service)] is Column.MONITORING:
        return phase in row.phases
    return phase >= min(row.phases)


def standing(row: PolicyRow, asked: Asked) -> Verdict:
    """What one row says on a day to a country as a whole, or to the factory that is asked of."""
    if not row.allowed:
        return Verdict.NOT
    if not begun(row, asked.on):
        return Verdict.EXPECTED
    if row.pilot and row.code not in asked.pilots:
        return Verdict.PILOT
    if row.targets and row.targets != asked.priority:
        return Verdict.TARGETED
    return Verdict.CONDITIONAL if row.condition else Verdict.POSSIBLE


def begun(row: PolicyRow, on: date) -> bool:
    """Surely: an unconfirmed start is expected however long ago it was, an imprecise one until it is past."""
    if not row.confirmed:
        return False
    return row.starts_on is None or on >= (row.starts_by or row.starts_on)
