"""A person's inbox: one's own alone, filters, unread ones counted in the bell."""

from collections.abc import Callable

from django.test import Client
from django.utils.html import escape

from accounts.models import User
from factories.models import BuyerLink, Delivery
from tests.delivery.making import delivery, drain, stopped, tell
from tests.factories import NOW, entitle, make_cycle, make_factory
from tests.personas import World

Browse = Callable[[User | None], Client]
BELL = '<span class="count" aria-hidden="true">{}</span>'


def inbox(client: Client, asked: str = "") -> str:
    return client.get(f"/notices/{asked}").content.decode()


def test_the_inbox_shows_ones_own_and_marks_it_read(world: World, browse: Browse) -> None:
    told = tell(world, world.advisor)
    client = browse(world.advisor)
    assert "You advise" not in inbox(client)  # not sent yet
    drain()
    assert "You advise" in inbox(client)
    assert "You advise" not in inbox(browse(world.other_advisor))
    client.post("/notices/read/")
    found = delivery(told, "inbox")
    assert (found.status, found.read_at) == ("read", NOW)


def test_the_bell_counts_what_is_unread(world: World, browse: Browse) -> None:
    for number in range(3):
        tell(world, world.advisor, key=f"k{number}")
    drain()
    client = browse(world.advisor)
    assert BELL.format(3) in client.get("/account/").content.decode()
    client.post(f"/notices/{Delivery.rows.filter(channel='inbox')[0].pk}/read/")
    assert BELL.format(2) in client.get("/account/").content.decode()
    client.post("/notices/read/")
    assert 'class="count"' not in client.get("/account/").content.decode()


def test_bell_and_inbox_forget_what_one_may_no_longer_know(world: World, browse: Browse) -> None:
    tell(world, world.buyer_user)
    drain()
    client = browse(world.buyer_user)
    assert BELL.format(1) in inbox(client)
    BuyerLink.rows.filter(buyer=world.buyer).update(ended_at=NOW)
    assert "Lotus" not in inbox(client)
    assert 'class="count"' not in inbox(client)


def test_a_message_of_another_is_not_here(world: World, browse: Browse) -> None:
    told = tell(world, world.advisor)
    drain()
    found = delivery(told, "inbox")
    assert browse(world.manager).post(f"/notices/{found.pk}/read/").status_code == 404
    assert browse(world.manager).get("/messages/").status_code == 404


def test_a_buyer_filters_by_factory_family_and_unread(world: World, browse: Browse) -> None:
    other = make_factory(world.cambodia, "Silk Road Knitwear")
    entitle(world.buyer, make_cycle(other), world.manager, world.administrator)
    tell(world, world.buyer_user)
    tell(world, world.buyer_user, key="k2", factory=other, kind="item_done", subject_id=other.pk)
    drain()
    client = browse(world.buyer_user)
    lists = {
        f"?factory={other.pk}": "A-1 at Silk Road",
        "?family=plan": "A-1 at Silk Road",
        "?family=places": "You advise Lotus",
    }
    for asked, shown in lists.items():
        page = inbox(client, asked)
        assert (shown in page, page.count('<details class="why">')) == (True, 1), asked
    client.post("/notices/read/")
    assert "No notice matches" in inbox(client, "?unread=on")


def test_nonsense_in_the_address_shows_everything(world: World, browse: Browse) -> None:
    tell(world, world.buyer_user)
    drain()
    assert "You advise" in inbox(browse(world.buyer_user), "?factory=x&family=y&page=z")


def test_the_inbox_says_that_the_mail_came_back(world: World, browse: Browse) -> None:
    stopped(tell(world, world.advisor), "bounced")
    assert "The mail came back" in inbox(browse(world.advisor))


def test_the_inbox_reads_in_arabic(world: World, browse: Browse) -> None:
    world.buyer_user.language = "ar"
    world.buyer_user.save()
    tell(world, world.buyer_user)
    drain()
    page = inbox(browse(world.buyer_user))
    assert 'dir="rtl"' in page
    assert escape("All factories") not in page
