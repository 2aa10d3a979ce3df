"""The spreadsheet: the same frozen document as tables. No cell is ever a formula (RPT-4).

What is safe in a cell is decided in one place for the whole product, `factories.export.safe`.
"""

import io
import re
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import Cell as Box
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from factories.export import safe
from reporting.freezing import freeze, thaw
from reporting.payload import Payload
from reporting.rendering import words
from reporting.rendering.html import Seal, seal
from reporting.rendering.tables import Cell, Table, cover, tables

LONGEST = 32_767  # what a cell can hold
HEAD = Font(bold=True, color="FFFFFF")
FILL = PatternFill("solid", start_color="230050")
WRAP = Alignment(wrap_text=True, vertical="top")


def render_xlsx(payload: Payload, language: str | None = None) -> bytes:
    """A workbook in `language`; without one, in the language the report was written in."""
    reader = language or payload.head.languages[0]
    frozen = thaw(freeze(payload).json_text)
    with override(reader):
        known = seal(frozen, reader)
        book = Workbook()
        book.remove(book.worksheets[0])
        for table in (cover(frozen, reader, _sealed(known)), *tables(frozen, reader)):
            _sheet(book, table, right_to_left=words.direction(reader) == "rtl")
        book.properties.title = f"{known.title}, {frozen.head.factory.name}"
        book.properties.creator = frozen.head.programme
        book.properties.created = frozen.head.release.at.replace(tzinfo=None)
        book.properties.identifier = known.code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sealed(known: Seal) -> list[tuple[str, str]]:
    return [
        (_("Code"), known.code),
        (_("Digest (SHA-256)"), known.digest),
        (_("Content"), str(known.schema)),
        (_("Template"), known.template_version),
        (_("Confirm the code at"), known.address),
    ]


def _sheet(book: Workbook, table: Table, *, right_to_left: bool) -> None:
    page: Worksheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", table.title)[:31])
    page.sheet_view.rightToLeft = right_to_left
    for number, row in enumerate([table.header, *table.rows], 1):
        for column, value in enumerate(row, 1):
            _fill(cast(Box, page.cell(number, column)), value)
    for box in page[1]:
        box.font, box.fill = HEAD, FILL
    page.freeze_panes = "A2"
    for column in range(1, len(table.header) + 1):
        page.column_dimensions[get_column_letter(column)].width = _width(table, column - 1)
    if len(table.rows) > 1 and len(table.header) > 2:
        page.auto_filter.ref = page.dimensions


def _fill(box: Box, value: Cell) -> None:
    if isinstance(value, str):
        box.value = safe(value)[:LONGEST]
        box.data_type = "s"  # openpyxl takes "=…" for a formula otherwise
    else:
        box.value = value
    if isinstance(value, date):
        box.number_format = "yyyy-mm-dd"
    box.alignment = WRAP


def _width(table: Table, column: int) -> int:
    longest = max(len(str(row[column] or "")) for row in [table.header, *table.rows])
    return min(max(10, longest + 2), 60)
