"""The duty board: mine, the team's, the country's, what is late; the soonest first (issue of clocks, "Pages")."""

from typing import Any

import pytest

from accounts.models import User
from advisory import actions
from advisory.incidents.board import DutyBoard
from factories.actions import assign_advisor, record_absence
from factories.models import AdvisorAssignment
from tests.advisory.incidents import HOUR, report, tick
from tests.advisory.making import queries
from tests.factories import NOW, link, make_advisor_of, make_cycle, make_factory
from tests.personas import World


@pytest.fixture
def running(world: World) -> None:
    """One clock at the advisor's factory, one at the other advisor's, one where nobody advises, one in Haiti."""
    alone = make_factory(world.cambodia, "Mekong Denim")
    make_cycle(alone)
    make_advisor_of(world.haitian_factory, world.haitian_advisor)
    for factory in (world.rival_factory, alone, world.haitian_factory):
        link(world.rival_buyer, factory)
    report(world, "fire")
    report(world, "accident", factory=world.rival_factory)
    report(world, "chemical", factory=alone)
    report(world, "mass_fainting", factory=world.haitian_factory, by=world.haitian_advisor)
    tick(NOW)


def shown(user: User, who: str) -> set[str]:
    return {duty.incident.kind for duty in DutyBoard(user, NOW).shown(who)}


def test_mine_are_those_of_the_factories_that_i_advise(world: World, running: None) -> None:
    assert shown(world.advisor, "mine") == {"fire"}


def test_what_i_said_i_have_is_mine(world: World, running: None) -> None:
    duty = DutyBoard(world.team_leader, NOW).shown("country").get(incident__kind="chemical")
    actions.acknowledge_duties(incident=duty.incident, by=world.team_leader, at=NOW)
    assert shown(world.team_leader, "mine") == {"chemical"}


def test_the_team_is_the_advisors_of_the_leaders_office(world: World, running: None) -> None:
    assert shown(world.team_leader, "team") == {"fire", "accident"}


def test_a_factory_that_nobody_advises_stands_under_the_country(world: World, running: None) -> None:
    assert shown(world.team_leader, "country") == {"fire", "accident", "chemical"}


def test_another_countrys_clocks_are_in_no_list(world: World, running: None) -> None:
    assert shown(world.haitian_team_leader, "team") == {"mass_fainting"}
    assert shown(world.haitian_team_leader, "country") == {"mass_fainting"}


def test_an_advisor_of_another_office_is_not_of_the_team(world: World, running: None) -> None:
    AdvisorAssignment.rows.filter(factory=world.rival_factory).update(advisor=world.haitian_advisor)
    assert shown(world.team_leader, "team") == {"fire"}


def test_head_office_leads_no_team(world: World, running: None, browse: Any) -> None:
    page = browse(world.head_office).get("/duties/?who=country").content.decode()
    assert "The team (" not in page
    assert "The country (4)" in page


def test_the_counts_say_what_the_lists_hold(world: World, running: None, browse: Any, at: Any) -> None:
    at(NOW + 80 * HOUR)
    page = browse(world.team_leader).get("/duties/?who=team").content.decode()
    for said in ("Mine (0)", "The team (2)", "The country (3)", "Late (3)"):
        assert said in page


def test_each_line_names_the_advisor(world: World, running: None, browse: Any) -> None:
    page = browse(world.team_leader).get("/duties/?who=country").content.decode()
    assert f"Advisor: {world.other_advisor.name}" in page
    assert "The factory has no advisor." in page


def test_a_line_says_that_the_advisor_is_away_and_who_stands_in(
    world: World, running: None, browse: Any
) -> None:
    days = {"first_day": NOW.date(), "last_day": NOW.date(), "deputy": world.advisor}
    record_absence(person=world.other_advisor, by=world.other_advisor, at=NOW, **days)
    page = browse(world.team_leader).get("/duties/?who=country").content.decode()
    assert f"away until 2 Mar 2026; {world.advisor.name} stands in" in page


def test_another_advisor_takes_the_clock_along(world: World, running: None) -> None:
    given = {"factory": world.factory, "advisor": world.other_advisor}
    assign_advisor(**given, by=world.team_leader, at=NOW + HOUR)
    assert shown(world.other_advisor, "mine") == {"fire", "accident"}


def test_the_board_costs_the_same_with_many_clocks(world: World, browse: Any) -> None:
    report(world)
    tick(NOW)
    few = queries(browse(world.team_leader), "/duties/?who=team")
    for _ in range(5):
        report(world)
    tick(NOW)
    assert queries(browse(world.team_leader), "/duties/?who=team") == few <= 9


# -- On first pages -------------------------------------------------------------------------


def test_an_advisors_first_page_shows_the_own_clocks(world: World, running: None, browse: Any) -> None:
    page = browse(world.advisor).get("/").content.decode()
    card = page[page.index("Clocks that end next") :]
    assert world.factory.name in card
    assert world.rival_factory.name not in card


@pytest.mark.parametrize("persona", ["team_leader", "country_manager"])
def test_a_leaders_first_page_shows_the_countrys(
    persona: str, world: World, running: None, browse: Any
) -> None:
    page = browse(getattr(world, persona)).get("/").content.decode()
    card = page[page.index("Clocks that end next") :]
    assert all(name in card for name in (world.factory.name, world.rival_factory.name, "Mekong Denim"))
    assert "/duties/?who=country" in card
    assert world.haitian_factory.name not in card


def test_a_clock_is_one_line_however_many_buyers_wait(world: World) -> None:
    link(world.rival_buyer, world.factory)
    report(world)
    tick(NOW)
    assert [clock.buyers for clock in DutyBoard(world.team_leader, NOW).next("country")] == [2]


def test_what_ends_first_stands_first(world: World, running: None) -> None:
    report(world, known_at=NOW - 5 * HOUR)
    tick(NOW)
    shown = DutyBoard(world.team_leader, NOW).next("country")
    assert shown[0].incident.kind == "food_poisoning"
