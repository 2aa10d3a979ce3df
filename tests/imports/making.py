"""Small files as people send them."""

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook


def csv_file(*lines: str, encoding: str = "utf-8") -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def xlsx_file(*rows: Sequence[object], **sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Factories"
    for row in rows:
        page.append(list(row))
    for name, others in sheets.items():
        other = book.create_sheet(name)
        for row in others:
            other.append(list(row))
    return saved(book)


def zip_file(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return out.getvalue()


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
