"""Personal wishes: at once, with the morning's digest, or in the inbox alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client

from accounts import clock
from accounts.models import User
from factories import outbox
from factories.actions.wishes import wish
from factories.delivery.mornings import next_morning
from factories.models import BuyerLink, Delivery, Wishes
from tests.delivery.making import at_real, delivery, drain, tell
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]
SEVEN_IN_PHNOM_PENH = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)  # the morning after `NOW`


def wishes(person: User, manner: str, family: str = "places", zone: str = "") -> None:
    with as_app(person, NOW):
        wish(manners={family: manner}, zone=zone, by=person, at=NOW)


@pytest.fixture
def moment(at: Callable[[datetime], None]) -> Callable[[datetime], None]:
    at(NOW)
    return at


def test_the_inbox_alone_means_no_mail(world: World) -> None:
    wishes(world.advisor, "inbox_only")
    told = tell(world, world.advisor)
    drain()
    assert list(Delivery.rows.filter(message=told).values_list("channel", "status")) == [("inbox", "sent")]


def test_a_digest_comes_once_in_the_persons_morning_with_each_message_once(
    world: World, moment: Callable[[datetime], None]
) -> None:
    wishes(world.advisor, "daily")
    for number in range(3):
        tell(world, world.advisor, key=f"k{number}")
    drain()
    moment(SEVEN_IN_PHNOM_PENH - timedelta(minutes=1))
    drain()
    assert mail.outbox == []
    moment(SEVEN_IN_PHNOM_PENH)
    drain()
    moment(SEVEN_IN_PHNOM_PENH + timedelta(days=1))
    drain()
    [sent] = mail.outbox
    assert sent.body.count("You advise Lotus Thread Apparel") == 3
    assert sent.subject == "Better Work: 3 notices of the last day"


def test_what_is_told_after_the_morning_waits_for_the_next(
    world: World, moment: Callable[[datetime], None]
) -> None:
    wishes(world.advisor, "daily")
    moment(SEVEN_IN_PHNOM_PENH)
    told = tell(world, world.advisor)
    drain()
    assert delivery(told).digest_at == SEVEN_IN_PHNOM_PENH + timedelta(days=1)


def test_a_digest_that_fails_comes_later_whole_and_under_the_same_id(
    world: World, moment: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes(world.advisor, "daily")
    for number in range(2):
        tell(world, world.advisor, key=f"k{number}")
    drain()
    moment(SEVEN_IN_PHNOM_PENH)

    def refuse(self: object, messages: object) -> int:
        raise OSError("down")

    with monkeypatch.context() as down:
        down.setattr(locmem.EmailBackend, "send_messages", refuse)
        drain()
    at_real(monkeypatch, clock.real() + timedelta(minutes=2))
    drain()
    [sent] = mail.outbox
    assert sent.body.count("You advise") == 2
    assert (
        sent.extra_headers["Message-ID"]
        == f"<{Delivery.rows.filter(channel='mail')[0].mail_id}@betterwork.example>"
    )


def test_a_digest_leaves_out_what_one_may_no_longer_know(
    world: World, moment: Callable[[datetime], None]
) -> None:
    wishes(world.buyer_user, "daily")
    tell(world, world.buyer_user)
    tell(world, world.buyer_user, key="other", kind="webhook_disabled", factory=None, facts={"days": 3})
    drain()
    BuyerLink.rows.filter(buyer=world.buyer).update(ended_at=NOW)
    moment(NOW + timedelta(days=2))
    drain()
    assert "Lotus" not in mail.outbox[0].body
    assert len(mail.outbox) == 1


def test_a_statutory_notice_comes_at_once_whatever_one_wishes(world: World) -> None:
    kept = outbox.KINDS["advisor_assigned"]
    outbox.register("advisor_assigned", family=kept.family, statutory=True)
    try:
        wishes(world.advisor, "inbox_only")
        tell(world, world.advisor)
        drain()
    finally:
        outbox.KINDS["advisor_assigned"] = kept
    assert len(mail.outbox) == 1


def test_an_invitation_comes_at_once_whatever_one_wishes(world: World) -> None:
    wishes(world.manager, "daily")
    tell(world, world.manager, kind="invitation", factory=None, facts={"role": "factory_manager"})
    drain()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("zone", "at", "morning"),
    [
        ("Asia/Phnom_Penh", datetime(2026, 3, 2, 3, tzinfo=UTC), datetime(2026, 3, 3, 0, tzinfo=UTC)),
        ("Asia/Phnom_Penh", datetime(2026, 3, 2, 0, tzinfo=UTC), datetime(2026, 3, 3, 0, tzinfo=UTC)),
        ("Asia/Phnom_Penh", datetime(2026, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 2, 0, tzinfo=UTC)),
        (
            "Europe/Berlin",
            datetime(2026, 3, 28, 12, tzinfo=UTC),
            datetime(2026, 3, 29, 5, tzinfo=UTC),
        ),  # summer
        ("America/Port-au-Prince", datetime(2026, 3, 2, 3, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)),
    ],
)
def test_the_morning_is_the_persons_own(zone: str, at: datetime, morning: datetime) -> None:
    assert next_morning(ZoneInfo(zone), at) == morning


def test_a_buyer_names_the_zone_of_the_morning(world: World, moment: Callable[[datetime], None]) -> None:
    wishes(world.buyer_user, "daily", zone="Europe/Stockholm")
    told = tell(world, world.buyer_user)
    drain()
    assert delivery(told).digest_at == datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def test_a_person_chooses_on_a_page(world: World, browse: Browse) -> None:
    client = browse(world.advisor)
    families = ["reports", "incidents", "visits", "plan", "assessments", "rules", "places", "other"]
    form = dict.fromkeys(families, "at_once") | {"visits": "daily", "rules": "inbox_only", "zone": ""}
    assert client.post("/notices/wishes/", form).status_code == 302
    kept = Wishes.rows.get(user=world.advisor)
    assert (kept.daily, kept.inbox_only) == (["visits"], ["rules"])
    assert client.post("/notices/wishes/", form | {"visits": "never"}).status_code == 422


def test_wishes_are_ones_own(world: World) -> None:
    wishes(world.advisor, "daily")
    with as_app(world.administrator, NOW):
        assert not Wishes.rows.exists()
