"""A personal, dated grant on one factory: given by the country manager, it ends by itself."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Permission
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import Role, User
from accounts.verbs import verb
from factories.access import require_role
from factories.models import Factory, FactoryGrant

LONGEST = timedelta(days=366)


@verb
def give_grant(
    *, factory: Factory, user: User, until: datetime, reason: str, by: User, at: datetime
) -> FactoryGrant:
    """Lets one person read this factory until a moment; who has a running grant gets the new end."""
    require_role(by, Role.COUNTRY_MANAGER, factory=factory)
    if not at < until <= at + LONGEST:
        raise Invalid(_("Choose an end within the next twelve months."), "until")
    if not user.is_programme_staff:
        raise Invalid(_("Grants are for programme staff of other countries."), "email")
    kept = FactoryGrant.objects.filter(user=user, content_object=factory.pk).first()
    grant = kept or FactoryGrant(user=user, content_object=factory, permission=_reading())
    grant.granted_by, grant.reason, grant.since, grant.until = by, reason.strip(), at, until
    grant.save(force_insert=kept is None)
    return grant


def _reading() -> Permission:
    found = Permission.objects.filter(codename="view_factory", content_type__app_label="factories")
    return found.get()


@verb
def end_grant(*, grant: FactoryGrant, by: User, at: datetime) -> FactoryGrant:
    """Ends a grant before its time."""
    require_role(by, Role.COUNTRY_MANAGER, factory=grant.content_object)
    if grant.until <= at:
        raise WrongState(_("This grant has ended already."))
    grant.until = max(at, grant.since)
    grant.save(update_fields=["until"])
    return grant
