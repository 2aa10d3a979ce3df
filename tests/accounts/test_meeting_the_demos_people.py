"""Made-up people of a demo count as people who are there."""

from typing import Any

from accounts.models import Membership, Role
from betterwork.demo.draw import Draw
from betterwork.demo.ground import COUNTRIES, People
from tests.factories import NOW
from tests.personas import World


def test_they_have_signed_in(world: World, browse: Any) -> None:
    place, draw = world.rival_factory.organisation, Draw(NOW.date())
    Membership.objects.filter(organisation=place).update(ended_at=NOW)
    joined = People(draw).join(COUNTRIES[0], place, Role.FACTORY_MANAGER)
    draw.write()
    page = browse(world.administrator).get(f"/people/{place.pk}/").content.decode()
    assert joined.name in page
    assert "not signed in yet" not in page
