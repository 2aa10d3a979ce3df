"""What leaves the house never runs in somebody's spreadsheet."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from factories.export import csv_bytes, download, safe, xlsx_bytes

DANGEROUS = [
    "=1+1",
    "+cmd|'/c calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "|x",
    "\ufeff=1",
    "-x",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_becomes_text(text: str) -> None:
    assert safe(text).startswith("'")


@pytest.mark.parametrize("text", ["-11.98", "+5", "12 %", "Golden Needle", "a=b", "", "5%"])
def test_figures_and_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_csv_opens_in_a_spreadsheet_with_its_accents() -> None:
    content = csv_bytes(["Nom"], [["Ü, Ltd"], [None], [Decimal("1.5")], [date(2026, 1, 2)]])
    assert content == '\ufeffNom\r\n"Ü, Ltd"\r\n""\r\n1.5\r\n2026-01-02\r\n'.encode()


def test_xlsx_holds_numbers_as_numbers_and_formulas_as_text() -> None:
    content = xlsx_bytes(
        ["A", "B", "C"], [["=1+1", 12, datetime(2026, 1, 2, 3, 4, tzinfo=UTC)], ["a\x00b", 1.5, True]]
    )
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[cell.value for cell in row] for row in page.rows][1:] == [
        ["'=1+1", 12, "2026-01-02 03:04+00:00"],
        ["ab", 1.5, True],
    ]
    assert {cell.data_type for row in page.rows for cell in row} <= {"s", "n", "b"}


def test_a_download_is_a_file_and_never_a_page() -> None:
    response = download(b"x", "Fehler – März.csv")
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''Fehler%20")
    assert response["X-Content-Type-Options"] == "nosniff"
