"""Dated rows of a country's calendar: who reads them, who adds one, and from when it holds."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from programmes.actions import create_programme, laid, write_rule
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import Kind
from programmes.words import length
from tests.factories import NOW
from tests.personas import World

Browse = Callable[[User | None], Client]


def add(world: World, valid_from: date = date(2026, 4, 1), amount: int | None = 6) -> CalendarRule:
    row = CalendarRule(
        programme=world.cambodia,
        kind=Kind.PROGRESS_REPORT_1.value,
        amount=amount,
        valid_from=valid_from,
        source="Decision",
    )
    found = laid(row)
    write_rule(found)
    return found.row


def in_force(programme: CountryProgramme, on: date) -> int | None:
    row = CalendarRule.objects.in_force(Kind.PROGRESS_REPORT_1, programme, on)
    return row.amount if row else -1


def test_a_row_holds_from_its_own_date_in_its_own_country(world: World) -> None:
    add(world)
    assert in_force(world.cambodia, date(2026, 3, 31)) == 5
    assert in_force(world.cambodia, date(2026, 4, 1)) == 6
    assert in_force(world.haiti, date(2026, 4, 1)) == 5


def test_an_empty_length_switches_the_rule_off(world: World) -> None:
    add(world, amount=None)
    assert in_force(world.cambodia, date(2026, 4, 1)) is None


def test_one_row_a_day(world: World) -> None:
    add(world)
    with pytest.raises(Invalid, match="already"):
        add(world)


def test_a_new_row_stands_on_the_page(world: World, browse: Browse) -> None:
    add(world)
    assert "Decision" in browse(world.administrator).get("/calendars/KH/").content.decode()


def test_staff_read_their_own_countrys_calendar_alone(world: World, browse: Browse) -> None:
    assert browse(world.advisor).get("/calendars/").headers["Location"] == "/calendars/KH/"
    assert browse(world.advisor).get("/calendars/KH/").status_code == 200
    assert browse(world.advisor).get("/calendars/HT/").status_code == 404
    assert browse(world.head_office).get("/calendars/HT/").status_code == 200


@pytest.mark.parametrize("who", ["manager", "buyer_user", "group_user", "picc_worker"])
def test_others_find_no_calendar(world: World, browse: Browse, who: str) -> None:
    for address in ("/calendars/", "/calendars/KH/", "/calendars/KH/progress_report_1/new/"):
        assert browse(getattr(world, who)).get(address).status_code == 404


def test_head_office_opens_a_country_programme(world: World, browse: Browse) -> None:
    form = {"code": "eg", "name": "Egypt", "zone": "Africa/Cairo", "languages": ["ar"], "weekend": ["5", "6"]}
    browse(world.head_office).post("/calendars/new-programme/", form)
    made = CountryProgramme.objects.get(code="EG")
    assert (made.weekend, made.organisation.name) == ([5, 6], "Better Work Egypt")
    with pytest.raises(NotAllowed):
        create_programme(
            code="JO",
            name="Jordan",
            zone="Asia/Amman",
            languages=[],
            weekend=[],
            by=world.administrator,
            at=NOW,
        )


@pytest.mark.parametrize(
    ("kind", "amount", "words"),
    [
        (Kind.ASSESSMENT_REPORT, 28, "28 calendar days"),
        (Kind.PROGRESS_REPORT_1, 5, "5 calendar months"),
        (Kind.RELEASE_HOUR, 9, "at 09:00, local time"),
        (Kind.PROGRESS_REPORT_1_AFTER_RELEASE, None, "switched off"),
    ],
)
def test_a_length_reads_in_words(kind: Kind, amount: int | None, words: str) -> None:
    assert length(kind, amount) == words
