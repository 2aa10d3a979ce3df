"""The first page after sign-in of administrators, group users and constituents."""

from collections.abc import Callable

from django.test import Client

from accounts.models import Organisation, Role, User
from factories.models import PaidRegistration
from tests.factories import NOW, make_factory, make_user
from tests.personas import World

Browse = Callable[[User | None], Client]


def read(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_administrator_sees_who_waits_for_a_hand(world: World, browse: Browse) -> None:
    make_factory(world.cambodia, "New Knit", status="registered")
    make_factory(world.cambodia, "Listed Knit", status="imported", registered_at=None)
    make_factory(world.haiti, "Haitian Knit", status="registered")
    PaidRegistration.rows.update(paid_at=None)
    page = read(browse(world.administrator))
    assert "New Knit" in page
    assert "Listed Knit" in page
    assert "Northwind Clothing" in page
    assert "Haitian Knit" not in page


def test_a_payment_is_recorded_from_the_first_page(world: World, browse: Browse) -> None:
    PaidRegistration.rows.update(paid_at=None)
    registration = PaidRegistration.rows.get()
    browse(world.administrator).post(f"/registrations/{registration.pk}/paid/")
    registration.refresh_from_db()
    assert registration.paid_at == NOW


def test_a_group_sees_its_own_factories_side_by_side(world: World, browse: Browse) -> None:
    page = read(browse(world.group_user))
    assert "Lotus Thread Apparel" in page
    assert "Angkor Stitch" not in page


def test_a_constituent_without_an_agreement_reads_nothing(world: World, browse: Browse) -> None:
    ministry = Organisation.objects.create(kind="constituent", name="Labour Inspectorate")
    person = make_user("Ros Sothy", ministry, Role.CONSTITUENT)
    page = read(browse(person))
    assert "Labour Inspectorate" in page
    assert "Lotus" not in page
