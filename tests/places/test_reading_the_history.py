"""The history tab: the trail in words, for whoever may read the rows it tells of."""

from collections.abc import Callable

from django.db import connection
from django.test import Client

from accounts.models import User
from factories import actions
from factories.models import AccessForm
from tests.factories import NOW, make_factory
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]


def read(client: Client, world: World) -> str:
    answer = client.get(f"/factories/{world.factory.pk}/history/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_change_is_told_with_before_after_and_person(world: World, browse: Browse) -> None:
    with as_app(world.manager, NOW):
        actions.correct_facts(factory=world.factory, facts={"workers": 1284}, by=world.manager, at=NOW)
    page = read(browse(world.advisor), world)
    assert "workers: 1200 → 1284" in page
    assert "Pich Sreymom" in page


def test_a_decision_is_told_with_its_reason(world: World, browse: Browse) -> None:
    with as_app(world.team_leader, NOW):
        actions.change_standing(
            factory=world.factory, to="suspended", reason="Flood", by=world.team_leader, at=NOW
        )
    page = read(browse(world.advisor), world)
    assert "active → suspended" in page
    assert "Flood" in page


def test_a_revoked_form_is_told_by_the_buyers_name(world: World, browse: Browse) -> None:
    with as_app(world.manager, NOW):
        actions.revoke_access_form(form=AccessForm.rows.get(), by=world.manager, at=NOW)
    assert "Third-party access form revoked: Northwind Clothing" in read(browse(world.manager), world)


def test_outsiders_and_buyers_read_no_history(world: World, browse: Browse) -> None:
    for person in (world.buyer_user, world.rival_manager, world.haitian_advisor):
        assert browse(person).get(f"/factories/{world.factory.pk}/history/").status_code == 404


def test_a_strange_page_is_the_first_one(world: World, browse: Browse) -> None:
    answer = browse(world.advisor).get(f"/factories/{world.factory.pk}/history/", {"before": "yesterday"})
    assert answer.status_code == 200


def test_a_factory_that_came_in_without_a_trail_has_an_empty_history(world: World, browse: Browse) -> None:
    factory = make_factory(world.cambodia, "Bulk Loaded")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM factories_factoryevent WHERE pgh_obj_id = %s", [factory.pk])
    assert browse(world.administrator).get(f"/factories/{factory.pk}/history/").status_code == 200
