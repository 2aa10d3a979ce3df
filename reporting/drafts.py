"""A report that is being written: what was typed, what will be composed, and the document so far."""

from datetime import datetime

from reporting.composing import compose
from reporting.composing.assessment import findings_of
from reporting.composing.plan import Followed, followed
from reporting.models import Report, ReportPart
from reporting.payload import Payload
from reporting.typed import OWN
from reporting.versions import correction_of, last_released


def texts_of(report: Report) -> dict[str, str]:
    """What was typed so far, by section."""
    return dict(ReportPart.rows.filter(report=report).values_list("section", "words"))


def items_of(report: Report, *, own: bool) -> list[Followed]:
    """The non-compliances whose progress this author writes about."""
    writes = report.kind == Report.Kind.PROGRESS_1 or (report.kind == Report.Kind.PROGRESS_2 and not own)
    if not writes or report.assessment is None or report.assessment.shared_at is None:
        return []
    return followed(findings_of(report.assessment))


def own_part(report: Report) -> list[tuple[str, str]]:
    """The factory's part of a joined report, with its titles, as far as it was typed."""
    typed = texts_of(report)
    return [(str(section.label), typed[section.key]) for section in OWN if typed.get(section.key)]


def composed(report: Report, *, at: datetime) -> Payload:
    """As it would be frozen now. Raises Refused with the sentence that says what is missing."""
    former = last_released(report)
    correction = correction_of(report, former) if former else None
    return compose(report, at=at, version=former.number + 1 if former else 1, correction=correction)
