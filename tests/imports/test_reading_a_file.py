"""A list arrives as CSV or XLSX in any habit, or is refused with a sentence."""

import pytest
from openpyxl import Workbook

from factories.imports import archive, table
from factories.imports.reading import Habits, read
from factories.imports.table import Unreadable
from tests.imports.making import csv_file, saved, xlsx_file, zip_file

KHMER = "រោងចក្រ មាសថ្មី"


def texts(content: bytes, **choices: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read(content, Habits(**choices)).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    content = csv_file("Name,Address", f"{KHMER},Phnom Penh", "Émail Ltd,Rue 5", encoding=encoding)
    assert texts(content) == [("Name", "Address"), (KHMER, "Phnom Penh"), ("Émail Ltd", "Rue 5")]


def test_windows_western_is_the_guess_for_bytes_that_are_no_unicode() -> None:
    found = read(csv_file("Name,City", "Confecções São João,Tegucigalpa", encoding="cp1252"))
    assert (found.encoding, found.lines[1].cell(0)) == ("cp1252", "Confecções São João")


def test_a_person_chooses_the_encoding_that_no_byte_tells() -> None:
    content = csv_file("Name,City", "Şık Tekstil,İzmir", encoding="cp1254")
    assert texts(content, encoding="cp1254")[1] == ("Şık Tekstil", "İzmir")


def test_an_encoding_that_does_not_fit_is_refused_with_its_name() -> None:
    with pytest.raises(Unreadable, match="gb18030"):
        read(b"Name\n\xff\xff\xff", Habits(encoding="gb18030"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    content = csv_file(*(delimiter.join(row) for row in [("Name", "Address"), ('"A, B; C Ltd"', "12")]))
    found = read(content)
    assert (found.delimiter, found.lines[1].cells) == (delimiter, ("A, B; C Ltd", "12"))


def test_excels_own_hint_of_the_delimiter_is_no_row() -> None:
    found = read(csv_file("sep=;", "Name;City", "A, Ltd;B"))
    assert [(line.number, line.cells) for line in found.lines] == [
        (2, ("Name", "City")),
        (3, ("A, Ltd", "B")),
    ]


def test_each_row_keeps_the_line_where_it_begins() -> None:
    content = b'Name,Address\n\n"A","Road 1\nFloor 2"\n,,\nB,"Road 3"\n'
    assert [(line.number, line.cell(1)) for line in read(content).lines] == [
        (1, "Address"),
        (3, "Road 1 Floor 2"),
        (6, "Road 3"),
    ]


def test_an_open_quotation_mark_does_not_swallow_the_rest() -> None:
    with pytest.raises(Unreadable, match="after line 2"):
        read(b'Name,City\nA,B\n"C,D\nE,F\nG,H\n')


def test_hidden_characters_and_double_blanks_are_taken_away() -> None:
    assert texts("Name\tx\n\u202eA\u00a0\u00a0 B\u200b\x07\tx\n".encode())[1] == ("A B", "x")


def test_a_workbook_is_read_with_the_numbers_of_its_rows() -> None:
    found = read(xlsx_file(["List of 2026"], [], ["Name", "Workers"], ["A Ltd", 1200.0], ["B Ltd", 3.5]))
    assert [(line.number, line.cells) for line in found.lines] == [
        (1, ("List of 2026",)),
        (3, ("Name", "Workers")),
        (4, ("A Ltd", "1200")),
        (5, ("B Ltd", "3.5")),
    ]


def test_the_fullest_sheet_is_read_unless_another_is_named() -> None:
    content = xlsx_file(["Notes"], Sites=[["Name", "City"], ["A", "B"]])
    assert read(content).sheet == "Sites"
    assert read(content, Habits(sheet="Factories")).lines[0].cells == ("Notes",)


def test_a_sheet_that_is_not_there_is_named() -> None:
    with pytest.raises(Unreadable, match="“Nowhere”"):
        read(xlsx_file(["Name"]), Habits(sheet="Nowhere"))


def test_a_cell_far_below_makes_no_million_rows() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["XFD1048576"] = "Name", "far away"
    assert [line.cells for line in read(saved(book)).lines] == [("Name",)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Excel"),
        (b"\n<!DOCTYPE html><table><tr><td>Name", "HTML"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (zip_file({"readme.txt": b"hello"}), "ZIP archive"),
        (zip_file({"xl/workbook.xml": b"<workbook"}), "damaged"),
        (zip_file({"xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"x"}), "macros"),
        (bytes(range(256)) * 20, "not a text file"),
        (b",,\n,,\n", "no rows"),
        (b",".join([b"x"] * 300), "columns"),
    ],
)
def test_what_is_no_list_is_refused_whatever_its_name(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(content)


def test_a_file_too_big_or_too_long_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match="at most 10 MB"):
        read(b"x" * (table.MAX_BYTES + 1))
    with pytest.raises(Unreadable, match="more than 20000 rows"):
        read(b"a,b\n" * (table.MAX_ROWS + 1))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zip_file({"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b"0" * 40_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read(bomb)


def test_a_zip_of_very_many_entries_is_refused() -> None:
    entries = {f"xl/{number}.xml": b"" for number in range(archive.MAX_ENTRIES)}
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read(zip_file({"xl/workbook.xml": b"<w/>"} | entries))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_defines_entities_is_refused(encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l "lol">]><w>&l;</w>'.encode(encoding)
    with pytest.raises(Unreadable, match="Excel does not write"):
        read(zip_file({"xl/workbook.xml": laughs}))
