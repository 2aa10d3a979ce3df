"""A factory is suspended, lapses, leaves or closes, or comes back (ENG-12)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.lifecycle import advance, may_become
from accounts.models import PLANNERS, Role, User
from accounts.verbs import verb
from factories.access import require_role
from factories.models import AdvisorAssignment, Factory

MAY_CHANGE = (Role.ADMINISTRATOR, *PLANNERS)
OUT = (Factory.Status.SUSPENDED, Factory.Status.LAPSED, Factory.Status.LEFT, Factory.Status.CLOSED)
FOR_GOOD = (Factory.Status.LEFT, Factory.Status.CLOSED)


def possible(factory: Factory) -> list[Factory.Status]:
    """What the factory may become from where it stands, by a person's decision."""
    choices: tuple[Factory.Status, ...] = (*OUT, Factory.Status.ACTIVE)
    if factory.status == Factory.Status.REGISTERED:
        choices = FOR_GOOD
    return [status for status in choices if may_become(factory, status)]


@verb
def change_standing(*, factory: Factory, to: str, reason: str, by: User, at: datetime) -> Factory:
    """With date and reason. Its people's access ends, or begins again; released reports stay."""
    require_role(by, *MAY_CHANGE, factory=factory)
    if not reason.strip():
        raise Invalid(_("Give the reason."), "reason")
    if to not in possible(factory):
        raise Invalid(_("The factory cannot become this now."), "to")
    ended = at if to in OUT else None
    advance(factory, to, status_reason=reason.strip(), access_ended_at=ended)
    if to in FOR_GOOD:
        AdvisorAssignment.rows.current().filter(factory=factory).update(ended_at=at)
    return factory
