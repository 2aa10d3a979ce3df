"""Whether a ZIP is a harmless Excel workbook, told from its directory before anything is unpacked.

Python's zipfile never unpacks more of an entry than the directory claims, so that the claims are
an upper bound and can be trusted for the decision.
"""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from factories.imports.table import Unreadable

MAX_ENTRIES = 500
MAX_UNPACKED = 64 * 1024 * 1024
MAX_RATIO = 120  # spreadsheets of repeated rows reach about 40
SMALL = 256 * 1024  # an entry this small may be packed as tightly as it likes


def guard(content: bytes) -> None:
    """Raises Unreadable unless `content` is a workbook that unpacks within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _refuse_bombs(entries)
            _refuse_others(entries)
            _refuse_entities(packed, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as broken:
        raise Unreadable(_("This Excel file is damaged. Open it, save it again and send that.")) from broken


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    too_many = len(entries) > MAX_ENTRIES
    too_big = sum(entry.file_size for entry in entries) > MAX_UNPACKED
    too_tight = any(
        entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if too_many or too_big or too_tight:
        raise Unreadable(
            _(
                "This file unpacks to far more than a list of factories needs and was not opened. Send it as CSV."
            )
        )


def _refuse_others(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(_("This file is locked with a password. Save it without one and send that."))
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is a ZIP archive, not an Excel workbook. Send a CSV or an XLSX file."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("This workbook contains macros. Save it as .xlsx without macros and send that."))


def _refuse_entities(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """No workbook needs a document type; one that has it wants to blow up the parser."""
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            with packed.open(entry) as part:
                head = part.read(4096).replace(b"\0", b"").lower()
            if b"<!doctype" in head or b"<!entity" in head:
                raise Unreadable(
                    _("This workbook contains XML that Excel does not write; it was not opened.")
                )
