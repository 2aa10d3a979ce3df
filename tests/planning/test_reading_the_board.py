"""A team leader reads who visits how often, and which factories are behind what the rules ask for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from advisory.models import Visit
from factories.models import AdvisorAssignment, Cycle
from planning.board import Board, board
from programmes.models import CalendarRule, Holiday
from tests.advisory.making import make_visit, queries
from tests.factories import NOW, make_advisor_of, make_cycle, make_factory
from tests.personas import World
from tests.planning.making import TODAY
from tests.roles import as_app

Browse = Callable[[User | None], Client]
DAY_ZERO = date(2025, 11, 3)  # of the world's cycles: 119 days before TODAY


def held(world: World, on: date, **fields: Any) -> Visit:
    given = {"status": Visit.Status.HELD, "logged_at": NOW, "on": on}
    return make_visit(fields.pop("factory", world.factory), world.advisor, **{**given, **fields})


def read(world: World, user: User | None = None, **asked: Any) -> Board:
    by = user or world.team_leader
    with as_app(by, NOW):
        return board(by, world.cambodia, NOW, **asked)


def row(found: Board, user: User) -> Any:
    return next(each for each in found.lines if each.advisor == user)


def reasons(world: World) -> list[str]:
    found = [each for each in read(world).behind if each.factory == world.factory]
    return found[0].reasons if found else []


def enough(world: World) -> None:
    """Two by now, and four still to come."""
    for on in (DAY_ZERO, date(2026, 1, 12)):
        held(world, on)
    for number in range(1, 5):
        make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=40 * number))


def test_visits_stand_in_their_month_and_with_who_holds_them(world: World) -> None:
    held(world, date(2026, 2, 10))
    make_visit(world.factory, world.advisor, on=date(2026, 3, 20))
    make_visit(world.factory, world.other_advisor, on=date(2026, 3, 21))
    found = read(world)
    assert [month.first.month for month in found.months] == [1, 2, 3, 4, 5, 6]
    cells = row(found, world.advisor).cells
    assert [(cell.held, cell.planned) for cell in cells[:3]] == [(0, 0), (1, 0), (0, 1)]
    assert row(found, world.other_advisor).cells[2].planned == 1


def test_what_the_rules_ask_is_the_sum_over_the_advisors_factories(world: World) -> None:
    for number in range(11):
        factory = make_factory(world.cambodia, f"Mill {number}")
        make_cycle(factory)
        make_advisor_of(factory, world.advisor)
    mine = row(read(world), world.advisor)
    assert (mine.factories, mine.least, mine.most) == (12, 72, 120)
    assert mine.cells[2].asked == (6, 11)  # of 31 days: 72 and 120 visits a year
    assert row(read(world), world.other_advisor).cells[2].asked == (0, 1)


def test_a_countrys_own_row_and_standing_count(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia,
        kind="visits_least",
        amount=8,
        valid_from=date(2025, 1, 1),
        source="Decision",
    )
    assert row(read(world), world.advisor).least == 8


def test_a_factory_with_enough_visits_is_not_behind(world: World) -> None:
    enough(world)
    assert reasons(world) == []


def test_a_factory_is_behind_what_is_asked_for_by_now(world: World) -> None:
    for number in range(1, 8):
        make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=20 * number))
    assert reasons(world) == ["0 held; by now the rules ask for 1 of the year's 6."]


def test_too_few_planned_for_the_year_is_said(world: World) -> None:
    held(world, DAY_ZERO)
    make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=9))
    assert reasons(world) == ["1 held and 1 planned: the year asks for at least 6."]


def test_visits_that_wait_or_were_not_logged_and_no_advisor_are_reasons(world: World) -> None:
    enough(world)
    make_visit(world.factory, world.advisor, on=TODAY - timedelta(days=3))
    make_visit(world.factory, world.advisor, on=TODAY + timedelta(days=3), suspended=True)
    AdvisorAssignment.rows.filter(factory=world.factory).update(ended_at=NOW)
    assert reasons(world) == [
        "1 planned visit is past and not logged.",
        "1 visit waits until it is possible again.",
        "The factory has no advisor.",
    ]


def test_a_month_with_more_visits_than_working_days_is_over_capacity(world: World) -> None:
    Holiday.objects.bulk_create(
        Holiday(programme=world.cambodia, on=date(2026, 4, day), name="Feast") for day in range(1, 29)
    )
    for _number in range(3):
        make_visit(world.factory, world.advisor, on=date(2026, 4, 29))
    april = row(read(world), world.advisor).cells[3]
    assert (april.month.working_days, april.too_many) == (2, True)


def test_a_past_month_with_too_few_held_is_marked(world: World) -> None:
    Cycle.rows.filter(factory=world.factory).update(day_zero=date(2025, 11, 3))
    for number in range(3):
        factory = make_factory(world.cambodia, f"Mill {number}")
        make_cycle(factory)
        make_advisor_of(factory, world.advisor)
    february = row(read(world), world.advisor).cells[1]
    assert (february.asked[0], february.short) == (1, True)


@pytest.mark.parametrize("persona", ["advisor", "administrator", "head_office", "manager", "haitian_advisor"])
def test_nobody_else_reads_it(persona: str, world: World, browse: Browse) -> None:
    client = browse(getattr(world, persona))
    assert client.get("/board/").status_code == client.get("/board.csv").status_code == 404


def test_a_leader_of_another_country_does_not_read_this_one(world: World, browse: Browse) -> None:
    client = browse(world.haitian_team_leader)
    assert client.get("/board/?country=KH").status_code == 404
    assert "Lotus Thread" not in client.get("/board/").content.decode()


def test_it_is_narrowed_to_an_advisor_and_to_words(world: World, browse: Browse) -> None:
    client = browse(world.team_leader)
    page = client.get(f"/board/?advisor={world.advisor.pk}").content.decode()
    assert "Lotus Thread Apparel" in page
    assert "Angkor Stitch" not in page
    assert "Lotus Thread Apparel" not in client.get("/board/?q=angkor").content.decode()
    assert client.get("/board/?advisor=nobody&from=soon&q=%00").status_code == 200


def test_it_is_saved_as_a_spreadsheet(world: World, browse: Browse) -> None:
    make_visit(world.factory, world.advisor, on=date(2026, 3, 20))
    client = browse(world.team_leader)
    months = client.get(f"/board.csv?advisor={world.advisor.pk}").content.decode("utf-8-sig").splitlines()
    assert months[3] == "Chan Sokha,2026-03,0,1,0,1,22"
    behind = client.get("/board.csv?list=factories").content.decode("utf-8-sig")
    assert "Angkor Stitch" in behind


def test_the_number_of_queries_stays(world: World, browse: Browse) -> None:
    client = browse(world.team_leader)
    make_visit(world.factory, world.advisor)
    client.get("/board/")
    before = queries(client, "/board/")
    for number in range(20):
        factory = make_factory(world.cambodia, f"Mill {number}")
        make_cycle(factory)
        make_advisor_of(factory, world.advisor)
        make_visit(factory, world.advisor, on=TODAY + timedelta(days=number))
    assert queries(client, "/board/") == before <= 14
