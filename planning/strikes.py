"""Normal visits wait while a strike of category B goes on at a factory, and say why (ADV-2, NTF-2).

The strike stands as a dated designation of the factory, which the resolver reads like a fact. Doing
this twice changes nothing.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.trail import acting
from advisory.incidents import strikes
from advisory.models import Incident
from factories.models import Designation, Factory
from planning import applying

STRIKE = Designation.Kind.STRIKE


def stop_visits(at: datetime) -> int:
    """Lays a designation where category B goes on, ends it where it no longer does; returns how many."""
    running = {incident.factory_id: incident for incident in _of_category_b(at)}
    standing = Designation.rows.filter(kind=STRIKE, valid_until=None)
    over = standing.exclude(factory__in=running).values_list("factory", flat=True)
    begun = set(running) - set(standing.values_list("factory", flat=True))
    return sum(_begin(running[factory], at) for factory in begun) + sum(_end(pk, at) for pk in list(over))


def _of_category_b(at: datetime) -> list[Incident]:
    rows = Incident.rows.running().strikes().select_related("factory__programme").order_by("-began_at")
    return [
        each
        for each in rows
        if strikes.judge(each, at, each.factory.programme.tz).category is strikes.Category.B
    ]


def _begin(incident: Incident, at: datetime) -> int:
    factory = incident.factory
    with transaction.atomic(), acting("planning.stop_visits", by=None, at=at), _language_of(factory):
        if Designation.rows.filter(factory=factory, kind=STRIKE, valid_until=None).exists():
            return 0
        why = _("A strike goes on at the factory. Normal visits wait until it is over.")
        Designation(
            factory=factory,
            kind=STRIKE,
            valid_from=_first_day(factory, at),
            reason=why,
            named_by_id=incident.recorded_by_id,
            named_at=at,
        ).save(force_insert=True)
        applying.replan(factory, why, at)
    return 1


def _first_day(factory: Factory, at: datetime) -> date:
    """Today at the factory; the day after, where an earlier strike ended today."""
    today = at.astimezone(factory.programme.tz).date()
    ends = Designation.rows.filter(factory=factory, kind=STRIKE, valid_until__gt=today)
    return max([today, *(each.valid_until for each in ends if each.valid_until)])


def _end(factory_id: UUID, at: datetime) -> int:
    """From the day after the last one of the strike on, visits take place again."""
    factory = Factory.rows.select_related("programme").get(pk=factory_id)
    with transaction.atomic(), acting("planning.resume_visits", by=None, at=at), _language_of(factory):
        tomorrow = at.astimezone(factory.programme.tz).date() + timedelta(days=1)
        open_ = Designation.rows.filter(factory=factory, kind=STRIKE, valid_until=None)
        if not open_.update(valid_until=tomorrow):
            return 0
        applying.replan(factory, "", at)
    return 1


def _language_of(factory: Factory) -> Any:
    return translation.override(next(iter(factory.programme.languages), "en"))
