"""Whose factories they are: an advisor's caseload, and what in it needs attention."""

from django.db.models import Q

from accounts.models import User
from factories.models import AdvisorAssignment, Factory, Level
from factories.models.visibility import seen_by


def advised_by(user: User) -> list[Factory]:
    """The factories whose advisor the person is today, and those given for a time, by name."""
    assigned = AdvisorAssignment.rows.current().filter(advisor=user).values("factory")
    given = seen_by(user, Level.GRANT)
    rows = Factory.objects.visible_to(user).filter(Q(pk__in=assigned) | Q(pk__in=given))
    return list(rows.select_related("programme").order_by("name"))
