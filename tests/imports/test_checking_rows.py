"""Every row says what is wrong with it: line, column, sentence."""

import pytest

from factories.imports import columns, numbers
from factories.imports.reading import read
from factories.imports.rows import Draft, Rules, drafts, fingerprint, restored, stored
from tests.imports.making import csv_file


def checked(*lines: str, country: str = "KH", any_country: bool = False) -> list[Draft]:
    table = read(csv_file(*lines))
    layout = columns.guess(table)
    body = columns.rows_below(table, layout.header_line)
    return drafts(body, layout.mapping, Rules(country, any_country))


def problem(header: str, row: str) -> tuple[int, str, str]:
    (found,) = checked(header, row)[0].problems
    return found.line, found.column, found.sentence


def test_a_whole_row_is_read() -> None:
    (draft,) = checked(
        "Name;Address;City;Province;Country;Lat;Lng;Total workers;% female;% migrant;Group;E-mail",
        "Golden Needle;12 Road 4;Krong Ta Khmau;Kandal;CAMBODIA;11,4833;104.95° E;1 250;80%;2,5;Needle;Hr@Needle.example",
    )
    assert not draft.problems
    assert stored(draft) == {
        "name": "Golden Needle",
        "address": "12 Road 4",
        "city": "Krong Ta Khmau",
        "province": "Kandal",
        "country": "KH",
        "lat": 11.4833,
        "lng": 104.95,
        "workers": 1250,
        "workers_female": 1000,
        "migrant_percent": 2.5,
        "group": "Needle",
        "email": "hr@needle.example",
    }
    assert restored(draft.line, stored(draft)) == draft


@pytest.mark.parametrize(
    ("header", "row", "column", "says"),
    [
        ("Name,City", " ,Takeo", "name", "no name"),
        ("Name,City", "--- 12,Takeo", "name", "no name"),
        ("Name,Country", "A,Vietnam", "country", "in Vietnam; this programme takes factories in Cambodia"),
        ("Name,Country", "A,Atlantis", "country", "“Atlantis” is no country"),
        ("Name,Total workers", "A,500-1000", "workers", "“500-1000”"),
        ("Name,Total workers", "A,12.5", "workers", "“12.5”"),
        ("Name,Total workers", "A,9999999", "workers", "“9999999”"),
        ("Name,% female", "A,130", "female_percent", "“130”"),
        ("Name,Latitude,Longitude", "A,95.1,104.2", "lat", "“95.1”"),
        ("Name,Latitude,Longitude", "A,11.5,east", "lng", "“east”"),
        ("Name,E-mail", "A,nobody at home", "email", "“nobody at home”"),
        ("Name,Total workers,Female workers", "A,10,11", "workers_female", "more women than workers"),
        ("Name,City", "A" * 201 + ",B", "name", "longer than 200"),
    ],
)
def test_a_bad_row_says_where_and_why(header: str, row: str, column: str, says: str) -> None:
    line, where, sentence = problem(header, row)
    assert (line, where) == (2, column)
    assert says in sentence


def test_all_problems_of_a_row_are_told_at_once() -> None:
    (draft,) = checked("Name,Country,Total workers", ",Vietnam,many")
    assert [found.column for found in draft.problems] == ["name", "country", "workers"]


def test_other_countries_come_in_when_asked_for() -> None:
    (draft,) = checked("Name,Country", "A,Viet Nam", any_country=True)
    assert (draft.country, draft.problems) == ("VN", [])


def test_without_a_country_column_the_programme_s_own_is_meant() -> None:
    assert checked("Name,City", "A,B", country="HT")[0].country == "HT"


def test_shares_written_as_fractions_are_known_from_the_whole_column() -> None:
    some = checked("Name,Total workers,% female", "A,100,0.8", "B,100,1")
    assert [draft.workers_female for draft in some] == [80, 100]
    others = checked("Name,Total workers,% female", "A,100,0.8", "B,100,75")
    assert [draft.workers_female for draft in others] == [1, 75]


def test_what_is_not_told_is_no_problem() -> None:
    (draft,) = checked("Name,Total workers,% female,Latitude,Longitude", "A,N/A,-,0,0")
    assert (draft.workers, draft.lat, draft.problems) == (None, None, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1'234", 1234), ("1,234,567", 1234567), ("120.0", 120),
     ("٣٤٥", 345), ("120 workers", 120), ("-5", None), ("1,23", None), ("~500", None), ("1e3", None), ("", None)],
)  # fmt: skip
def test_counts_are_read_in_every_habit(text: str, value: int | None) -> None:
    assert numbers.whole(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("18.5 S", -18.5), ("W72,34", -72.34), ("-72.34°", -72.34), ("nan", None), ("inf", None)],
)
def test_coordinates_are_read_in_every_habit(text: str, value: float | None) -> None:
    assert numbers.degrees(text) == value


def test_a_fingerprint_ignores_typing_and_nothing_else() -> None:
    mark = fingerprint("Golden  Needle Co.,Ltd", "12, Road 4", "Phnom Penh", "KH")
    assert mark == fingerprint("GOLDEN NEEDLE CO LTD", "12 Road 4.", "PhnomPenh", "KH")
    assert mark != fingerprint("Golden Needle Co.,Ltd", "13, Road 4", "Phnom Penh", "KH")
    assert fingerprint("ab", "c", "", "") != fingerprint("a", "bc", "", "")
