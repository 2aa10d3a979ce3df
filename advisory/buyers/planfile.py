"""A buyer's corrective action plan in a file: which column is what, and what each row says. Pure.

Nothing is taken silently: a row that cannot be taken says why (`problems`), one that is taken with a part
left out says which (`notes`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factories.imports.reading import read
from factories.imports.spelling import plain
from factories.imports.table import Line, Unreadable

MOST_POINTS = 500
MOST_COLUMNS = 40
NEAR_THE_TOP = 25  # rows among which a header is looked for
LONGEST = {"issue": 4000, "requirement": 4000, "status": 80, "responsible": 120, "topic": 200}

FIELDS: dict[str, str | Promise] = {
    "issue": gettext_lazy("point or issue"),
    "requirement": gettext_lazy("requirement or corrective action"),
    "due_on": gettext_lazy("due date"),
    "status": gettext_lazy("status"),
    "responsible": gettext_lazy("responsible"),
    "topic": gettext_lazy("compliance point or topic"),
}
CALLED = {
    "issue": "issue|finding|findings|audit finding|non compliance|noncompliance|non conformity|nonconformity"
    "|violation|observation|problem|issue description|finding description|description of finding|description"
    "|point|constat|non conformite|hallazgo|incumplimiento|المسألة|الملاحظة|المخالفة",
    "requirement": "requirement|corrective action|corrective action required|required action|action required"
    "|action|remediation|recommendation|measure|corrective action plan|exigence|action corrective"
    "|accion correctiva|requisito|الإجراء|المطلوب|الإجراء التصحيحي",
    "due_on": "due date|due|deadline|target date|target completion date|completion date|by when|timeline|date"
    "|echeance|delai|fecha limite|fecha|تاريخ الاستحقاق|الموعد|التاريخ",
    "status": "status|state|progress|statut|estado|الحالة",
    "responsible": "responsible|responsible person|person responsible|owner|who|pic|assigned to|responsable"
    "|المسؤول",
    "topic": "compliance point|topic|category|area|cluster|chapter|section|element|theme|categorie|categoria"
    "|نقطة الامتثال|الموضوع|الفئة",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: its rows, the line of its header (0: none), and what its columns may be."""

    lines: list[tuple[int, list[str]]]
    header_line: int
    headers: list[str]
    columns: dict[int, str]


@dataclass(frozen=True)
class Row:
    line: int
    issue: str
    requirement: str = ""
    due_on: date | None = None
    status: str = ""
    responsible: str = ""
    topic: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sheet_of(content: bytes) -> Sheet:
    """Raises Unreadable with a sentence for what cannot be taken."""
    table = read(content, most=MOST_POINTS + NEAR_THE_TOP)
    if max(len(line.cells) for line in table.lines) > MOST_COLUMNS:
        raise Unreadable(
            _("The file has more than %(most)d columns. Send the plan's own columns alone.")
            % {"most": MOST_COLUMNS}
        )
    header = _header(table.lines)
    body = [line for line in table.lines if header is None or line.number > header.number]
    if len(body) > MOST_POINTS:
        raise Unreadable(
            _("The plan has more than %(most)d points. Send it in parts.") % {"most": MOST_POINTS}
        )
    width = max((len(line.cells) for line in table.lines), default=0)
    return Sheet(
        lines=[(line.number, list(line.cells)) for line in body],
        header_line=header.number if header else 0,
        headers=[header.cell(index) if header else "" for index in range(width)],
        columns=_named(header) if header else _longest(body, width),
    )


def _header(lines: Sequence[Line]) -> Line | None:
    """The row near the top that names most columns; one name is no header."""
    best = max(lines[:NEAR_THE_TOP], key=lambda line: (len(_named(line)), -line.number), default=None)
    return best if best and len(_named(best)) >= 2 else None


def _named(line: Line) -> dict[int, str]:
    """Each field at most once, the first column that is called so."""
    found: dict[int, str] = {}
    for index, cell in enumerate(line.cells):
        field = called(cell)
        if field and field not in found.values():
            found[index] = field
    return found


def called(header: str) -> str:
    return _names().get(plain(header), "")


@cache
def _names() -> dict[str, str]:
    return {plain(name): field for field, names in CALLED.items() for name in names.split("|")}


def _longest(body: Sequence[Line], width: int) -> dict[int, str]:
    """Without a header the column with most to say is taken for the issue."""
    if not width:
        return {}
    said = {index: sum(len(line.cell(index)) for line in body) for index in range(width)}
    return {max(said, key=lambda index: said[index]): "issue"}


# -- Rows --------------------------------------------------------------------------------


def rows_of(lines: Sequence[Sequence[object]], columns: Mapping[int, str]) -> list[Row]:
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for number, cells in lines:
        row = _row(int(str(number)), list(cells), columns)  # type: ignore[call-overload]
        same = (plain(row.issue), plain(row.requirement))
        if row.issue and same in seen:
            said = _("The same stands in line %(line)d already.") % {"line": seen[same]}
            row = Row(row.line, row.issue, row.requirement, problems=(*row.problems, said))
        seen.setdefault(same, row.line)
        rows.append(row)
    return rows


def _row(number: int, cells: list[str], columns: Mapping[int, str]) -> Row:
    told = {field: cells[index] if index < len(cells) else "" for index, field in columns.items()}
    due_on, note = day_of(told.pop("due_on", ""))
    problems = [_too_long(field) for field, text in told.items() if len(text) > LONGEST[field]]
    if not told.get("issue"):
        problems.append(_("It says no issue, so there is nothing to map."))
    kept = {field: told.get(field, "")[: LONGEST[field]] for field in LONGEST}
    return Row(line=number, due_on=due_on, problems=tuple(problems), notes=(note,) if note else (), **kept)


def _too_long(field: str) -> str:
    said = {"column": FIELDS[field], "most": LONGEST[field]}
    return _("The column “%(column)s” has more than %(most)d letters. Shorten it.") % said


def day_of(text: str) -> tuple[date | None, str]:
    """The day that is meant, or none and why: 03/04/2026 may be March or April, and nobody guesses."""
    text = text.strip()
    if not text:
        return None, ""
    if found := re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]|$)", text):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := re.fullmatch(r"(\d{1,2})[ .-]*([A-Za-z]{3})[a-z]*[ .,-]*(\d{4})", text):
        month = found[2].lower()
        return _day(int(found[3]), MONTHS.index(month) + 1 if month in MONTHS else 0, int(found[1]), text)
    if found := re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})", text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12:
            return _day(year, second, first, text)
        if second > 12:
            return _day(year, first, second, text)
        if first == second:
            return _day(year, first, second, text)
    return None, _unread(text)


def _day(year: int, month: int, day: int, text: str) -> tuple[date | None, str]:
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, _unread(text)


def _unread(text: str) -> str:
    said = _("The due date “%(text)s” was not understood and is left out. Write it as 2026-03-31.")
    return said % {"text": text[:40]}
