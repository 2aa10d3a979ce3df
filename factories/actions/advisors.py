"""Who advises a factory."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import PLANNERS, Membership, Role, User
from accounts.verbs import unless_taken, verb
from factories import outbox
from factories.access import require_role
from factories.models import AdvisorAssignment, Factory, Message, barred

S = Factory.Status
NEW_ADVISOR = "new_advisor"
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
    tell_managers([made], at)
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
    outbox.enqueue(key=key, kind="advisor_assigned", to=advisor, at=at, factory=factory, subject_id=made.pk)


def tell_managers(made: Collection[AdvisorAssignment], at: datetime) -> None:
    """The managers of each factory read who advises it from now on."""
    factories = {each.factory.organisation_id: each for each in made}
    held = Membership.objects.current().filter(
        organisation__in=factories, role=Role.FACTORY_MANAGER, user__is_active=True
    )
    outbox.enqueue_all(
        outbox.message(
            key=f"{NEW_ADVISOR}:{factories[each.organisation_id].pk}:{each.user_id}",
            kind=NEW_ADVISOR,
            to=each.user,
            at=at,
            factory=factories[each.organisation_id].factory,
            subject_id=factories[each.organisation_id].pk,
            facts={"advisor": factories[each.organisation_id].advisor.name},
        )
        for each in held.select_related("user")
    )


def still_advises(message: Message) -> bool:
    """The check at sending: nobody is told of an advisor who was replaced meanwhile."""
    current = AdvisorAssignment.rows.current().filter(pk__in=[message.subject_id]).exists()
    return current and outbox.sees_factory(message)
