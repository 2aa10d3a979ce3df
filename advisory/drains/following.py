"""What follows a strike: the first visit after it asks for its cause and what came of it (NTF-2)."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.trail import acting
from advisory.models import Duty, Visit

TOPIC = "strike"


def follow_up(at: datetime) -> int:
    """Met by a visit that was logged after its end and spoke of it; returns how many."""
    visits = Visit.rows.held().filter(
        factory=OuterRef("factory"),
        logged_at__gte=OuterRef("incident__ended_at"),
        topics__contains=[TOPIC],
    )
    waiting = Duty.rows.open().filter(kind=Duty.Kind.FOLLOW_UP_VISIT, incident__ended_at__isnull=False)
    with acting("advisory.follow_up", by=None, at=at):
        return waiting.filter(Exists(visits)).update(done_at=at, met_by=Duty.MetBy.VISIT)
