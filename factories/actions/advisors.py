"""Who advises a factory."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import PLANNERS, Membership, Role, User
from accounts.verbs import verb
from factories.access import require_role
from factories.models import AdvisorAssignment, Factory, barred
from factories.outbox import enqueue


@verb
def assign_advisor(*, factory: Factory, advisor: User, by: User, at: datetime) -> AdvisorAssignment:
    """From now on `advisor` accompanies the factory; whoever did before stops at this moment."""
    require_role(by, *PLANNERS, factory=factory)
    if factory.status in (Factory.Status.IMPORTED, Factory.Status.LEFT, Factory.Status.CLOSED):
        raise WrongState(_("This factory is not registered, so nobody advises it."))
    if not advisors_of(factory, at).filter(pk=advisor.pk).exists():
        raise Invalid(
            _("Choose an Enterprise Advisor of this country programme who is free for it."), "advisor"
        )
    current = AdvisorAssignment.rows.current().filter(factory=factory).select_for_update()
    if current.filter(advisor=advisor).exists():
        raise Invalid(_("This person advises the factory already."), "advisor")
    current.update(ended_at=at)
    made = AdvisorAssignment.rows.create(factory=factory, advisor=advisor, since=at)
    _tell(made, factory, advisor, at)
    return made


def advisors_of(factory: Factory, at: datetime) -> "QuerySet[User]":
    """The advisors of the factory's country today, by name; left out whom a conflict of interest bars."""
    today = at.astimezone(factory.programme.tz).date()
    held = Membership.objects.current().filter(
        role=Role.ADVISOR, organisation__programme=factory.programme_id, user__is_active=True
    )
    return (
        User.objects.filter(pk__in=held.values("user"))
        .exclude(pk__in=barred(factory, today, today))
        .order_by("name")
    )


def _tell(made: AdvisorAssignment, factory: Factory, advisor: User, at: datetime) -> None:
    key = f"advisor_assigned:{made.pk}"
    enqueue(key=key, kind="advisor_assigned", to=advisor, at=at, factory=factory, subject_id=made.pk)
