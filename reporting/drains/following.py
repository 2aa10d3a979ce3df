"""A strike is said in the next progress report of the programme: met when that one is out (NTF-2)."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.trail import acting
from advisory.models import Duty
from reporting.models import Report


def meet_in_reports(at: datetime) -> int:
    """By a Progress Report 2 that was frozen after the strike was recorded; returns how many."""
    said = Report.rows.filter(
        factory=OuterRef("factory"),
        kind=Report.Kind.PROGRESS_2,
        status=Report.Status.RELEASED,
        current__frozen_at__gte=OuterRef("incident__recorded_at"),
    )
    waiting = Duty.rows.open().filter(kind=Duty.Kind.NEXT_REPORT)
    with acting("reporting.meet_in_reports", by=None, at=at):
        return waiting.filter(Exists(said)).update(done_at=at, met_by=Duty.MetBy.REPORT)
