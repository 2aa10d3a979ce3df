"""Manufacturing groups, and which factories belong to them over time (ENG-1, WHO-9)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import PLANNERS, Organisation, Role, User
from accounts.verbs import verb
from factories.access import require_role
from factories.models import Factory, GroupFactory, ManufacturingGroup

MAY_JOIN = (Role.ADMINISTRATOR, *PLANNERS)


@verb
def create_group(*, name: str, by: User, at: datetime) -> ManufacturingGroup:
    if not by.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE):
        raise NotAllowed(_("You may not do this. Who may: programme administrators."))
    if ManufacturingGroup.objects.filter(name__iexact=name.strip()).exists():
        raise Invalid(_("A group of this name exists already."), "name")
    organisation = Organisation(kind=Organisation.Kind.GROUP, name=name.strip())
    organisation.save(force_insert=True)
    made = ManufacturingGroup(organisation=organisation, name=name.strip())
    made.save(force_insert=True)
    return made


@verb
def join_group(
    *, factory: Factory, group: ManufacturingGroup, since: date, by: User, at: datetime
) -> GroupFactory:
    """From this local date the factory belongs to the group, whose users see it."""
    require_role(by, *MAY_JOIN, factory=factory)
    if since > at.astimezone(factory.programme.tz).date():
        raise Invalid(_("The date cannot lie in the future."), "since")
    if GroupFactory.rows.filter(factory=factory, group=group, until=None).exists():
        raise Invalid(_("The factory belongs to this group already."), "group")
    made = GroupFactory(group=group, factory=factory, since=since)
    made.save(force_insert=True)
    return made


@verb
def leave_group(*, belonging: GroupFactory, by: User, at: datetime) -> GroupFactory:
    """The factory leaves the group today; the group's users no longer see it."""
    factory = belonging.factory
    require_role(by, *MAY_JOIN, factory=factory)
    today = at.astimezone(factory.programme.tz).date()
    if GroupFactory.rows.filter(pk=belonging.pk, until=None).update(until=max(today, belonging.since)) != 1:
        raise WrongState(_("The factory has left this group already."))
    return belonging
