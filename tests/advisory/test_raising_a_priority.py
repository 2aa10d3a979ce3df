"""A buyer's priority: to management, onto the PICC's agenda, into the plan or back with words (IP-5)."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import User
from advisory.actions import (
    accept_priority,
    answer_priority,
    decline_priority,
    put_priority_on_agenda,
    raise_priority,
    withdraw_priority,
)
from advisory.drains.wishes import tell_of_priorities
from advisory.models import BuyerPriority, BuyersItem, Decision, Meeting, PlanItem
from factories.models import AccessForm, BuyerLink, Message
from tests.advisory.making import TODAY, make_committee, make_item, page
from tests.factories import entitle, make_point
from tests.personas import World
from tests.roles import as_app, as_role


def raised(world: World, now: Any, **changes: Any) -> BuyerPriority:
    link = changes.pop("link", None) or BuyerLink.rows.select_related("buyer").get(buyer=world.buyer)
    given = {"title": "Eye wash in the chemical store", "by": world.buyer_user, "at": now}
    return raise_priority(link=link, **{**given, **changes})


def meeting_of(world: World, now: Any, held: bool = False) -> Meeting:
    committee = make_committee(world.factory)
    day = {"planned_for": now + timedelta(days=3), "held_on": TODAY if held else None}
    return Meeting.rows.create(factory=world.factory, committee=committee, agenda="Water", **day)


def at_the_picc(world: World, now: Any, **changes: Any) -> BuyerPriority:
    """On the agenda of a meeting that was held since."""
    found, meeting = raised(world, now, **changes), meeting_of(world, now)
    put_priority_on_agenda(priority=found, meeting=meeting, by=world.manager, at=now)
    Meeting.rows.update(held_on=TODAY)
    return BuyerPriority.rows.select_related("buyer", "factory__programme", "meeting", "point").get()


def accepted(world: World, now: Any, by: User | None = None, **changes: Any) -> BuyerPriority:
    words = {"title": "An eye wash beside every chemical", "owner": "Maintenance", **changes}
    return accept_priority(priority=at_the_picc(world, now), by=by or world.picc_worker, at=now, **words)


# -- Raising -----------------------------------------------------------------------------


def test_a_buyer_raises_a_priority(world: World, now: Any) -> None:
    found = raised(world, now, point=make_point())
    assert (found.status, found.buyer_id, found.factory_id) == ("raised", world.buyer.pk, world.factory.pk)


def test_it_needs_all_three_conditions_and_says_which_is_missing(world: World, now: Any) -> None:
    AccessForm.rows.update(revoked_at=now)
    with pytest.raises(WrongState, match="Third-party access form signed: The factory's manager signs it"):
        raised(world, now)


@pytest.mark.parametrize("name", ["rival_buyer_user", "manager", "advisor"])
def test_nobody_raises_for_another_buyer(world: World, now: Any, name: str) -> None:
    with pytest.raises(NotAllowed):
        raised(world, now, by=getattr(world, name))


# -- Management --------------------------------------------------------------------------


def test_management_puts_it_on_the_agenda_without_the_buyers_name(world: World, now: Any) -> None:
    found, meeting = raised(world, now), meeting_of(world, now)
    put_priority_on_agenda(priority=found, meeting=meeting, by=world.picc_management, at=now)
    meeting.refresh_from_db()
    assert meeting.agenda == "Water\nEye wash in the chemical store (a buyer's priority)"
    assert (found.status, found.agenda_on) == ("on_agenda", TODAY + timedelta(days=3))


def test_management_says_why_not(world: World, now: Any) -> None:
    found = raised(world, now)
    with pytest.raises(Invalid):
        answer_priority(priority=found, words=" ", by=world.manager, at=now)
    answer_priority(priority=found, words="Done last month", by=world.manager, at=now)
    assert (found.status, found.answer) == ("not_taken_up", "Done last month")


@pytest.mark.parametrize("name", ["picc_worker", "advisor", "ambassador", "rival_manager", "buyer_user"])
def test_nobody_but_management_schedules_or_answers(world: World, now: Any, name: str) -> None:
    found, meeting = raised(world, now), meeting_of(world, now)
    with pytest.raises(NotAllowed):
        put_priority_on_agenda(priority=found, meeting=meeting, by=getattr(world, name), at=now)
    with pytest.raises(NotAllowed):
        answer_priority(priority=found, words="No", by=getattr(world, name), at=now)


# -- The committee -----------------------------------------------------------------------


def test_the_picc_accepts_and_it_becomes_a_plan_item(world: World, now: Any) -> None:
    found = accepted(world, now)
    item = PlanItem.rows.get()
    assert (item.origin, item.title, item.owner) == (
        "buyer_priority",
        "An eye wash beside every chemical",
        "Maintenance",
    )
    assert (found.status, found.item, item.decision) == ("accepted", item, Decision.rows.get())


def test_nothing_is_decided_before_the_meeting_was_held(world: World, now: Any) -> None:
    found, meeting = raised(world, now), meeting_of(world, now)
    with pytest.raises(WrongState, match="once it was on the agenda"):
        accept_priority(priority=found, title="x", by=world.manager, at=now)
    put_priority_on_agenda(priority=found, meeting=meeting, by=world.manager, at=now)
    with pytest.raises(WrongState, match="not recorded yet"):
        accept_priority(priority=found, title="x", by=world.manager, at=now)


def test_a_plan_item_never_names_the_buyer(world: World, now: Any) -> None:
    with pytest.raises(Invalid, match="Leave out the buyer's name") as refused:
        accepted(world, now, title="What northwind clothing wants")
    assert refused.value.field == "title"


def test_the_picc_declines_with_words(world: World, now: Any) -> None:
    found = at_the_picc(world, now)
    with pytest.raises(Invalid):
        decline_priority(priority=found, words="", by=world.picc_worker, at=now)
    decline_priority(priority=found, words="Other things come first", by=world.picc_worker, at=now)
    assert (found.status, PlanItem.rows.count()) == ("declined", 0)


@pytest.mark.parametrize("name", ["ambassador", "other_advisor", "group_user", "buyer_user"])
def test_others_decide_nothing(world: World, now: Any, name: str) -> None:
    with pytest.raises(NotAllowed):
        accepted(world, now, by=getattr(world, name))


def test_a_decided_priority_is_not_withdrawn(world: World, now: Any) -> None:
    found = accepted(world, now)
    with pytest.raises(WrongState):
        withdraw_priority(priority=found, by=world.buyer_user, at=now)


# -- What the buyer sees -----------------------------------------------------------------


def test_the_buyer_reads_what_it_became_and_no_other_item(world: World, now: Any, browse: Any) -> None:
    other = make_item(world.factory, title="Unpaid overtime")
    found = accepted(world, now)
    with as_app(world.buyer_user, now):
        assert [(each.code, each.title) for each in BuyersItem.objects.all()] == [
            ("IP-002", "An eye wash beside every chemical")
        ]
        assert not PlanItem.rows.exists()
    text = page(browse(world.buyer_user), f"/priorities/{found.pk}/")
    assert "IP-002" in text
    assert other.title not in text


def test_while_a_condition_is_missing_the_buyer_reads_its_own_words_alone(
    world: World, now: Any, browse: Any
) -> None:
    found = accepted(world, now)
    AccessForm.rows.update(revoked_at=now)
    client = browse(world.buyer_user)
    text = page(client, f"/priorities/{found.pk}/")
    assert "Eye wash in the chemical store" in text
    for secret in ("IP-001", "An eye wash beside", "In the improvement plan"):
        assert secret not in text
    answer = client.get(f"/api/v1/buyer-priorities/{found.pk}/").json()
    assert (answer["open"], answer["status"], answer["became"]) == (False, "", [])


def test_the_rival_buyer_finds_no_trace(world: World, now: Any, browse: Any) -> None:
    entitle(world.rival_buyer, world.cycle, world.manager, world.administrator)
    found, client = accepted(world, now), browse(world.rival_buyer_user)
    assert client.get(f"/priorities/{found.pk}/").status_code == 404
    assert client.get("/api/v1/buyer-priorities/").json()["results"] == []
    with as_app(world.rival_buyer_user, now):
        assert not BuyersItem.objects.exists()
        assert not BuyerPriority.rows.exists()


# -- Who is told -------------------------------------------------------------------------


def told() -> set[tuple[str, str, str]]:
    return {(m.to.name, m.kind, m.facts["turn"]) for m in Message.rows.select_related("to")}


def test_each_side_hears_what_the_other_did(world: World, now: Any) -> None:
    found = raised(world, now)
    with as_role("bw_worker"):
        tell_of_priorities(now)
        tell_of_priorities(now)
    inside = {(name, "buyer_priority", "raised") for name in ("Pich Sreymom", "Chan Sokha")}
    assert told() == inside
    answer_priority(priority=found, words="Done", by=world.manager, at=now)
    tell_of_priorities(now)
    assert told() == inside | {("Ingrid Berg", "priority_answer", "not_taken_up")}


# -- On the pages ------------------------------------------------------------------------


def test_from_the_buyer_to_the_plan_on_the_pages(world: World, now: Any, browse: Any) -> None:
    link = BuyerLink.rows.get(buyer=world.buyer)
    sent = browse(world.buyer_user).post(f"/suppliers/{link.pk}/priority/", {"title": "Heat on floor 3"})
    address = sent["Location"]
    meeting, manager = meeting_of(world, now), browse(world.manager)
    assert "Heat on floor 3" in page(manager, f"/wishes/{world.factory.pk}/")
    assert manager.post(f"{address}agenda/", {"meeting": ""}).status_code == 422
    assert manager.post(f"{address}agenda/", {"meeting": str(meeting.pk)}).status_code == 302
    Meeting.rows.update(held_on=TODAY)
    assert "Heat on floor 3" in page(manager, f"/picc/meetings/{meeting.pk}/")
    worker = browse(world.picc_worker)
    assert "The committee accepts it" in page(worker, address)
    assert worker.post(f"{address}accept/", {"title": "Fans on floor 3"}).status_code == 302
    buyer = browse(world.buyer_user)
    assert "Fans on floor 3" in page(buyer, address)
    assert "IP-001" in page(buyer, f"/suppliers/{link.pk}/")


def test_raising_and_answering_by_api(world: World, now: Any, browse: Any) -> None:
    link, json = BuyerLink.rows.get(buyer=world.buyer), "application/json"
    buyer, manager = browse(world.buyer_user), browse(world.manager)
    root = "/api/v1/buyer-priorities"
    made = buyer.post(f"{root}/raise/", {"link": str(link.pk), "title": "Heat"}, content_type=json).json()
    assert buyer.post(f"{root}/{made['id']}/answer/", {"words": "x"}, content_type=json).status_code == 404
    answer = manager.post(f"{root}/{made['id']}/answer/", {"words": "Fans came"}, content_type=json).json()
    assert (answer["status"], answer["answer"]) == ("not_taken_up", "Fans came")
