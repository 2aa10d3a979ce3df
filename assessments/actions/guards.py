"""What several actions ask before they write: whose assessment this is, and in which state."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import NotAllowed, WrongState
from accounts.models import User
from assessments.models import Assessment, TeamMember
from factories.models import Factory


def require_team(assessment: Assessment, by: User) -> None:
    """Raises NotAllowed unless the person is on the assessment's team today."""
    if not TeamMember.rows.named().filter(assessment=assessment, user=by).exists():
        raise NotAllowed(_("The team of this assessment alone may do this."))


def locked(assessment: Assessment) -> Assessment:
    """The row as it stands now, kept from other writers until the transaction ends."""
    rows = Assessment.rows.select_for_update(of=("self",))
    return rows.select_related("factory__programme", "tool_version").get(pk=assessment.pk)


def require_open_entry(assessment: Assessment) -> None:
    """Answers and findings are written from the beginning until they are shared."""
    if assessment.status == Assessment.Status.PLANNED:
        raise WrongState(_("This assessment has not begun. Begin it at the factory’s gate."))
    if assessment.status != Assessment.Status.BEGUN:
        raise WrongState(_("The findings were shared with the factory: answers no longer change."))


def local_day(factory: Factory, at: datetime) -> date:
    return at.astimezone(factory.programme.tz).date()
