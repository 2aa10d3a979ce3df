"""The evidence of an incident: asked for by a leader, put together by the worker."""

from datetime import datetime

from accounts.models import PLANNERS, Role, User
from accounts.verbs import verb
from advisory.models import Incident
from factories.access import require_role
from reporting.models import EvidenceFile


@verb
def ask_for_evidence(*, incident: Incident, by: User, at: datetime) -> EvidenceFile:
    """As everything stands when the worker comes to it; an earlier file stays as it is."""
    require_role(by, *PLANNERS, Role.HEAD_OFFICE, factory=incident.factory)
    waiting = EvidenceFile.rows.waiting().filter(incident=incident).first()
    if waiting is not None:
        return waiting
    made = EvidenceFile(factory=incident.factory, incident=incident, asked_by=by, asked_at=at)
    made.save(force_insert=True)
    return made
