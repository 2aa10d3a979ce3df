"""What an assessment found, as outsiders may read it (ASM-5, ASM-7)."""

from dataclasses import dataclass

from reporting.payload.values import (
    Check,
    Day,
    FoundBy,
    InPlace,
    Modality,
    Moment,
    Rate,
    Result,
    Scope,
    Standard,
    Text,
)


@dataclass(frozen=True, kw_only=True)
class AssessmentDay:
    day: Day
    modality: Modality


@dataclass(frozen=True, kw_only=True)
class Tool:
    name: str
    version: str
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """How it was carried out. A virtual compliance check is by appointment: announced."""

    days: tuple[AssessmentDay, ...]
    modality: Modality
    announced: bool
    tool: Tool
    team: tuple[str, ...]  # published names only
    access: Text | None = None
    documents: Text | None = None
    integrity: Text | None = None
    shared_on: Moment | None = None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """The factory's own words beside a finding; never verified by the programme."""

    words: Text
    given: Moment


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`sentence` is written for outsiders; the evidence behind it has no place here."""

    question: str  # its identity, lasting across versions of the tool
    sentence: Text
    legal_reference: Text | None = None
    publicly_reported: bool = False
    reply: Reply | None = None
    plan_item: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A compliance point: non-compliant if any of its questions is."""

    code: str
    name: Text
    result: Result
    questions: Rate  # non-compliant of those asked and applicable
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cluster:
    code: str
    name: Text
    standard: Standard
    points: Rate
    questions: Rate
    results: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class System:
    """One element of the management systems."""

    name: Text
    in_place: InPlace
    sentence: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A compliance point as the factory diagnosed it and as it was assessed (ASM-7)."""

    point: Text
    cluster: Text
    found_by: FoundBy


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """An assessment in the trend, this one included; the mean is of the country's factories."""

    label: str  # the year, or month and year in half-yearly programmes
    scope: Scope
    questions: Rate
    country_percent: int | None = None


@dataclass(frozen=True, kw_only=True)
class PublicIssue:
    """A publicly reported issue. `claimed`: the factory says that it is fully rectified."""

    number: str
    name: Text
    result: Result
    claimed: bool = False
    check: Check | None = None
    checked_on: Day | None = None
    sentence: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A fact of the factory from the fact-gathering questions; never a finding."""

    label: Text
    value: Text
