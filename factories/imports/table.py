"""What reading a file gives: lines of texts, each with its number in the file."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff]")
_BLANKS = re.compile(r"[\s\u00a0\u3000]+")


class Unreadable(Exception):
    """The file cannot be taken; the sentence says why and what to do."""


@dataclass(frozen=True)
class Line:
    number: int  # in the file, from 1; a row with line ends inside stands where it begins
    cells: tuple[str, ...]

    def cell(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    lines: list[Line]
    kind: str  # "csv" or "xlsx"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = field(default=())


def row(number: int, cells: Iterable[str]) -> Line | None:
    """A line without the empty cells at its end; nothing where no cell holds anything."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return Line(number, tuple(kept)) if kept else None


def clean(text: str) -> str:
    """One line, no control or direction characters, composed accents, no double blanks.

    The apostrophe that our own exports put before a formula is taken away again.
    """
    if len(text) > 1 and text[0] == "'" and text[1] in "=+-@":
        text = text[1:]
    return _BLANKS.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", text))).strip()
