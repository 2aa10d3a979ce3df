"""Which parts a report has, in which order: the same on the page, in the PDF and in its contents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.payload import AssessmentReport, Earlier, Kind, Payload, ProgressReport1


@dataclass(frozen=True)
class Section:
    """`id` is the anchor; the template is `reports/sections/<id>.html`."""

    id: str
    title: str | Promise

    @property
    def template(self) -> str:
        return f"reports/sections/{self.id}.html"


Present = Callable[[Payload], object]


def _always(payload: Payload) -> object:
    return True


def _has(name: str) -> Present:
    return lambda payload: getattr(payload, name)


def _trend(payload: Payload) -> object:
    return len(comparable(payload)) > 1


def _findings(payload: Payload) -> object:
    return any(
        point.findings for cluster in cast(AssessmentReport, payload).clusters for point in cluster.results
    )


def comparable(payload: Payload) -> list[Earlier]:
    """Assessments by the same scope of tool: short and full ones are never on one line (ASM-4)."""
    if isinstance(payload, ProgressReport1):
        return []
    return [earlier for earlier in payload.history if earlier.scope == payload.assessment.tool.scope]


GLANCE = ("glance", _("At a glance"), _always)
ASSESSMENT = ("assessment", _("The assessment"), _always)
OWN = ("own", _("In the factory's own words"), _has("own"))
TREND = ("trend", _("Non-compliance over time"), _trend)
PROGRESS = ("progress", _("Progress by cluster"), _always)
PLAN = ("plan", _("Improvement plan"), _always)
PUBLIC = ("public_issues", _("Publicly reported issues"), _has("public_issues"))
COMMITTEE = ("committee", _("Worker-management committee (PICC)"), _has("committee"))
TRAINING = ("training", _("Training"), _has("training"))
VISITS = ("visits", _("Advisory visits"), _has("visits"))
FIGURES = ("figures", _("Facts about the factory"), _has("figures"))
READING = ("reading", _("How to read this report"), _always)

ORDER: dict[Kind, list[tuple[str, str | Promise, Present]]] = {
    Kind.ASSESSMENT: [
        GLANCE,
        ASSESSMENT,
        ("clusters", _("Results by cluster"), _has("clusters")),
        TREND,
        PUBLIC,
        ("findings", _("Findings"), _findings),
        ("points", _("All compliance points"), _has("clusters")),
        ("comparison", _("Self-diagnosis and assessment compared"), _has("comparison")),
        ("systems", _("Management systems"), _has("systems")),
        COMMITTEE,
        FIGURES,
        READING,
    ],
    Kind.PROGRESS_1: [
        GLANCE,
        OWN,
        PROGRESS,
        PLAN,
        PUBLIC,
        COMMITTEE,
        TRAINING,
        VISITS,
        FIGURES,
        ASSESSMENT,
        READING,
    ],
    Kind.PROGRESS_2: [
        OWN,
        GLANCE,
        PROGRESS,
        TREND,
        PLAN,
        PUBLIC,
        ("cooperation", _("Cooperation and social dialogue"), _always),
        COMMITTEE,
        TRAINING,
        VISITS,
        ("events", _("Incidents and work stoppages"), _always),
        FIGURES,
        ASSESSMENT,
        READING,
    ],
}


def sections(payload: Payload) -> list[Section]:
    """The parts that this report has: one without content is left out, save those that say "none"."""
    return [Section(name, title) for name, title, present in ORDER[payload.KIND] if present(payload)]
