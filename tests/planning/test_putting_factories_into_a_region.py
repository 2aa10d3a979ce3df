"""Factories enter a region on its page; what is planned for them follows its facts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from accounts.models import User
from advisory.models import Visit
from factories.models import Factory, Message
from programmes.models import ProgrammeFact, Region
from tests.personas import World

Browse = Callable[[User | None], Client]


def region_without_visits(world: World) -> Region:
    region = Region.objects.create(programme=world.cambodia, name="Kandal")
    fact = {
        "subject": "visits",
        "value": "suspended",
        "valid_from": date(2026, 3, 1),
        "decision": "So decided",
    }
    ProgrammeFact.objects.create(programme=world.cambodia, region=region, **fact)
    return region


def plan_visit(world: World) -> Visit:
    return Visit.rows.create(
        factory=world.factory,
        cycle=world.cycle,
        advisor=world.advisor,
        on=date(2026, 3, 9),
        modality="on_site",
    )


def put(client: Client, region: Region, factory: Factory, **more: Any) -> Any:
    return client.post(f"/regions/{region.pk}/factories/", {"factory": str(factory.pk), **more}, follow=True)


def test_an_administrator_finds_factories_by_name_code_or_place(world: World, browse: Browse) -> None:
    region = region_without_visits(world)
    client = browse(world.administrator)
    for words in ("lotus", world.factory.code, "phnom"):
        assert "Lotus Thread Apparel" in client.get(f"/regions/{region.pk}/?q={words}").content.decode()
    assert "Caracol" not in client.get(f"/regions/{region.pk}/?q=a").content.decode()


def test_what_would_change_is_shown_first(world: World, browse: Browse) -> None:
    region, visit = region_without_visits(world), plan_visit(world)
    page = put(browse(world.administrator), region, world.factory).content.decode()
    assert "1 planned visit would take another form" in page
    visit.refresh_from_db()
    assert (visit.modality, Factory.rows.get(pk=world.factory.pk).phase_region) == ("on_site", None)


def test_the_planned_visits_follow_in_and_out(world: World, browse: Browse) -> None:
    region, visit = region_without_visits(world), plan_visit(world)
    client = browse(world.administrator)
    page = put(client, region, world.factory, sure="1").content.decode()
    assert "1 planned visit took another form." in page
    visit.refresh_from_db()
    assert (visit.modality, visit.wished) == ("virtual", "on_site")
    put(client, region, world.factory, sure="1", leave="1")
    visit.refresh_from_db()
    assert (visit.modality, visit.wished) == ("on_site", "")


def test_only_the_countrys_administrator_puts_factories_in(world: World, browse: Browse) -> None:
    region = region_without_visits(world)
    for user in (world.advisor, world.country_manager, world.haitian_advisor, world.manager):
        assert put(browse(user), region, world.factory, sure="1").status_code == 404
    assert put(browse(world.administrator), region, world.haitian_factory).status_code == 200
    assert not Factory.rows.filter(phase_region=region).exists()


def test_nothing_chosen_is_said(world: World, browse: Browse) -> None:
    region = region_without_visits(world)
    page = browse(world.administrator).post(
        f"/regions/{region.pk}/factories/", {"factory": "no id"}, follow=True
    )
    assert "Choose at least one factory." in page.content.decode()


def test_advisor_and_managers_are_told_of_changed_visits(world: World, browse: Browse) -> None:
    region = region_without_visits(world)
    client = browse(world.administrator)
    put(client, region, world.rival_factory)
    assert not Message.rows.exists()
    plan_visit(world)
    put(client, region, world.factory, sure="1")
    assert {each.to for each in Message.rows.filter(kind="region_changed")} == {world.advisor, world.manager}
