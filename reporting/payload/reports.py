"""The three reports and what stands at the head of each."""

from dataclasses import dataclass
from typing import ClassVar

from reporting.payload.assessment import Assessment, Cluster, Compared, Earlier, Figure, PublicIssue, System
from reporting.payload.progress import Committee, Incident, Plan, Stoppage, Training, Visit
from reporting.payload.values import Author, Day, Judgement, Kind, Moment, People, Rate, Text


# -- The head of every report --------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class Factory:
    name: str
    code: str  # its number in the programme, "KH-0302"
    place: str
    country: str
    country_code: str  # ISO 3166, decides on the names of months in Arabic
    workers: People
    products: Text | None = None
    groups: tuple[str, ...] = ()
    registered_on: Day | None = None
    cycle: int | None = None


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Why this version replaces the one before (RPT-4)."""

    reason: Text
    former_version: int
    former_release: Moment
    former_code: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """`release` is the moment for which the report is frozen; a report that is held beyond it
    is frozen again before it goes out. `verify_at` is the address of the page that confirms a
    code; the code is put behind it. `languages`: the first is the one it was written in."""

    report_id: str
    version: int
    languages: tuple[str, ...]
    programme: str
    factory: Factory
    author: Author
    first_day: Day
    last_day: Day
    release: Moment
    zone: str
    verify_at: str
    correction: Correction | None = None

    def __post_init__(self) -> None:
        if not self.languages:
            raise ValueError("A report has a language.")
        if (self.correction is None) != (self.version == 1):
            raise ValueError("The first version corrects nothing; every later one says what.")


# -- The three reports ---------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class AssessmentReport:
    KIND: ClassVar[Kind] = Kind.ASSESSMENT

    head: Head
    assessment: Assessment
    points: Rate
    questions: Rate
    clusters: tuple[Cluster, ...]
    strengths: tuple[Text, ...] = ()
    history: tuple[Earlier, ...] = ()
    public_issues: tuple[PublicIssue, ...] = ()
    comparison: tuple[Compared, ...] = ()
    systems: tuple[System, ...] = ()
    committee: Committee | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FactoryPart:
    """What the factory writes: all of Progress Report 1, and the first part of Haiti's report."""

    submitted: Moment
    overview: Text
    dialogue: Text | None = None
    systems: Text | None = None
    learning: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ProgressReport1:
    KIND: ClassVar[Kind] = Kind.PROGRESS_1

    head: Head
    assessment: Assessment
    own: FactoryPart
    plan: Plan
    public_issues: tuple[PublicIssue, ...] = ()
    committee: Committee | None = None
    training: tuple[Training, ...] = ()
    visits: tuple[Visit, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProgressReport2:
    """`own` is present in programmes with one progress report an assessment (Haiti)."""

    KIND: ClassVar[Kind] = Kind.PROGRESS_2

    head: Head
    assessment: Assessment
    summary: Text
    cooperation: Judgement
    dialogue: Judgement
    plan: Plan
    own: FactoryPart | None = None
    history: tuple[Earlier, ...] = ()
    public_issues: tuple[PublicIssue, ...] = ()
    committee: Committee | None = None
    training: tuple[Training, ...] = ()
    visits: tuple[Visit, ...] = ()
    stoppages: tuple[Stoppage, ...] = ()
    incidents: tuple[Incident, ...] = ()
    figures: tuple[Figure, ...] = ()


Payload = AssessmentReport | ProgressReport1 | ProgressReport2
KINDS: dict[Kind, type[Payload]] = {
    report.KIND: report for report in (AssessmentReport, ProgressReport1, ProgressReport2)
}
