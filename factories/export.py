"""The one writer of CSV and XLSX: what leaves the house never runs in somebody's spreadsheet.

A cell that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end, also
in full width or after blanks) gets an apostrophe in front, which spreadsheets show as text and which
our own reading takes away again. Numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Cell = str | int | float | Decimal | bool | date | datetime | UUID | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r\n|]")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)*%?$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def safe(text: str) -> str:
    """`text` such that no spreadsheet takes it for a formula."""
    clean = _CONTROL.sub("", text)
    if _NUMBER.match(clean) or not _FORMULA.match(clean):
        return clean
    return "'" + clean


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads accents and Khmer right."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], sheet: str = "Sheet1") -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet)[:31])
    for row in [list(header), *rows]:
        cells = []
        for value in row:
            cell = WriteOnlyCell(page, _typed(value))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never "f": openpyxl takes "=…" for a formula otherwise
            cells.append(cell)
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(content: bytes, name: str, content_type: str = CSV_TYPE) -> HttpResponse:
    """A file to keep: never shown inside a page, never guessed at by the browser."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _written(value: Cell) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else str(_typed(value))


def _typed(value: Cell) -> str | float | datetime | None:
    """What a spreadsheet can hold; an instant loses its zone only after it was turned to UTC."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value
