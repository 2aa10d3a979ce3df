"""Factories enter a region of their country or leave it: its facts hold for them, and their visits follow.

The same computation serves the preview and the action (docs/decisions/0013).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed
from accounts.models import Role, User
from accounts.verbs import verb
from advisory.models import Visit
from factories import outbox
from factories.access import require_programme_role
from factories.models import Factory, Message
from factories.possible import possibilities
from planning import applying, effects, sight
from planning.effects import VisitEffect
from planning.telling import people_of
from programmes.models import CountryProgramme, Region


def what_changes(
    programme: CountryProgramme,
    factories: Sequence[Factory],
    region: Region | None,
    visits: Any,
) -> list[VisitEffect]:
    """Those of the visits that take another form once the factories are in the region, or in none."""
    then = possibilities(programme, Factory.rows.filter(pk__in=[each.pk for each in factories]))
    for each in then.factories.values():
        each.phase_region_id = region.pk if region else None
    return effects.of_visits(sight.alike(visits), then)


def planned_of(rows: Any, factories: Sequence[Factory], today: date) -> Any:
    """`rows` are visits that somebody may see; of these the planned ones of the factories."""
    return rows.planned().filter(factory__in=[each.pk for each in factories], on__gte=today)


@verb
def put_into_region(
    *,
    programme: CountryProgramme,
    factories: Sequence[Factory],
    region: Region | None,
    by: User,
    at: datetime,
) -> int:
    """Into the region, or out of any (None). Returns how many planned visits took another form."""
    require_programme_role(by, Role.ADMINISTRATOR, programme=programme)
    if not factories:
        raise Invalid(_("Choose at least one factory."))
    strangers = any(each.programme_id != programme.pk for each in factories)
    if strangers or (region and region.programme_id != programme.pk):
        raise NotAllowed(_("Factory and region belong to different countries."))
    today = at.astimezone(programme.tz).date()
    changed = what_changes(programme, factories, region, planned_of(Visit.rows.all(), factories, today))
    Factory.rows.filter(pk__in=[each.pk for each in factories]).update(phase_region=region)
    applying.write(changed, _why(region))
    outbox.enqueue_all(_tellings(changed, region, at))
    return effects.number(changed)


def _tellings(changed: Sequence[VisitEffect], region: Region | None, at: datetime) -> Iterable[Message]:
    """The advisor and managers of each factory whose visits changed, once; staff of the country see them all."""
    visits = effects.by_factory(changed)
    factories = {factory.pk: factory for each in changed for factory in each.visits.values()}
    for factory_id, person in people_of(set(visits)):
        yield outbox.message(
            key=f"region_changed:{factory_id}:{at.isoformat()}:{person.pk}",
            kind="region_changed",
            to=person,
            at=at,
            factory=factories[factory_id],
            subject_id=factory_id,
            facts={"region": region.name if region else "", "visits": visits[factory_id]},
        )


def _why(region: Region | None) -> str:
    if region is None:
        return _("The factory is in no region of facts any more.")
    return _("The factory is in the region %(name)s now.") % {"name": region.name}
