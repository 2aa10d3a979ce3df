"""A buyer asks to shadow a visit, or for a joint one: conditions by name, the advisor's answer (ADV-3)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import User
from advisory.actions import agree_to_join, ask_to_join, cancel_visit, decline_to_join, move_visit
from advisory.actions import withdraw_request as withdraw
from advisory.buyers.joining import conditions_known, standing
from advisory.drains.joining import settle_requests
from advisory.models import Visit, VisitRequest
from factories.actions import revoke_access_form
from factories.models import AccessForm, BuyerLink, Message, PaidRegistration
from tests.advisory.making import TODAY, make_visit, page
from tests.factories import entitle, link, make_cycle, make_factory
from tests.personas import World
from tests.roles import as_app, as_role

WISH = {"wished_from": TODAY, "wished_until": TODAY + timedelta(days=60)}
NEXT_WEEK = TODAY + timedelta(days=7)


def ask(world: World, now: Any, by: User | None = None, **changes: Any) -> VisitRequest:
    person = by or world.buyer_user
    claim = changes.pop("claim", None) or BuyerLink.rows.get(buyer=world.buyer)
    given = {"kind": "shadow", "reason": "To see how advice works", "persons": ["Ingrid Berg"]}
    return ask_to_join(link=claim, by=person, at=now, **{**WISH, **given, **changes})


def agreed(world: World, now: Any, **changes: Any) -> VisitRequest:
    visit = changes.pop("visit", None) or make_visit(world.factory, world.advisor, on=NEXT_WEEK)
    return agree_to_join(asked=ask(world, now), visit=visit, by=world.advisor, at=now, **changes)


def states(request: VisitRequest, user: User) -> dict[str, bool | None]:
    return {each.key: each.met for each in conditions_known(request.link, user)}


# -- Asking ------------------------------------------------------------------------------


def test_a_buyer_asks_and_the_request_waits(world: World, now: Any) -> None:
    request = ask(world, now, persons=[" Ingrid  Berg ", "", "Tomas Lind"])
    assert (request.status, request.persons) == ("waiting", ["Ingrid Berg", "Tomas Lind"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"persons": [" "]}, "persons"),
        ({"persons": ["A"] * 7}, "persons"),
        ({"wished_until": TODAY - timedelta(days=1)}, "wished_until"),
        ({"wished_from": date(2026, 1, 1), "wished_until": date(2026, 1, 2)}, "wished_until"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(
    world: World, now: Any, changes: Any, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        ask(world, now, **changes)
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["rival_buyer_user", "manager", "advisor"])
def test_nobody_asks_for_another_buyer(world: World, now: Any, name: str) -> None:
    with pytest.raises(NotAllowed):
        ask(world, now, by=getattr(world, name))


def test_a_second_request_waits_for_the_first(world: World, now: Any) -> None:
    withdraw(asked=ask(world, now), by=world.buyer_user, at=now)
    ask(world, now)
    with pytest.raises(WrongState, match="waits already"):
        ask(world, now)


# -- The three conditions ----------------------------------------------------------------


def test_each_missing_condition_is_named_with_who_can_mend_it(world: World, now: Any) -> None:
    request = ask(world, now)
    AccessForm.rows.update(revoked_at=now)
    known = {each.key: each for each in conditions_known(request.link, world.buyer_user)}
    assert {key: each.met for key, each in known.items()} == {
        "relationship": True,
        "form": False,
        "payment": True,
    }
    assert known["form"].note == "The factory's manager signs it."


def test_a_payment_that_is_missing_is_named(world: World, now: Any) -> None:
    request = ask(world, now)
    PaidRegistration.rows.update(paid_at=None)
    assert states(request, world.buyer_user)["payment"] is None
    PaidRegistration.rows.update(ended_at=now)
    assert states(request, world.buyer_user)["payment"] is False


def test_a_buyer_that_nobody_confirmed_learns_nothing_of_form_and_payment(world: World, now: Any) -> None:
    entitle(world.rival_buyer, world.cycle, world.manager, world.administrator)
    BuyerLink.rows.filter(buyer=world.rival_buyer).update(confirmed_at=None)
    claim = BuyerLink.rows.select_related("buyer").get(buyer=world.rival_buyer)
    request = ask(world, now, by=world.rival_buyer_user, claim=claim)
    assert set(states(request, world.rival_buyer_user).values()) == {None}
    assert states(request, world.advisor) == {"relationship": None, "form": True, "payment": True}


def test_a_declined_claim_looks_like_one_that_nobody_answered(world: World, now: Any) -> None:
    claim = link(world.rival_buyer, world.factory, confirmed=False)
    request = ask(world, now, by=world.rival_buyer_user, claim=claim)
    before = standing(request, world.rival_buyer_user)
    BuyerLink.rows.filter(pk=claim.pk).update(ended_at=now, ended_by=world.manager, ended_reason="no")
    request = VisitRequest.rows.select_related("link__buyer").get(pk=request.pk)
    assert standing(request, world.rival_buyer_user) == before


# -- The advisor's answer ----------------------------------------------------------------


def test_the_advisor_agrees_to_a_planned_visit_and_the_buyer_reads_its_day(
    world: World, now: Any, browse: Any
) -> None:
    request = agreed(world, now)
    assert (request.status, request.agreed_on) == ("agreed", NEXT_WEEK)
    assert "9 Mar" in page(browse(world.buyer_user), f"/visit-requests/{request.pk}/")


def test_the_advisor_plans_a_visit_for_it(world: World, now: Any) -> None:
    request = agree_to_join(asked=ask(world, now), on=NEXT_WEEK, by=world.advisor, at=now)
    assert request.visit == Visit.rows.get(factory=world.factory, on=NEXT_WEEK)


@pytest.mark.parametrize("missing", [BuyerLink, AccessForm, PaidRegistration])
def test_nothing_is_granted_while_a_condition_is_missing(world: World, now: Any, missing: Any) -> None:
    request = ask(world, now)
    ends = "revoked_at" if missing is AccessForm else "ended_at"
    missing.rows.filter(buyer=world.buyer).update(**{ends: now})
    with pytest.raises(WrongState, match="cannot be granted while a condition is missing"):
        agree_to_join(asked=request, on=NEXT_WEEK, by=world.advisor, at=now)
    assert not Visit.rows.exists()


@pytest.mark.parametrize("name", ["other_advisor", "manager", "team_leader", "buyer_user"])
def test_nobody_but_the_advisor_answers(world: World, now: Any, name: str) -> None:
    request = ask(world, now)
    with pytest.raises(NotAllowed):
        agree_to_join(asked=request, on=NEXT_WEEK, by=getattr(world, name), at=now)
    with pytest.raises(NotAllowed):
        decline_to_join(asked=request, reason="No", by=getattr(world, name), at=now)


def test_two_buyers_never_meet_at_one_visit(world: World, now: Any) -> None:
    visit = make_visit(world.factory, world.advisor, on=NEXT_WEEK)
    agreed(world, now, visit=visit)
    entitle(world.rival_buyer, world.cycle, world.manager, world.administrator)
    other = ask(world, now, by=world.rival_buyer_user, claim=BuyerLink.rows.get(buyer=world.rival_buyer))
    with pytest.raises(Invalid, match="do not learn of each other"):
        agree_to_join(asked=other, visit=visit, by=world.advisor, at=now)


def test_another_factorys_visit_is_not_chosen(world: World, now: Any) -> None:
    elsewhere = make_visit(world.rival_factory, world.other_advisor, on=NEXT_WEEK)
    with pytest.raises(Invalid, match="another factory"):
        agreed(world, now, visit=elsewhere)


def test_declining_wants_a_reason(world: World, now: Any) -> None:
    with pytest.raises(Invalid) as refused:
        decline_to_join(asked=ask(world, now), reason=" ", by=world.advisor, at=now)
    assert refused.value.field == "reason"


# -- After the agreement -----------------------------------------------------------------


def test_a_condition_that_falls_away_hides_the_day(world: World, now: Any, browse: Any) -> None:
    request = agreed(world, now)
    revoke_access_form(form=AccessForm.rows.get(), by=world.manager, at=now)
    text = page(browse(world.buyer_user), f"/visit-requests/{request.pk}/")
    assert "does not stand any more" in text
    assert "9 Mar" not in text
    answer = browse(world.buyer_user).get(f"/api/v1/visit-requests/{request.pk}/").json()
    assert (answer["state"], answer["agreed_on"]) == ("fallen", None)


def test_a_visit_that_moves_puts_the_request_back(world: World, now: Any) -> None:
    request = agreed(world, now)
    move_visit(visit=Visit.rows.get(), on=NEXT_WEEK + timedelta(days=1), by=world.advisor, at=now)
    settle_requests(now)
    request.refresh_from_db()
    assert (request.status, request.agreed_on, request.visit) == ("waiting", None, None)


def test_a_cancelled_visit_puts_the_request_back(world: World, now: Any) -> None:
    request = agreed(world, now)
    cancel_visit(visit=Visit.rows.get(), reason="Strike", by=world.advisor, at=now)
    settle_requests(now)
    request.refresh_from_db()
    assert request.status == "waiting"


def test_a_held_visit_closes_the_request(world: World, now: Any) -> None:
    request = agreed(world, now)
    Visit.rows.update(status="held", logged_at=now)
    settle_requests(now)
    request.refresh_from_db()
    assert request.status == "held"


# -- Who is told, who sees ---------------------------------------------------------------


def told(kind: str) -> set[tuple[str, str]]:
    return {(m.to.name, m.facts["turn"]) for m in Message.rows.filter(kind=kind).select_related("to")}


def test_factory_and_advisor_hear_of_a_request_and_the_buyer_of_the_answer(world: World, now: Any) -> None:
    request = ask(world, now)
    with as_role("bw_worker"):
        settle_requests(now)
        settle_requests(now)
    assert told("visit_request") == {("Pich Sreymom", "asked"), ("Chan Sokha", "asked")}
    assert told("visit_answer") == set()
    agree_to_join(asked=request, on=NEXT_WEEK, by=world.advisor, at=now)
    settle_requests(now)
    assert told("visit_answer") == {("Ingrid Berg", "agreed")}
    assert ("Pich Sreymom", "agreed") in told("visit_request")


def test_both_sides_hear_once_that_it_does_not_stand_any_more(world: World, now: Any) -> None:
    agreed(world, now)
    settle_requests(now)
    AccessForm.rows.update(revoked_at=now)
    settle_requests(now)
    settle_requests(now)
    assert ("Chan Sokha", "fallen") in told("visit_request")
    assert ("Ingrid Berg", "fallen") in told("visit_answer")
    assert Message.rows.filter(facts__turn="fallen").count() == 3


def sweeps_queries(now: Any) -> int:
    with CaptureQueriesContext(connection) as caught:
        settle_requests(now)
    return len(caught)


def test_a_sweep_costs_the_same_however_many_requests_are_agreed(world: World, now: Any) -> None:
    agreed(world, now)
    settle_requests(now)
    one = sweeps_queries(now)
    for name in ("Second", "Third"):
        factory = make_factory(world.cambodia, name)
        entitle(world.buyer, make_cycle(factory), world.manager, world.administrator)
        visit = make_visit(factory, world.advisor, on=NEXT_WEEK)
        VisitRequest.rows.create(
            link=BuyerLink.rows.get(factory=factory),
            buyer=world.buyer,
            factory=factory,
            status="agreed",
            asked_by=world.buyer_user,
            asked_at=now,
            visit=visit,
            agreed_on=visit.on,
            agreed_how=visit.modality,
            persons=["Ingrid Berg"],
            kind="shadow",
            answered_by=world.advisor,
            answered_at=now,
            untold=False,
            **WISH,
        )
    assert sweeps_queries(now) == one


def test_an_answer_to_the_buyer_names_neither_day_nor_factory(world: World, now: Any) -> None:
    agreed(world, now)
    settle_requests(now)
    answer = Message.rows.filter(kind="visit_answer").get()
    assert answer.factory is None
    assert answer.facts == {"turn": "agreed", "name": world.factory.name}


def test_a_request_on_a_claim_without_a_factory_finds_it_later(world: World, now: Any) -> None:
    claim = link(world.rival_buyer, world.factory, confirmed=False)
    BuyerLink.rows.filter(pk=claim.pk).update(factory=None)
    claim.refresh_from_db()
    request = ask(world, now, by=world.rival_buyer_user, claim=claim)
    assert request.factory is None
    BuyerLink.rows.filter(pk=claim.pk).update(factory=world.factory)
    settle_requests(now)
    assert told("visit_request") == {("Pich Sreymom", "asked"), ("Chan Sokha", "asked")}


def test_the_rival_buyer_finds_no_trace(world: World, now: Any, browse: Any) -> None:
    request, client = agreed(world, now), browse(world.rival_buyer_user)
    assert client.get(f"/visit-requests/{request.pk}/").status_code == 404
    assert client.get(f"/suppliers/{request.link_id}/").status_code == 404
    assert client.get("/api/v1/visit-requests/").json()["results"] == []
    with as_app(world.rival_buyer_user, now):
        assert not VisitRequest.rows.exists()


def test_the_factory_sees_which_buyer_asks(world: World, now: Any, browse: Any) -> None:
    ask(world, now)
    assert "Northwind Clothing" in page(browse(world.manager), f"/wishes/{world.factory.pk}/")


# -- On the pages ------------------------------------------------------------------------


def test_asking_on_the_page(world: World, browse: Any, now: Any) -> None:
    claim = BuyerLink.rows.get(buyer=world.buyer)
    wish = {"kind": "joint", "wished_from": TODAY, "wished_until": NEXT_WEEK, "reason": "One message"}
    client = browse(world.buyer_user)
    response = client.post(f"/suppliers/{claim.pk}/ask/", {**wish, "persons": "Ingrid Berg\nTomas Lind"})
    request = VisitRequest.rows.get()
    assert response["Location"] == f"/visit-requests/{request.pk}/"
    assert "joint visit" in page(client, response["Location"])
    assert "Joint visit" in page(client, f"/suppliers/{claim.pk}/")


def test_a_refused_request_keeps_what_was_typed(world: World, browse: Any) -> None:
    claim = BuyerLink.rows.get(buyer=world.buyer)
    response = browse(world.buyer_user).post(f"/suppliers/{claim.pk}/ask/", {"reason": "One message"})
    assert response.status_code == 422
    assert "One message" in response.content.decode()


def test_the_advisor_answers_on_the_page(world: World, browse: Any, now: Any) -> None:
    request, client = ask(world, now), browse(world.advisor)
    address = f"/visit-requests/{request.pk}/"
    assert client.post(f"{address}agree/", {}).status_code == 422
    visit = make_visit(world.factory, world.advisor, on=NEXT_WEEK)
    assert client.post(f"{address}agree/", {"visit": str(visit.pk)}).status_code == 302
    assert client.post(f"{address}decline/", {"reason": "Too many guests"}).status_code == 302
    assert "Too many guests" in page(browse(world.buyer_user), address)


def test_the_buyer_sees_no_planned_visit(world: World, browse: Any, now: Any) -> None:
    request = ask(world, now)
    make_visit(world.factory, world.advisor, on=NEXT_WEEK)
    text = page(browse(world.buyer_user), f"/visit-requests/{request.pk}/")
    assert "9 Mar" not in text
    assert "Agree to this visit" not in text


def test_asking_and_answering_by_api(world: World, browse: Any, now: Any) -> None:
    claim = BuyerLink.rows.get(buyer=world.buyer)
    sent = {"link": str(claim.pk), "kind": "shadow", "reason": "To see", "persons": ["Ingrid Berg"]}
    days = {"wished_from": "2026-03-03", "wished_until": "2026-04-03"}
    buyer, advisor = browse(world.buyer_user), browse(world.advisor)
    json = "application/json"
    made = buyer.post("/api/v1/visit-requests/ask/", {**sent, **days}, content_type=json).json()
    assert [each["met"] for each in made["conditions"]] == [True, True, True]
    address = f"/api/v1/visit-requests/{made['id']}"
    assert advisor.post(f"{address}/decline/", {"reason": ""}, content_type=json).status_code == 422
    answer = advisor.post(f"{address}/agree/", {"on": "2026-03-09"}, content_type=json).json()
    assert (answer["state"], answer["agreed_on"]) == ("agreed", "2026-03-09")
    assert buyer.post(f"{address}/withdraw/").json()["state"] == "withdrawn"
