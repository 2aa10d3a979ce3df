"""From rows to what a report says: composed once, under the author's own row security, then frozen.

>>> payload = compose(report, at=at)      # doctest: +SKIP

Evidence from worker interviews, staff notes and answers to fact-gathering questions are not even
read here: they have no place in a payload.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import override

from reporting.composing.assessment import assessment_report
from reporting.composing.progress import progress_report_1, progress_report_2
from reporting.composing.source import Source, gather
from reporting.models import Report
from reporting.payload import Correction, Payload

__all__ = ["compose"]

COMPOSERS: dict[str, Callable[[Source], Payload]] = {
    Report.Kind.ASSESSMENT: assessment_report,
    Report.Kind.PROGRESS_1: progress_report_1,
    Report.Kind.PROGRESS_2: progress_report_2,
}


def compose(
    report: Report, *, at: datetime, version: int = 1, correction: Correction | None = None
) -> Payload:
    """The payload of `report` as its rows stand at `at`; its release is the planned one, or `at`
    where that has passed. Raises Invalid with a sentence where words are missing."""
    source = gather(report, at=at, version=version, correction=correction)
    with override(source.languages[0]):
        return COMPOSERS[report.kind](source)
