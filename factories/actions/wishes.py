"""How a person wants to be told."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.models import User
from accounts.verbs import verb
from factories.models import Family, Wishes

AT_ONCE, DAILY, INBOX_ONLY = "at_once", "daily", "inbox_only"
MANNERS = (AT_ONCE, DAILY, INBOX_ONLY)


@verb
def wish(*, manners: Mapping[str, str], zone: str = "", by: User, at: datetime) -> Wishes:
    """`manners`: of each family of kinds, how the person is told from now on."""
    if not set(manners) <= set(Family.values) or not set(manners.values()) <= set(MANNERS):
        raise Invalid(_("Choose for each kind how you want to be told."))
    if zone and zone not in available_timezones():
        raise Invalid(_("Choose a time zone of the list."), "zone")
    kept = {
        "daily": [family for family, manner in manners.items() if manner == DAILY],
        "inbox_only": [family for family, manner in manners.items() if manner == INBOX_ONLY],
        "zone": zone,
    }
    if not Wishes.rows.filter(user=by).update(**kept):
        Wishes(user=by, **kept).save(force_insert=True)
    return Wishes.rows.get(user=by)


def manner_of(family: str, wishes: Wishes | None) -> str:
    if wishes and family in wishes.daily:
        return DAILY
    return INBOX_ONLY if wishes and family in wishes.inbox_only else AT_ONCE
