"""Delimited text: its encoding, its delimiter, its rows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from factories.imports.table import MAX_ROWS, Line, Unreadable, clean, row

# What a person may choose where the guess is wrong; a text without a mark does not tell them apart.
ENCODINGS = (
    "utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1254", "cp1256", "cp1258", "gb18030", "big5", "shift_jis",
    "euc_kr", "cp874",
)  # fmt: skip
DELIMITERS = (",", ";", "\t", "|")
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and the encoding it was read with."""
    chosen = encoding or guess_encoding(content)
    try:
        text = content.decode(chosen)
    except (UnicodeDecodeError, LookupError) as wrong:
        raise Unreadable(
            _("The file is not written in %(encoding)s. Save it as “CSV UTF-8” and send that.")
            % {"encoding": chosen}
        ) from wrong
    if not _is_writing(text):
        raise Unreadable(_("This is not a text file. Send a CSV or an XLSX file."))
    return text.lstrip("\ufeff"), chosen


def _is_writing(text: str) -> bool:
    """Whether letters make up the text; some scripts part words by signs that do not print."""
    head = text[:4000]
    printed = sum(sign.isprintable() or sign.isspace() for sign in head)
    return "\0" not in head and printed >= 0.8 * len(head)


def guess_encoding(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    head = content[:4096]
    if head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 5:
        return "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def parse(text: str, delimiter: str = "", most: int = MAX_ROWS + 1) -> tuple[list[Line], str]:
    """The rows that hold anything, and the delimiter they were parted by."""
    text = text.replace("\0", "")
    skipped = 0
    if text[:4].lower() == "sep=" and text[4:5]:  # Excel's own hint
        delimiter = delimiter or text[4]
        text = text.partition("\n")[2]
        skipped = 1
    chosen = delimiter or guess_delimiter(text)
    _refuse_open_quotation(text, chosen)
    return list(islice(_lines(text, chosen, skipped), most)), chosen


def guess_delimiter(text: str) -> str:
    """The one that parts the first rows most alike into more than one cell."""
    head = "\n".join(text[:65_536].splitlines()[:60])
    return max(DELIMITERS, key=lambda delimiter: _evenness(head, delimiter))


def _evenness(head: str, delimiter: str) -> float:
    try:
        widths = Counter(len(row) for row in csv.reader(head.splitlines(), delimiter=delimiter) if row)
    except csv.Error:
        return 0.0
    width, rows = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]), default=(1, 0))
    return 0.0 if width == 1 else rows / widths.total() + min(width, 50) / 1000


def _lines(text: str, delimiter: str, skipped: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if line := row(start + skipped, map(clean, cells)):
                yield line
    except csv.Error as wrong:
        raise Unreadable(
            _("Line %(line)d cannot be read: it has a cell as long as a book.")
            % {"line": reader.line_num + skipped}
        ) from wrong


def _refuse_open_quotation(text: str, delimiter: str) -> None:
    """An open quotation mark would swallow the rest of the file into one cell, silently."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    end = 0
    while True:
        try:
            next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:  # other habits of quoting are read as they come
            if "unexpected end of data" in str(wrong):
                raise Unreadable(
                    _("A quotation mark opened after line %(line)d is never closed. Correct the file there.")
                    % {"line": end}
                ) from wrong
        end = reader.line_num
