"""A buyer's log of its own activity at a factory: newest first, to be taken away (WHO-10)."""

from datetime import timedelta
from typing import Any

from advisory.actions import answer_priority, ask_to_join, raise_priority, withdraw_priority
from advisory.drains.wishes import tell_of_priorities
from advisory.models import CorrectivePlan, PlanDownload
from factories.models import AccessForm, BuyerLink, Delivery
from tests.advisory.making import TODAY, page
from tests.delivery.making import drain
from tests.factories import entitle
from tests.personas import World


def link_of(world: World) -> BuyerLink:
    return BuyerLink.rows.select_related("buyer").get(buyer=world.buyer)


def busy(world: World, now: Any) -> None:
    given: dict[str, Any] = {"link": link_of(world), "by": world.buyer_user}
    wish = {"kind": "shadow", "reason": "To see", "persons": ["Ingrid Berg"]}
    ask_to_join(**given, **wish, wished_from=TODAY, wished_until=TODAY, at=now)
    raised = raise_priority(**given, title="Heat on floor 3", at=now + timedelta(hours=1))
    withdraw_priority(priority=raised, by=world.buyer_user, at=now + timedelta(hours=2))


def log(world: World, browse: Any) -> str:
    return page(browse(world.buyer_user), f"/suppliers/{link_of(world).pk}/log/")


def test_what_the_buyer_did_stands_newest_first(world: World, now: Any, browse: Any) -> None:
    busy(world, now)
    text = log(world, browse)
    places = [text.index(words) for words in ("Withdrew a priority", "Raised a priority", "Asked to shadow")]
    assert places == sorted(places)


def test_what_the_factory_did_is_not_in_it(world: World, now: Any, browse: Any) -> None:
    raised = raise_priority(link=link_of(world), title="Heat", by=world.buyer_user, at=now)
    answer_priority(priority=raised, words="Fans came", by=world.manager, at=now)
    text = log(world, browse)
    assert "Fans came" not in text
    assert world.manager.name not in text


def test_downloads_are_those_of_the_buyers_people(world: World, now: Any, browse: Any) -> None:
    pair = {"buyer": world.buyer, "factory": world.factory}
    plan = CorrectivePlan.rows.create(
        **pair,
        name="cap.csv",
        status="taken_in",
        taken_in_at=now,
        uploaded_by=world.buyer_user,
        uploaded_at=now,
    )
    for user in (world.buyer_user, world.manager):
        PlanDownload.rows.create(**pair, plan=plan, user=user, format="xlsx", at=now)
    assert log(world, browse).count("Downloaded the mapped plan cap.csv (XLSX)") == 1


def told_of_an_answer(world: World, now: Any) -> None:
    raised = raise_priority(link=link_of(world), title="Heat", by=world.buyer_user, at=now)
    answer_priority(priority=raised, words="Fans came", by=world.manager, at=now)
    tell_of_priorities(now)
    drain()


def read(world: World, now: Any) -> None:
    Delivery.rows.filter(to=world.buyer_user, channel="inbox").update(status="read", read_at=now)


def test_a_notice_is_in_it_once_it_was_read(world: World, now: Any, browse: Any) -> None:
    told_of_an_answer(world, now)
    assert "Read a notice" not in log(world, browse)
    read(world, now)
    assert "Read a notice: What became of your priority" in log(world, browse)


def test_notices_of_a_factory_are_gone_while_a_condition_is_missing(
    world: World, now: Any, browse: Any
) -> None:
    told_of_an_answer(world, now)
    read(world, now)
    AccessForm.rows.update(revoked_at=now)
    assert "Read a notice" not in log(world, browse)


def test_the_log_is_taken_away_as_a_file(world: World, now: Any, browse: Any) -> None:
    busy(world, now)
    response = browse(world.buyer_user).get(f"/suppliers/{link_of(world).pk}/log.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "at (UTC),who,what"
    assert lines[-1] == "2026-03-02 03:00+00:00,Ingrid Berg,Asked to shadow a visit"


def test_a_rival_reads_nothing_of_it(world: World, now: Any, browse: Any) -> None:
    entitle(world.rival_buyer, world.cycle, world.manager, world.administrator)
    busy(world, now)
    client, own = browse(world.rival_buyer_user), BuyerLink.rows.get(buyer=world.rival_buyer)
    assert client.get(f"/suppliers/{link_of(world).pk}/log/").status_code == 404
    assert "Heat on floor 3" not in page(client, f"/suppliers/{own.pk}/log/")
