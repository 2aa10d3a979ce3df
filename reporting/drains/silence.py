"""A Progress Report 1 that a factory did not send opens a matter of non-cooperation (ADV-4, WHO-15).

The buyers are then owed a notice that asks for their support, written by the advisor and approved by a leader.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import PLANNERS, Membership
from advisory.models import Incident
from factories.models import AdvisorAssignment
from reporting.models import Report


def open_non_cooperation(reports: Sequence[Report], at: datetime) -> None:
    """One for each report, in the advisor's name; without an advisor in that of a leader of the country."""
    for report in reports:
        responsible = _responsible(report)
        if responsible is None or report.due_at is None:
            continue  # nobody is there to write; the report itself stands as not submitted
        with translation.override(next(iter(report.factory.programme.languages), "en")):
            what = _("The factory did not send its Progress Report 1 by its day.")
        Incident.rows.create(
            factory_id=report.factory_id,
            kind=Incident.Kind.NON_COOPERATION,
            began_at=report.due_at,
            known_at=at,
            recorded_at=at,
            recorded_by_id=responsible,
            what=what,
            settle_at=at,
        )


def _responsible(report: Report) -> UUID | None:
    advising: Any = AdvisorAssignment.rows.current().filter(factory=report.factory_id)
    leading = Membership.objects.current().filter(
        role__in=PLANNERS, organisation__programme=report.factory.programme_id
    )
    found = advising.values_list("advisor", flat=True).first()
    return found or leading.order_by("since").values_list("user", flat=True).first()
