"""From bytes to a table of texts, each row with the line where it stands in the file.

What a file is, its content says, never its name. A refusal is a sentence (`Unreadable`). Spreadsheets
are unpacked only after their ZIP directory has been found harmless (`factories/imports/archive.py`).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from factories.imports import archive
from factories.imports.delimited import decode, parse
from factories.imports.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Line, Table, Unreadable, clean, row

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"{\\rtf": "RTF",
    b"SQLite": "SQLite",
}
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<script")


@dataclass(frozen=True)
class Habits:
    """What a person says of how the file is written; empty where the guess holds."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


def read(content: bytes, habits: Habits = Habits(), most: int = MAX_ROWS) -> Table:
    """The table in an uploaded file, or its first rows where `most` is small."""
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("The file has %(size)d MB; at most %(limit)d MB are read. Split it into smaller files.")
            % {"size": len(content) // 1_000_000, "limit": MAX_BYTES // 1_000_000}
        )
    if content.startswith(ZIP):
        return _workbook(content, habits.sheet, most)
    _refuse_others(content)
    text, encoding = decode(content, habits.encoding)
    lines, delimiter = parse(text, habits.delimiter, most + 1)
    return _checked(Table(lines=lines, kind="csv", encoding=encoding, delimiter=delimiter), most)


def _refuse_others(content: bytes) -> None:
    if content.startswith(OLD_EXCEL):
        raise Unreadable(_("This is an old Excel file (.xls). Save it as .xlsx or as CSV and send that."))
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = next((name for mark, name in OTHERS.items() if content.startswith(mark)), None)
    if head.startswith(MARKUP):
        kind = "HTML/XML"
    if kind:
        raise Unreadable(
            _("This is a %(kind)s file, whatever its name says. Send a CSV or an XLSX file.") % {"kind": kind}
        )


@dataclass(frozen=True)
class _Sheet:
    name: str
    lines: list[Line]


def _workbook(content: bytes, wanted: str, most: int) -> Table:
    archive.guard(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [_Sheet(page.title, list(islice(_lines(page), most + 1))) for page in book.worksheets]
        book.close()
    except Unreadable:
        raise
    except Exception as broken:  # openpyxl raises whatever its parsers raise on a damaged workbook
        raise Unreadable(_("This Excel file is damaged. Open it, save it again and send that.")) from broken
    named = [page for page in sheets if page.name == wanted] if wanted else sheets
    if not named:
        raise Unreadable(_("The workbook has no sheet “%(name)s”.") % {"name": wanted})
    fullest = max(named, key=lambda page: len(page.lines))
    table = Table(
        lines=fullest.lines,
        kind="xlsx",
        sheet=fullest.name,
        sheets=tuple(page.name for page in sheets),
    )
    return _checked(table, most)


def _lines(page: object) -> Iterator[Line]:
    """The rows of a sheet that hold anything. Its own claim about its size is not believed."""
    page.reset_dimensions()  # type: ignore[attr-defined]
    limit = 10 * MAX_ROWS  # a single cell far below must not make a million empty rows
    rows = page.iter_rows(max_row=limit, max_col=MAX_COLUMNS + 1, values_only=True)  # type: ignore[attr-defined]
    for number, values in enumerate(rows, start=1):
        if line := row(number, map(_text, values)):
            yield line


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return clean(str(value))


def _checked(table: Table, most: int) -> Table:
    if not table.lines:
        raise Unreadable(_("The file holds no rows."))
    if len(table.lines) > MAX_ROWS:
        raise Unreadable(
            _("The file has more than %(limit)d rows. Split it into smaller files.") % {"limit": MAX_ROWS}
        )
    if max(len(line.cells) for line in table.lines) > MAX_COLUMNS:
        raise Unreadable(
            _("The file has more than %(limit)d columns; this is no list of factories.")
            % {"limit": MAX_COLUMNS}
        )
    return replace(table, lines=table.lines[:most])
