"""What was done: committee, training, visits, stoppages, and the improvement plan."""

from dataclasses import dataclass

from reporting.payload.values import (
    Attendance,
    Category,
    Day,
    Fact,
    Modality,
    Moment,
    Origin,
    People,
    Rate,
    Status,
    Text,
)


# -- Committee, advice, learning -----------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class Side:
    members: People
    chosen: Text


@dataclass(frozen=True, kw_only=True)
class Meeting:
    day: Day
    management: People
    workers: People
    topics: Text
    decisions: int = 0


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way to raise a grievance: numbers only."""

    name: Text
    opened: People
    settled: People


@dataclass(frozen=True, kw_only=True)
class Committee:
    """The PICC. Whether it is functional is derived from facts, which stand beside it."""

    name: Text
    management: Side
    workers: Side
    functional: bool
    facts: tuple[Fact, ...]
    meetings_held: Rate
    term_ends: Day | None = None
    imbalance: Text | None = None
    meetings: tuple[Meeting, ...] = ()
    grievances: tuple[Channel, ...] = ()

    @property
    def members(self) -> People:
        sides = (self.management.members, self.workers.members)
        return People(
            women=sum(side.women for side in sides),
            men=sum(side.men for side in sides),
            unstated=sum(side.unstated for side in sides),
        )


@dataclass(frozen=True, kw_only=True)
class Training:
    course: Text
    first_day: Day
    last_day: Day
    modality: Modality
    audience: Attendance
    people: People


@dataclass(frozen=True, kw_only=True)
class Visit:
    day: Day
    modality: Modality
    management: People
    workers: People
    topics: Text
    picc_facilitated: bool = False


@dataclass(frozen=True, kw_only=True)
class Stoppage:
    first_day: Day
    last_day: Day
    category: Category
    workers: int
    violence: bool
    what: Text
    told: Text


@dataclass(frozen=True, kw_only=True)
class Incident:
    day: Day
    what: Text
    told: Text


# -- Improvement plan ----------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class Action:
    what: Text
    owner: Text  # a role
    due: Day | None = None
    done_on: Day | None = None


@dataclass(frozen=True, kw_only=True)
class PlanItem:
    reference: str
    issue: Text
    point: Text
    origin: Origin
    status: Status
    actions: tuple[Action, ...]
    root_cause: Text | None = None
    progress: Text | None = None
    publicly_reported: bool = False
    verified_on: Day | None = None

    @property
    def due(self) -> Day | None:
        """When the last of its actions is due."""
        return max((a.due for a in self.actions if a.due), key=lambda day: day.on, default=None)


@dataclass(frozen=True, kw_only=True)
class ClusterProgress:
    """The non-compliances of an assessment: how many are verified as closed."""

    cluster: Text
    verified: Rate


@dataclass(frozen=True, kw_only=True)
class Plan:
    as_of: Moment
    verified: Rate  # non-compliances of the assessment closed and verified
    clusters: tuple[ClusterProgress, ...]
    items: tuple[PlanItem, ...]
