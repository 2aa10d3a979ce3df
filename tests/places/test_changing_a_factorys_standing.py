"""ENG-12, grants and groups: who is let in, who is shut out, and when it ends by itself."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from factories import actions
from factories.models import AdvisorAssignment, Cycle, Designation, Factory, FactoryGrant, GroupFactory
from tests.factories import NOW, make_group
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]


def change(world: World, to: str, by: User, reason: str = "Orders stopped.") -> None:
    factory = Factory.rows.get(pk=world.factory.pk)
    with as_app(by, NOW):
        actions.change_standing(factory=factory, to=to, reason=reason, by=by, at=NOW)


@pytest.mark.parametrize("to", ["suspended", "lapsed", "left", "closed"])
def test_its_peoples_access_ends_and_the_buyers_stays(world: World, browse: Browse, to: str) -> None:
    change(world, to, world.team_leader)
    page = f"/factories/{world.factory.pk}/"
    assert browse(world.manager).get(page).status_code == 404
    assert browse(world.group_user).get(page).status_code == 404
    assert browse(world.buyer_user).get(page).status_code == 200


def test_a_suspended_factory_comes_back(world: World, browse: Browse) -> None:
    change(world, "suspended", world.team_leader)
    change(world, "active", world.team_leader, "Orders came back.")
    assert browse(world.manager).get(f"/factories/{world.factory.pk}/").status_code == 200


def test_a_factory_that_left_has_no_advisor(world: World) -> None:
    change(world, "left", world.administrator)
    assert not AdvisorAssignment.rows.current().filter(factory=world.factory).exists()


def test_a_reason_is_demanded(world: World) -> None:
    with pytest.raises(Invalid, match="reason"):
        change(world, "closed", world.team_leader, " ")


@pytest.mark.parametrize("who", ["advisor", "manager", "haitian_team_leader"])
def test_others_do_not_decide(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        change(world, "closed", getattr(world, who))


def grant(world: World, days: int = 10) -> FactoryGrant:
    with as_app(world.country_manager, NOW):
        return actions.give_grant(
            factory=world.factory,
            user=world.haitian_advisor,
            until=NOW + timedelta(days=days),
            reason="Helps out.",
            by=world.country_manager,
            at=NOW,
        )


def test_a_grant_opens_one_factory_and_ends_by_itself(
    world: World, browse: Browse, at: Callable[..., None]
) -> None:
    client, page = browse(world.haitian_advisor), f"/factories/{world.factory.pk}/"
    assert client.get(page).status_code == 404
    grant(world)
    assert client.get(page).status_code == 200
    assert client.get(f"/factories/{world.rival_factory.pk}/").status_code == 404
    at(NOW + timedelta(days=11))
    assert client.get(page).status_code == 404


def test_a_grant_is_renewed_and_ended_early(world: World, browse: Browse) -> None:
    grant(world)
    renewed = grant(world, days=20)
    assert FactoryGrant.objects.count() == 1
    with as_app(world.country_manager, NOW):
        actions.end_grant(grant=renewed, by=world.country_manager, at=NOW)
    assert browse(world.haitian_advisor).get(f"/factories/{world.factory.pk}/").status_code == 404


def test_only_the_country_manager_grants_and_only_to_staff(world: World) -> None:
    given = {"factory": world.factory, "until": NOW + timedelta(days=5), "reason": "x", "at": NOW}
    with pytest.raises(NotAllowed):
        actions.give_grant(user=world.haitian_advisor, by=world.team_leader, **given)
    with pytest.raises(Invalid):
        actions.give_grant(user=world.rival_buyer_user, by=world.country_manager, **given)


def test_a_group_sees_a_factory_while_it_belongs_to_it(world: World, browse: Browse) -> None:
    client, page = browse(world.group_user), f"/factories/{world.rival_factory.pk}/"
    with as_app(world.administrator, NOW):
        made = actions.join_group(
            factory=world.rival_factory,
            group=world.group,
            since=date(2026, 1, 1),
            by=world.administrator,
            at=NOW,
        )
    assert client.get(page).status_code == 200
    with as_app(world.administrator, NOW):
        actions.leave_group(belonging=made, by=world.administrator, at=NOW)
    assert client.get(page).status_code == 404
    assert GroupFactory.rows.get(pk=made.pk).until == date(2026, 3, 2)


def test_a_factory_joins_a_group_once(world: World) -> None:
    other = make_group("Other Holdings")
    for group, refused in ((other, False), (world.group, True)):
        given = {"factory": world.factory, "group": group, "since": date(2026, 1, 1)}
        if refused:
            with pytest.raises(Invalid):
                actions.join_group(by=world.administrator, at=NOW, **given)
        else:
            actions.join_group(by=world.administrator, at=NOW, **given)


def test_the_pages_of_these_decisions_are_for_those_who_decide(world: World, browse: Browse) -> None:
    page = f"/factories/{world.factory.pk}"
    assert browse(world.team_leader).get(f"{page}/standing/").status_code == 200
    assert browse(world.manager).get(f"{page}/standing/").status_code == 404
    assert browse(world.country_manager).get(f"{page}/grants/give/").status_code == 200
    assert browse(world.administrator).get(f"{page}/grants/give/").status_code == 404
    form = {"email": world.haitian_advisor.email, "last_day": "2026-03-20", "reason": "Helps out."}
    browse(world.country_manager).post(f"{page}/grants/give/", form)
    assert browse(world.haitian_advisor).get(f"{page}/").status_code == 200


# -- The factory's year -----------------------------------------------------------------------


def year_of(world: World) -> str:
    return f"/factories/{world.factory.pk}/year/"


def test_a_planner_differentiates_a_factory(world: World, browse: Browse) -> None:
    sent = {"standing": "high_performer", "reason": "No finding for two years."}
    browse(world.team_leader).post(f"{year_of(world)}standing/", sent)
    cycle = Cycle.rows.get(pk=world.cycle.pk)
    assert (cycle.standing, cycle.standing_because) == ("high_performer", "No finding for two years.")


def test_a_refused_standing_loses_nothing_typed(world: World, browse: Browse) -> None:
    answer = browse(world.team_leader).post(f"{year_of(world)}standing/", {"reason": "No finding."})
    assert answer.status_code == 422
    assert "No finding." in answer.text


def test_a_planner_names_a_priority_that_the_advisor_does_not_see(world: World, browse: Browse) -> None:
    sent = {"which": "priority:high", "valid_from": "2026-03-02", "reason": "Fire exits."}
    browse(world.team_leader).post(f"{year_of(world)}designate/", sent)
    made = Designation.rows.get()
    assert (made.kind, made.value) == ("priority", "high")
    with as_app(world.advisor, NOW):
        assert not Designation.objects.visible_to(world.advisor).exists()
        assert not Designation.rows.exists()  # the second wall


def test_two_priorities_never_hold_on_one_day(world: World, browse: Browse) -> None:
    sent = {"which": "priority:high", "valid_from": "2026-03-02", "reason": "Fire exits."}
    browse(world.team_leader).post(f"{year_of(world)}designate/", sent)
    answer = browse(world.team_leader).post(
        f"{year_of(world)}designate/", {**sent, "which": "priority:lower"}
    )
    assert answer.status_code == 422
    assert Designation.rows.get().value == "high"


def test_a_designation_ends(world: World, browse: Browse) -> None:
    sent = {"which": "egregious:", "valid_from": "2026-02-20", "reason": "Locked exits."}
    browse(world.team_leader).post(f"{year_of(world)}designate/", sent)
    made = Designation.rows.get()
    browse(world.team_leader).post(f"/factories/designations/{made.pk}/end/")
    assert Designation.rows.get().valid_until == NOW.date()


def test_a_factory_is_re_registered_when_its_cycle_is_over(world: World, browse: Browse) -> None:
    Cycle.rows.filter(pk=world.cycle.pk).update(ends_on=NOW.date())
    assert "Re-register the factory" in browse(world.administrator).get(year_of(world)).text
    browse(world.administrator).post(f"{year_of(world)}re-register/")
    assert Cycle.rows.filter(factory=world.factory, closed_at=None).get().number == 2
