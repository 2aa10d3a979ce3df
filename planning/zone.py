"""What is due at a moment of a programme's time zone: while there is any, the zone stays, and no promise moves silently."""

from planning.models import Draft
from programmes.models import CountryProgramme
from reporting.models import Report


def anything_due(programme: CountryProgramme) -> bool:
    """Open promises, and approved drafts that wait for their local day."""
    reports = Report.rows.open().filter(factory__programme=programme, due_at__isnull=False)
    return reports.exists() or Draft.rows.filter(programme=programme, status=Draft.Status.APPROVED).exists()
