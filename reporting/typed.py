"""Which sections a report's author types, by kind; everything else is composed from rows.

A section is one `ReportPart`. `own_` sections are the factory's. Source: domain.md section 8 (the
screens of the programme's Progress Report 1); S4 for cooperation, dialogue and strikes.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.models import Report
from reporting.payload import Level
from reporting.rendering.words import label

Words = str | Promise


@dataclass(frozen=True)
class Section:
    key: str
    label: Words
    hint: Words = ""
    needed: bool = False
    choices: tuple[str, ...] = ()
    height: int = 4  # lines of its field


LEVELS = tuple(level.value for level in Level)
OWN = (
    Section(
        "own_overview",
        _("Overview"),
        _("What changed since the assessment, in your own words."),
        needed=True,
        height=6,
    ),
    Section("own_dialogue", _("Social dialogue"), _("How management and workers talked; what the PICC did.")),
    Section("own_systems", _("Management systems"), _("Policies, responsibilities, checks.")),
    Section(
        "own_learning", _("Continuous learning"), _("Training you took, and what you would like to learn.")
    ),
    Section(
        "own_feedback",
        _("Feedback to Better Work"),
        _("For the programme's staff; not part of the report that buyers read."),
    ),
)
ASSESSMENT = (
    Section("strengths", _("Key strengths"), _("One a line.")),
    Section(
        "access", _("Access"), _("Was any area or person not accessible, and how long did the gate take?")
    ),
    Section("documents", _("Documents"), _("Were they given in time and complete?")),
    Section("integrity", _("Integrity of the process"), _("Nothing that could point at a worker.")),
)
PROGRESS_2 = (
    Section(
        "summary", _("Summary"), _("What a buyer should know, in some sentences."), needed=True, height=6
    ),
    Section("cooperation_level", _("Level of cooperation"), needed=True, choices=LEVELS),
    Section("cooperation", _("Why this level of cooperation"), needed=True),
    Section("dialogue_level", _("Level of social dialogue"), needed=True, choices=LEVELS),
    Section("dialogue", _("Why this level of social dialogue"), needed=True),
)
CORRECTION = Section(
    "correction",
    _("Why this version replaces the one before"),
    _("Every reader of the report sees this reason."),
    needed=True,
)
SECTIONS: dict[str, tuple[Section, ...]] = {
    Report.Kind.ASSESSMENT: ASSESSMENT,
    Report.Kind.PROGRESS_1: OWN,
    Report.Kind.PROGRESS_2: PROGRESS_2,
}


def sections(report: Report, *, own: bool) -> tuple[Section, ...]:
    """What this author types; a report that was out before also asks why it is corrected."""
    if own and report.kind != Report.Kind.PROGRESS_1:
        return OWN
    typed = SECTIONS[report.kind]
    return (CORRECTION, *typed) if report.status == Report.Status.RECALLED else typed


def level_choices() -> list[tuple[str, str]]:
    return [(level.value, label(level)) for level in Level]
