"""The API of factories, people and messages: the pages' rights and the pages' verbs."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Membership, Role, User
from factories.models import AdvisorAssignment, Cycle, Factory, FactoryGrant
from tests.delivery.making import delivery, drain, stopped, tell
from tests.factories import NOW, make_cycle, make_factory
from tests.personas import World
from tests.places.asking import get, post, results
from tests.places.making import queries


def test_factories_are_listed_as_far_as_the_person_sees(world: World, browse: Any) -> None:
    found = results(browse(world.manager), "factories")
    assert [row["id"] for row in found] == [str(world.factory.pk)]


def test_one_country_is_asked_for_alone(world: World, browse: Any) -> None:
    found = results(browse(world.head_office), "factories", programme=str(world.haiti.pk))
    assert [row["name"] for row in found] == ["Caracol Sewing"]


def test_a_buyer_reads_no_facts_of_the_inside(world: World, browse: Any) -> None:
    row = get(browse(world.buyer_user), f"factories/{world.factory.pk}").json()
    assert row["name"] == "Lotus Thread Apparel"
    assert not {"workers", "address", "status_reason"} & set(row)


@pytest.mark.parametrize("name", ["rival_buyer_user", "rival_manager", "haitian_advisor"])
def test_an_outsider_gets_404(world: World, browse: Any, name: str) -> None:
    client = browse(getattr(world, name))
    assert get(client, f"factories/{world.factory.pk}").status_code == 404
    assert get(client, f"cycles/{world.cycle.pk}").status_code == 404


def test_the_signed_out_read_nothing(world: World, browse: Any) -> None:
    assert get(browse(None), "factories").status_code in {401, 403}


def test_a_factory_is_registered_and_gets_its_code(world: World, browse: Any) -> None:
    made = post(
        browse(world.administrator), "factories/register", programme=str(world.cambodia.pk), name="Mekong"
    )
    assert made.status_code == 201, made.content
    assert Cycle.rows.filter(factory=made.json()["id"], number=1).exists()


def test_who_registers_nowhere_gets_404(world: World, browse: Any) -> None:
    answer = post(browse(world.manager), "factories/register", programme=str(world.cambodia.pk), name="X")
    assert answer.status_code == 404


def test_an_imported_factory_is_completed(world: World, browse: Any) -> None:
    made = make_factory(world.cambodia, "From a list", status="imported", registered_at=None)
    assert (
        post(browse(world.administrator), f"factories/{made.pk}/complete", workers=990).json()["workers"]
        == 990
    )
    assert Factory.rows.get(pk=made.pk).status == "registered"


def test_facts_that_are_not_given_stay(world: World, browse: Any) -> None:
    Factory.rows.filter(pk=world.factory.pk).update(city="Phnom Penh")
    row = post(browse(world.manager), f"factories/{world.factory.pk}/correct-facts", workers=1012).json()
    assert (row["workers"], row["city"]) == (1012, "Phnom Penh")


def test_fewer_workers_than_the_known_women_are_refused(world: World, browse: Any) -> None:
    answer = post(browse(world.manager), f"factories/{world.factory.pk}/correct-facts", workers=10)
    assert (answer.status_code, answer.json()["field"]) == (422, "women")


def test_facts_that_cannot_be_are_refused_with_the_sentence(world: World, browse: Any) -> None:
    address = f"factories/{world.factory.pk}/correct-facts"
    answer = post(browse(world.manager), address, workers=10, women=11)
    assert (answer.status_code, answer.json()["field"]) == (422, "women")
    assert "more women than workers" in answer.json()["detail"]


def test_the_policy_is_signed_once(world: World, browse: Any) -> None:
    client, address = browse(world.manager), f"factories/{world.factory.pk}/sign-anti-bribery"
    assert post(client, address, signed_name="Pich Sreymom").status_code == 200
    assert post(client, address, signed_name="Pich Sreymom").status_code == 409
    assert results(client, "anti-bribery-signatures")[0]["signed_name"] == "Pich Sreymom"


def test_the_opening_meeting_is_recorded(world: World, browse: Any) -> None:
    held = {"held_on": "2026-03-02", "attended_by": "HR", "policy_gone_through": True}
    client = browse(world.advisor)
    assert post(client, f"factories/{world.factory.pk}/hold-opening-meeting", **held).status_code == 200
    assert results(client, "opening-meetings", factory=str(world.factory.pk))[0]["attended_by"] == "HR"


def test_a_planner_assigns_the_advisor(world: World, browse: Any) -> None:
    address, chosen = f"factories/{world.factory.pk}/assign-advisor", str(world.other_advisor.pk)
    assert post(browse(world.team_leader), address, advisor=chosen).status_code == 200
    assert AdvisorAssignment.rows.current().get(factory=world.factory).advisor == world.other_advisor


@pytest.mark.parametrize("name", ["advisor", "administrator", "manager"])
def test_nobody_else_assigns_one(world: World, browse: Any, name: str) -> None:
    address, chosen = f"factories/{world.factory.pk}/assign-advisor", str(world.other_advisor.pk)
    assert post(browse(getattr(world, name)), address, advisor=chosen).status_code == 404


def test_a_standing_changes_with_its_reason(world: World, browse: Any) -> None:
    client, address = browse(world.administrator), f"factories/{world.factory.pk}/change-standing"
    assert post(client, address, to="suspended", reason=" ").status_code in {400, 422}
    assert post(client, address, to="suspended", reason="No access").json()["status"] == "suspended"


def test_a_cycle_that_runs_is_not_followed_yet(world: World, browse: Any) -> None:
    answer = post(browse(world.administrator), f"factories/{world.factory.pk}/open-next-cycle")
    assert answer.status_code == 409
    assert "not over" in answer.json()["detail"]


def test_a_factory_joins_a_group_and_leaves_it(world: World, browse: Any) -> None:
    client = browse(world.administrator)
    group = post(client, "groups/add", name="Delta Holdings").json()["id"]
    joined = {"group": group, "since": "2026-03-01"}
    assert post(client, f"factories/{world.factory.pk}/join-group", **joined).status_code == 200
    row = results(client, "group-factories", group=group)[0]
    assert post(client, f"group-factories/{row['id']}/leave").json()["until"] == "2026-03-02"


def test_factories_people_read_no_list_of_groups(world: World, browse: Any) -> None:
    assert results(browse(world.manager), "groups") == []


def test_a_grant_is_given_and_ended(world: World, browse: Any) -> None:
    until = (NOW + timedelta(days=9)).isoformat()
    given = {"email": world.haitian_advisor.email, "until": until, "reason": "stands in"}
    client = browse(world.country_manager)
    assert post(client, f"factories/{world.factory.pk}/give-grant", **given).status_code == 200
    assert get(browse(world.haitian_advisor), f"factories/{world.factory.pk}").status_code == 200
    post(client, f"grants/{FactoryGrant.objects.get().pk}/end")
    assert get(browse(world.haitian_advisor), f"factories/{world.factory.pk}").status_code == 404


def test_who_gives_no_grants_learns_no_addresses(world: World, browse: Any) -> None:
    address = f"factories/{world.factory.pk}/give-grant"
    for email in (world.haitian_advisor.email, "nobody@example.org"):
        given = {"email": email, "until": NOW.isoformat(), "reason": "x"}
        assert post(browse(world.manager), address, **given).status_code == 404


# -- People ------------------------------------------------------------------------------


def test_people_of_the_own_organisation_are_listed(world: World, browse: Any) -> None:
    names = {row["name"] for row in results(browse(world.manager), "memberships")}
    assert names == {"Pich Sreymom", "Chea Sothea", "Sun Malis", "Sun Bopha"}


def test_people_of_a_foreign_organisation_are_not_there(world: World, browse: Any) -> None:
    asked = {"organisation": str(world.rival_factory.organisation_id)}
    assert get(browse(world.manager), "memberships", **asked).status_code == 404


def test_a_manager_invites_and_somebody_leaves(world: World, browse: Any) -> None:
    new = {"email": "new@example.org", "name": "New Person", "role": "ambassador"}
    client = browse(world.manager)
    made = post(client, "memberships/invite", organisation=str(world.factory.organisation_id), **new)
    assert made.status_code == 201, made.content
    assert post(client, f"memberships/{made.json()['id']}/end").json()["ended_at"]
    assert post(client, f"memberships/{made.json()['id']}/end").status_code == 409


def test_a_manager_gives_no_workers_side(world: World, browse: Any) -> None:
    new = {"email": "new@example.org", "name": "New Person", "role": "picc_worker"}
    answer = post(
        browse(world.manager), "memberships/invite", organisation=str(world.factory.organisation_id), **new
    )
    assert answer.status_code == 404
    assert not User.objects.filter(email="new@example.org").exists()


def test_experience_is_marked(world: World, browse: Any) -> None:
    found = Membership.objects.get(user=world.second_assessor, role=Role.ASSESSOR)
    answer = post(browse(world.country_manager), f"memberships/{found.pk}/mark-experience", experienced=True)
    assert answer.json()["experienced"] is True


def test_a_link_is_sent_by_whoever_manages_the_person(world: World, browse: Any) -> None:
    found = Membership.objects.get(user=world.ambassador)
    assert post(browse(world.manager), f"memberships/{found.pk}/send-link").status_code == 200
    assert post(browse(world.picc_worker), f"memberships/{found.pk}/send-link").status_code == 404


# -- Messages ----------------------------------------------------------------------------


def test_ones_own_messages_are_read(world: World, browse: Any) -> None:
    told = tell(world, world.advisor)
    drain()
    message, client = delivery(told, "inbox"), browse(world.advisor)
    assert results(client, "messages")[0]["subject"].startswith("You advise Lotus Thread Apparel")
    assert post(client, f"messages/{message.pk}/mark-read").json()["read_at"]
    assert results(browse(world.manager), "messages") == []


def test_an_undelivered_message_is_started_anew_once(world: World, browse: Any) -> None:
    failed, client = stopped(tell(world, world.advisor)), browse(world.administrator)
    assert results(client, "undelivered")[0]["name"] == "Chan Sokha"
    address = f"/api/v1/undelivered/{failed.pk}/deal-with/"
    assert client.post(address, {"how": "again"}, "application/json").status_code in {200, 204}
    assert results(client, "undelivered") == []


def test_undelivered_messages_are_not_there_for_others(world: World, browse: Any) -> None:
    assert get(browse(world.advisor), "undelivered").status_code == 404


LISTS = ["factories", "cycles", "advisors", "buyers", "buyer-links", "memberships", "groups", "messages"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_as_often_for_one_as_for_twenty(world: World, browse: Any, name: str) -> None:
    client, address = browse(world.team_leader), f"/api/v1/{name}/"
    one = len(queries(client, address))
    for number in range(19):
        make_cycle(make_factory(world.cambodia, f"Factory {number}"))
    assert len(queries(client, address)) == one <= 12


def test_a_planner_differentiates_and_designates_by_the_api(world: World, browse: Any) -> None:
    leader = browse(world.team_leader)
    said = {"standing": "high_performer", "reason": "No finding for two years."}
    answer = leader.post(f"/api/v1/cycles/{world.cycle.pk}/differentiate/", said, "application/json")
    assert answer.json()["standing"] == "high_performer"
    named = {"kind": "priority", "value": "high", "valid_from": "2026-03-02", "reason": "Fire exits."}
    address = f"/api/v1/factories/{world.factory.pk}/designate/"
    assert leader.post(address, named, "application/json").status_code == 200
    assert [row["value"] for row in leader.get("/api/v1/designations/").json()["results"]] == ["high"]
    assert browse(world.advisor).get("/api/v1/designations/").json()["results"] == []
