"""An administrator keeps the country programme's own data."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import User
from programmes import country, holidaylist
from programmes.calendar import is_working_day
from programmes.models import Contact, Holiday, Region
from reporting.models import Report
from tests.advisory.making import queries
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]
NEW_YEAR = date(2026, 4, 14)


def change(world: World, **given):
    now = {"weekend": [6, 7], "languages": ["en"], "zone": "Asia/Phnom_Penh"}
    return country.change_country(
        programme=world.cambodia, **{**now, **given}, by=world.administrator, at=NOW
    )


@pytest.mark.parametrize(
    ("on", "works"),
    [(date(2026, 4, 13), True), (NEW_YEAR, False), (date(2026, 4, 17), False), (date(2026, 4, 19), True)],
)
def test_weekend_and_holidays_are_no_working_days(on: date, works: bool) -> None:
    assert is_working_day(on, weekend=[5, 6], holidays={NEW_YEAR}) is works


def test_a_list_of_holidays_is_read_line_by_line() -> None:
    written = "2026-05-01\tLabour Day\n\n2026-04-14; Khmer New Year, first day\n"
    assert holidaylist.read(written) == [
        (NEW_YEAR, "Khmer New Year, first day"),
        (date(2026, 5, 1), "Labour Day"),
    ]


@pytest.mark.parametrize(
    "line", ["14/04/2026 New Year", "2026-02-30 No such day", "2026-04-14", "2026-04-14 A\n2026-04-14 B", " "]
)
def test_a_list_with_a_wrong_line_is_refused(line: str) -> None:
    with pytest.raises(Invalid):
        holidaylist.read(line)


def test_a_pasted_list_adds_the_new_days_alone(world: World) -> None:
    given = {"programme": world.cambodia, "by": world.administrator, "at": NOW}
    country.add_holiday(on=NEW_YEAR, name="New Year", **given)
    days = [(NEW_YEAR, "Other name"), (date(2026, 5, 1), "Labour Day")]
    assert country.add_holidays(holidays=days, **given) == 1
    assert [row.name for row in Holiday.objects.all()] == ["New Year", "Labour Day"]


def test_a_day_is_a_holiday_once(world: World) -> None:
    given = {"programme": world.cambodia, "by": world.administrator, "at": NOW}
    country.add_holiday(on=NEW_YEAR, name="New Year", **given)
    with pytest.raises(Invalid, match="New Year"):
        country.add_holiday(on=NEW_YEAR, name="Again", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(programme=world.cambodia, on=NEW_YEAR, name="Again")


def test_only_a_coming_holiday_is_removed(world: World) -> None:
    given = {"by": world.administrator, "at": NOW}
    tomorrow, today = (
        Holiday.objects.create(programme=world.cambodia, on=NOW.date() + timedelta(days), name="Day")
        for days in (1, 0)
    )
    country.remove_holiday(holiday=tomorrow, **given)
    with pytest.raises(WrongState):
        country.remove_holiday(holiday=today, **given)
    assert Holiday.objects.get() == today


def test_the_zone_stays_while_a_report_is_due_by_it(world: World) -> None:
    report = Report.rows.create(
        factory=world.factory, cycle=world.cycle, kind=Report.Kind.PROGRESS_2, due_at=NOW, release_at=NOW
    )
    with pytest.raises(Invalid, match="Asia/Phnom_Penh"):
        change(world, zone="Asia/Bangkok")
    assert change(world, weekend=[5, 6]).weekend == [5, 6]
    Report.rows.filter(pk=report.pk).update(done_at=NOW)
    assert change(world, zone="Asia/Bangkok").zone == "Asia/Bangkok"


def test_a_week_without_a_working_day_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        change(world, weekend=[1, 2, 3, 4, 5, 6, 7])


def test_a_region_is_named_once(world: World) -> None:
    given = {"by": world.administrator, "at": NOW}
    country.add_region(programme=world.cambodia, name="Kandal", **given)
    other = country.add_region(programme=world.cambodia, name="Takeo", **given)
    with pytest.raises(Invalid):
        country.rename_region(region=other, name=" kandal ", **given)
    assert country.rename_region(region=other, name="Takéo", **given).name == "Takéo"
    assert Region.objects.count() == 2


def test_only_the_countrys_administrator_changes_it(world: World) -> None:
    for by in (world.country_manager, world.advisor, world.haitian_team_leader, world.manager):
        with pytest.raises(NotAllowed):
            country.add_region(programme=world.cambodia, name="Kandal", by=by, at=NOW)


def test_a_contact_can_be_reached(world: World) -> None:
    given = {"programme": world.cambodia, "name": "Desk", "purpose": "Questions", "public": True}
    who = {"by": world.administrator, "at": NOW}
    with pytest.raises(Invalid):
        country.add_contact(email=" ", phone="", **given, **who)
    made = country.add_contact(email="", phone="+855 23 000 000", **given, **who)
    with as_app(world.advisor, NOW):
        assert Contact.rows.get() == made
    with as_app(world.manager, NOW):
        assert not Contact.rows.exists()


def test_an_administrator_pastes_a_list_on_the_page(world: World, browse: Browse) -> None:
    client = browse(world.administrator)
    wrong = client.post("/countries/KH/holidays/paste/", {"written": "2026-04-14 New Year\nsoon"})
    assert wrong.status_code == 422
    assert "Line 2" in wrong.content.decode()
    assert "2026-04-14 New Year" in wrong.content.decode()
    client.post("/countries/KH/holidays/paste/", {"written": "2026-04-14 New Year"})
    assert "New Year" in client.get("/countries/KH/").content.decode()


def test_staff_read_and_do_not_change(world: World, browse: Browse) -> None:
    page = browse(world.advisor).get("/countries/KH/").content.decode()
    assert "The programme administrator keeps these data." in page
    assert "/countries/KH/change/" not in page


def test_the_form_begins_with_what_holds(world: World, browse: Browse) -> None:
    client = browse(world.administrator)
    change(world, languages=["en", "km", "xx"])  # languages that the product does not speak
    page = client.get("/countries/KH/change/").content.decode()
    assert '<option value="Asia/Phnom_Penh" selected>' in page
    assert page.count("checked") == 2 + 3
    sent = {"weekend": ["5", "6"], "languages": ["en", "km"], "zone": "Asia/Phnom_Penh"}
    assert client.post("/countries/KH/change/", sent).status_code == 302
    world.cambodia.refresh_from_db()
    assert (world.cambodia.weekend, world.cambodia.languages) == ([5, 6], ["en", "km"])


def test_the_number_of_queries_stays(world: World, browse: Browse) -> None:
    client = browse(world.administrator)
    client.get("/countries/KH/")
    before = queries(client, "/countries/KH/")
    for number in range(20):
        Holiday.objects.create(programme=world.cambodia, on=NEW_YEAR + timedelta(number), name="Day")
        Contact.rows.create(programme=world.cambodia, name=f"Desk {number}", purpose="x", phone="1")
        Region.objects.create(programme=world.cambodia, name=f"Region {number}")
    assert queries(client, "/countries/KH/") == before <= 10
