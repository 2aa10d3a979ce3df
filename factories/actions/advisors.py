"""Who advises a factory."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import PLANNERS, Membership, Role, User
from accounts.verbs import unless_taken, verb
from factories.access import require_role
from factories.models import AdvisorAssignment, Factory, barred
from factories.outbox import enqueue

S = Factory.Status
ADVISED = (S.REGISTERED, S.ACTIVE, S.SUSPENDED, S.LAPSED)


@verb
def assign_advisor(
    *, factory: Factory, advisor: User, deputy: User | None = None, by: User, at: datetime
) -> AdvisorAssignment:
    """From now on `advisor` accompanies the factory; whoever did before stops at this moment."""
    require_role(by, *PLANNERS, factory=factory)
    current = AdvisorAssignment.rows.current().filter(factory=factory).select_for_update()
    if current.filter(advisor=advisor).exists():
        raise Invalid(_("This person advises the factory already."), "advisor")
    made = succeed(current.first(), factory=factory, advisor=advisor, deputy=deputy, at=at)
    _tell(made, factory, advisor, at)
    return made


def succeed(
    before: AdvisorAssignment | None, *, factory: Factory, advisor: User, deputy: User | None, at: datetime
) -> AdvisorAssignment:
    """The assignment that was ends, and another begins at the same moment. Tells nobody."""
    _require_advised(factory)
    if not advisors_of(factory, at).filter(pk=advisor.pk).exists():
        raise Invalid(
            _("Choose an Enterprise Advisor of this country programme who is free for it."), "advisor"
        )
    if deputy is not None:
        _check_deputy(factory, advisor, deputy, at)
    if before is not None:
        AdvisorAssignment.rows.filter(pk=before.pk).update(ended_at=at)
    with unless_taken(WrongState(_("Somebody changed this while you were looking. Load the page again."))):
        return AdvisorAssignment.rows.create(factory=factory, advisor=advisor, deputy=deputy, since=at)


@verb
def name_deputy(*, factory: Factory, deputy: User | None = None, by: User, at: datetime) -> AdvisorAssignment:
    """Whom the clocks call after the advisor, and while the advisor is away; without one nobody is."""
    require_role(by, *PLANNERS, factory=factory)
    _require_advised(factory)
    rows = AdvisorAssignment.rows.current().filter(factory=factory).select_for_update(of=("self",))
    held = rows.select_related("advisor").first()
    if held is None:
        raise WrongState(_("Nobody advises this factory. Assign an advisor first."))
    if deputy is not None:
        _check_deputy(factory, held.advisor, deputy, at)
    held.deputy = deputy
    held.save(update_fields=["deputy"])
    return held


def _require_advised(factory: Factory) -> None:
    if factory.status not in ADVISED:
        raise WrongState(_("This factory is not registered, so nobody advises it."))


def _check_deputy(factory: Factory, advisor: User, deputy: User, at: datetime) -> None:
    if deputy == advisor:
        raise Invalid(_("The deputy is somebody else than the advisor."), "deputy")
    if not advisors_of(factory, at).filter(pk=deputy.pk).exists():
        raise Invalid(
            _("Choose an Enterprise Advisor of this country programme who is free for it."), "deputy"
        )


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
