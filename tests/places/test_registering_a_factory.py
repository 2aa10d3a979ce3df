"""ENG-1 and ENG-2: from registration to the first advisory visit."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import User
from factories.actions import (
    assign_advisor,
    current_cycle,
    hold_opening_meeting,
    open_next_cycle,
    register_factory,
    sign_anti_bribery,
    start_cycle,
)
from factories.actions.advisors import still_advises
from factories.models import AdvisorAssignment, Factory, Message
from tests.factories import NOW, make_factory
from tests.personas import World
from tests.roles import as_app, as_role


def register(world: World, by: User, **facts: Any) -> Factory:
    given = {"name": "Mekong Knit", "workers": 300, "women": 210, **facts}
    with as_app(by, NOW):
        return register_factory(programme=world.cambodia, facts=given, by=by, at=NOW)


def test_an_administrator_registers_a_factory_with_the_next_code(world: World) -> None:
    make_factory(world.cambodia, "Older", code="KH-900417")
    factory = register(world, world.administrator)
    assert (factory.code, factory.status, factory.registered_at) == ("KH-900418", "registered", NOW)
    assert current_cycle(factory).day_zero is None


def test_an_advisor_does_not_register(world: World) -> None:
    with pytest.raises(NotAllowed):
        register(world, world.advisor)


def test_more_women_than_workers_is_a_sentence(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        register(world, world.administrator, women=301)
    assert refused.value.field == "women"


def test_an_imported_factory_is_completed(world: World) -> None:
    imported = make_factory(world.cambodia, "From a list", status="imported", registered_at=None)
    with as_app(world.administrator, NOW):
        register_factory(
            programme=world.cambodia,
            facts={"city": "Takeo"},
            factory=imported,
            by=world.administrator,
            at=NOW,
        )
    kept = Factory.rows.get(pk=imported.pk)
    assert (kept.status, kept.city, kept.name) == ("registered", "Takeo", "From a list")


def test_the_manager_signs_the_policy_once(world: World) -> None:
    with as_app(world.manager, NOW):
        sign_anti_bribery(factory=world.factory, signed_name="Pich Sreymom", by=world.manager, at=NOW)
    with pytest.raises(WrongState), as_app(world.manager, NOW):
        sign_anti_bribery(factory=world.factory, signed_name="Pich Sreymom", by=world.manager, at=NOW)


def test_nobody_else_signs_for_the_factory(world: World) -> None:
    with pytest.raises(NotAllowed):
        sign_anti_bribery(factory=world.factory, signed_name="Chan Sokha", by=world.advisor, at=NOW)


def hold(world: World, **given: Any) -> None:
    words = {"held_on": date(2026, 3, 2), "attended_by": "Managers and union", "policy_gone_through": True}
    with as_app(world.advisor, NOW):
        hold_opening_meeting(factory=world.factory, by=world.advisor, at=NOW, **{**words, **given})


def test_the_opening_meeting_goes_through_the_policy(world: World) -> None:
    with pytest.raises(Invalid, match="policy"):
        hold(world, policy_gone_through=False)


def test_the_opening_meeting_was_held_not_planned(world: World) -> None:
    with pytest.raises(Invalid, match="future"):
        hold(world, held_on=date(2026, 3, 3))
    hold(world)


def test_a_new_advisor_takes_over_and_is_told(world: World) -> None:
    with as_app(world.team_leader, NOW):
        assign_advisor(factory=world.factory, advisor=world.other_advisor, by=world.team_leader, at=NOW)
    current = AdvisorAssignment.rows.current().get(factory=world.factory)
    assert current.advisor == world.other_advisor
    assert Message.rows.get(kind="advisor_assigned").to == world.other_advisor


def test_its_managers_hear_who_advises_it_now(world: World) -> None:
    with as_app(world.team_leader, NOW):
        assign_advisor(factory=world.factory, advisor=world.other_advisor, by=world.team_leader, at=NOW)
    told = Message.rows.get(kind="new_advisor")
    assert (told.to, told.facts) == (world.manager, {"advisor": world.other_advisor.name})


def test_nobody_hears_of_an_advisor_who_was_replaced_at_once(world: World) -> None:
    assign_advisor(factory=world.factory, advisor=world.other_advisor, by=world.team_leader, at=NOW)
    assign_advisor(factory=world.factory, advisor=world.advisor, by=world.team_leader, at=NOW)
    with as_role("bw_worker"):
        known = {
            each.facts["advisor"]: still_advises(each) for each in Message.rows.filter(kind="new_advisor")
        }
    assert known == {world.other_advisor.name: False, world.advisor.name: True}


def test_an_advisor_of_another_country_is_refused(world: World) -> None:
    with pytest.raises(Invalid), as_app(world.team_leader, NOW):
        assign_advisor(factory=world.factory, advisor=world.haitian_advisor, by=world.team_leader, at=NOW)


def test_the_first_visit_starts_the_hundred_days(world: World) -> None:
    factory = register(world, world.administrator)
    with as_app(world.advisor, NOW):
        start_cycle(cycle=current_cycle(factory), day_zero=date(2026, 2, 2), by=world.advisor, at=NOW)
    cycle = current_cycle(factory)
    assert (cycle.initial_advisory_until, cycle.ends_on) == (date(2026, 5, 13), date(2027, 2, 2))
    assert Factory.rows.get(pk=factory.pk).status == "active"


def test_a_cycle_starts_once(world: World) -> None:
    with pytest.raises(WrongState), as_app(world.advisor, NOW):
        start_cycle(cycle=world.cycle, day_zero=date(2026, 2, 2), by=world.advisor, at=NOW)


def test_a_factory_re_registers_when_its_cycle_is_over(world: World) -> None:
    over = NOW + timedelta(days=300)
    with pytest.raises(WrongState), as_app(world.administrator, NOW):
        open_next_cycle(factory=world.factory, by=world.administrator, at=NOW)
    with as_app(world.administrator, over):
        open_next_cycle(factory=world.factory, by=world.administrator, at=over)
    assert current_cycle(world.factory).number == 2
