"""The second wall: what the database itself shows, whatever the Python code asks for."""

from datetime import timedelta

from django.conf import settings

from assessments.models import Assessment
from factories.models import Buyer, BuyerLink, Factory
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app


def test_requests_of_tests_run_as_the_applications_own_role() -> None:
    assert settings.MIDDLEWARE[0] == "tests.roles.serve_as_app"


def names(rows) -> set[str]:
    return {row.name for row in rows}


def test_a_manager_sees_the_own_factory_alone(world: World) -> None:
    with as_app(world.manager, NOW):
        assert names(Factory.rows.all()) == {"Lotus Thread Apparel"}


def test_staff_see_their_country(world: World) -> None:
    with as_app(world.advisor, NOW):
        assert names(Factory.rows.all()) == {"Lotus Thread Apparel", "Angkor Stitch"}


def test_head_office_sees_every_country(world: World) -> None:
    with as_app(world.head_office, NOW):
        assert Factory.rows.count() == 3


def test_an_entitled_buyer_sees_its_factory_and_a_rival_none(world: World) -> None:
    with as_app(world.buyer_user, NOW):
        assert names(Factory.rows.all()) == {"Lotus Thread Apparel"}
    with as_app(world.rival_buyer_user, NOW):
        assert not Factory.rows.exists()


def test_nobody_sees_nothing(world: World) -> None:
    with as_app(None, NOW):
        assert not Factory.rows.exists()


def test_a_buyer_does_not_learn_of_other_buyers(world: World) -> None:
    with as_app(world.rival_buyer_user, NOW):
        assert names(Buyer.rows.all()) == {"Harbour Fashion"}
        assert not BuyerLink.rows.exists()


def plan_assessment(world: World) -> Assessment:
    return Assessment.rows.create(
        factory=world.factory, planned_on=(NOW + timedelta(days=3)).date(), planned_by=world.team_leader
    )


def test_a_planned_assessment_exists_for_planners_alone(world: World) -> None:
    plan_assessment(world)
    for name, user in world.people().items():
        with as_app(user, NOW):
            planner = name in {"team_leader", "other_team_leader", "country_manager"}
            assert Assessment.rows.exists() == planner, name
