"""When a person's day begins: the moment of the daily digest."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import MembershipRows
from factories.models import Factory, Message, Wishes
from programmes.models import CountryProgramme

MORNING = time(7)


class Mornings:
    """The zones of many people: their own wish, else that of their programme or factory, else
    that of the factory that the message is about, else UTC."""

    def __init__(self, wishes: Mapping[UUID, Wishes], held: MembershipRows) -> None:
        self._wished = {pk: each.zone for pk, each in wishes.items() if each.zone}
        self._held = held
        self._known: dict[UUID, str] | None = None

    def after(self, message: Message, at: datetime) -> datetime:
        """The next seven o'clock of the addressee; one that is this very moment counts as past."""
        return next_morning(self.zone(message), at)

    def zone(self, message: Message) -> tzinfo:
        name = self._wished.get(message.to_id) or self._places.get(message.to_id)
        if not name and message.factory:
            name = message.factory.programme.zone
        return ZoneInfo(name) if name else UTC

    @property
    def _places(self) -> dict[UUID, str]:
        """Read once, and only if somebody's morning is asked for."""
        if self._known is None:
            offices = dict(CountryProgramme.objects.values_list("organisation_id", "zone"))
            missing = [each.organisation_id for each in self._held if each.organisation_id not in offices]
            homes = Factory.rows.filter(organisation__in=missing)
            offices |= dict(homes.values_list("organisation_id", "programme__zone"))
            self._known = {
                each.user_id: offices[each.organisation_id]
                for each in self._held
                if each.organisation_id in offices
            }
        return self._known


def next_morning(zone: tzinfo, at: datetime) -> datetime:
    local = at.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, zone)
    if morning <= local:
        morning = datetime.combine(local.date() + timedelta(days=1), MORNING, zone)
    return morning.astimezone(UTC)
