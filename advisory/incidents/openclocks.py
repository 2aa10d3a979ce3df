"""Clocks that run, as lines: duties of one incident and kind that began and end together, however many buyers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from advisory.models import Duty, Incident
from factories.models import Factory


@dataclass(frozen=True)
class OpenClock:
    """`buyers`: how many still wait. Says nothing of what happened: that stands on the incident's page."""

    incident: Incident
    kind: str
    began_at: datetime
    due_at: datetime
    buyers: int

    @property
    def factory(self) -> Factory:
        factory: Factory = self.incident.factory
        return factory

    @property
    def title(self) -> str:
        return title_of(self.kind)


def open_clocks(duties: Iterable[Duty]) -> list[OpenClock]:
    """The one that ends first stands first; their incident and factory are loaded with them."""
    timed = sorted((duty for duty in duties if duty.due_at and duty.anchor_at), key=_clock_of)
    return [_clock(list(theirs)) for _key, theirs in groupby(timed, key=_clock_of)]


def _clock_of(duty: Duty) -> tuple[datetime, str, str, str, datetime]:
    assert duty.due_at and duty.anchor_at
    return (duty.due_at, duty.factory.name, str(duty.incident_id), duty.kind, duty.anchor_at)


def _clock(duties: list[Duty]) -> OpenClock:
    first = duties[0]
    assert first.due_at and first.anchor_at
    first.incident.factory = first.factory
    return OpenClock(first.incident, first.kind, first.anchor_at, first.due_at, len(duties))


def title_of(kind: str) -> str:
    return {
        Duty.Kind.INFORM_BUYER: _("Buyers are informed"),
        Duty.Kind.FACTORY_TELLS: _("The factory tells its buyers"),
        Duty.Kind.ASSESS_STRIKE: _("Our assessment of the situation"),
    }[Duty.Kind(kind)]
