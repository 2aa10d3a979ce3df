"""The plan as a list and as a spreadsheet: the same items, the same order, the same rights."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from advisory.models import PlanItem
from advisory.planlist import Wanted, items_wanted
from tests.advisory.making import TODAY, make_item, page, queries
from tests.factories import make_point
from tests.personas import World

PAST = date(2026, 2, 20)


def titles(world: World, **wanted: str) -> list[str]:
    found = items_wanted(world.manager, world.factory, Wanted(**wanted), TODAY)
    return [item.title for item in found]


def test_overdue_items_stand_first(world: World, now: datetime) -> None:
    wages, exits = make_point("Overtime Wages", "Compensation"), make_point()
    make_item(world.factory, title="later", point=exits, due_on=date(2026, 3, 9))
    make_item(world.factory, title="wages", point=wages)
    make_item(world.factory, title="over", point=exits, due_on=PAST)
    assert titles(world) == ["over", "later", "wages"]


def test_the_filter_asks_for_what_is_overdue(world: World) -> None:
    make_item(world.factory, title="over", due_on=PAST)
    make_item(world.factory, title="in time", due_on=TODAY)
    assert titles(world, status="overdue") == ["over"]


def test_verified_items_show_when_asked_for(world: World, now: datetime) -> None:
    make_item(world.factory, status="verified", verified_at=now, verified_by=world.advisor)
    assert titles(world) == []
    assert titles(world, status="verified") == ["Exits are locked"]


def test_words_and_numbers_are_found(world: World) -> None:
    make_item(world.factory, title="Water on line 6")
    make_item(world.factory)
    assert titles(world, words="water") == ["Water on line 6"]
    assert titles(world, words="ip-002") == ["Exits are locked"]


def test_figures_count_every_item_once(world: World, browse: Any) -> None:
    make_item(world.factory, due_on=PAST)
    make_item(world.factory, status=PlanItem.Status.IN_PROGRESS)
    text = page(browse(world.manager), f"/plan/{world.factory.pk}/")
    assert "Not verified (2)" in text
    assert "Overdue (1)" in text


def test_the_spreadsheet_holds_what_the_filter_shows(world: World, browse: Any) -> None:
    make_item(world.factory, title="=cmd()", point=make_point())
    make_item(world.factory, title="mine", owner="Heng Rithy")
    client, address = browse(world.manager), f"/plan/{world.factory.pk}"
    text = client.get(f"{address}/plan.csv?owner=Heng Rithy").content.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(StringIO(text))] == ["item", "mine"]
    sheet = load_workbook(BytesIO(client.get(f"{address}/plan.xlsx").content)).worksheets[0]
    assert [cell.value for cell in sheet["B"]] == ["item", "'=cmd()", "mine"]


def test_a_plan_of_another_country_stays_there(world: World, browse: Any) -> None:
    make_item(world.haitian_factory, title="CANARY")
    text = page(browse(world.advisor), f"/plan/{world.factory.pk}/")
    assert "CANARY" not in text


def test_the_list_asks_as_often_for_one_as_for_twenty(world: World, browse: Any) -> None:
    client, address = browse(world.manager), f"/plan/{world.factory.pk}/"
    make_item(world.factory)
    one = queries(client, address)
    for _ in range(19):
        make_item(world.factory, point=make_point())
    assert queries(client, address) == one <= 12


def test_an_item_asks_twelve_times_at_most(world: World, browse: Any) -> None:
    item = make_item(world.factory, point=make_point())
    assert queries(browse(world.advisor), f"/plan/items/{item.pk}/") <= 12
