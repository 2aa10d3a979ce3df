"""The factory's page, as each kind of person sees it."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from tests.factories import make_factory
from tests.personas import World

Browse = Callable[[User | None], Client]


def read(client: Client, world: World) -> str:
    answer = client.get(f"/factories/{world.factory.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_cycle_names_the_assessment_by_its_rule_alone(world: World, browse: Browse) -> None:
    for person in (world.manager, world.advisor, world.team_leader):
        page = read(browse(person), world)
        assert "After day 100, unannounced" in page
        assert "continued advisory" in page


def test_a_buyer_reads_the_advisors_name_but_no_cycle(world: World, browse: Browse) -> None:
    page = read(browse(world.buyer_user), world)
    assert "Chan Sokha" in page
    assert "unannounced" not in page
    assert "1200" not in page


def test_outsiders_find_nothing(world: World, browse: Browse) -> None:
    for person in (world.rival_buyer_user, world.rival_manager, world.haitian_advisor):
        assert browse(person).get(f"/factories/{world.factory.pk}/").status_code == 404


def test_the_list_shows_what_one_may_see(world: World, browse: Browse) -> None:
    assert b"Angkor Stitch" in browse(world.advisor).get("/factories/").content
    assert b"Angkor Stitch" not in browse(world.group_user).get("/factories/").content


def test_the_list_finds_by_name_or_code(world: World, browse: Browse) -> None:
    answer = browse(world.advisor).get("/factories/", {"q": "lotus"}).content
    assert b"Lotus Thread" in answer
    assert b"Angkor" not in answer
    by_code = browse(world.advisor).get("/factories/", {"q": world.rival_factory.code}).content
    assert b"Angkor" in by_code


def test_an_advisor_keeps_to_the_own_factories(world: World, browse: Browse) -> None:
    answer = browse(world.advisor).get("/factories/", {"mine": "1"}).content
    assert b"Lotus Thread" in answer
    assert b"Angkor" not in answer


def test_the_list_sorts_and_pages(world: World, browse: Browse) -> None:
    for number in range(30):
        make_factory(world.cambodia, f"Zeta {number:02d}")
    client = browse(world.advisor)
    assert b"Zeta 29" not in client.get("/factories/").content
    assert b"Zeta 29" in client.get("/factories/", {"page": "2"}).content
    assert b"Zeta 29" in client.get("/factories/", {"sort": "-name"}).content


def test_a_factory_manager_is_led_to_the_own_factory(world: World, browse: Browse) -> None:
    assert browse(world.manager).get("/our-factory/").headers["Location"] == f"/factories/{world.factory.pk}/"
