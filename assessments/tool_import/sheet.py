"""The questions of a tool as a file tells them, each with its line; a bad file is refused whole.

The polarity is the answer that is non-compliant: “Are the exits locked?” yes, “Is there a fire
alarm?” no. A fact-gathering question has none, whatever the file infers for it: it is in no rate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from factories.imports.reading import read
from factories.imports.spelling import plain
from factories.imports.table import Line, Table, Unreadable

HEADERS = {
    "cluster": "cluster",
    "cluster_no": "cluster no|cluster number",
    "point": "compliance point|point",
    "point_no": "compliance point no|compliance point number|point no",
    "number": "question no|question number|no|number",
    "text": "question|question text|text",
    "fact": "fact gathering|fact gathering question|fact",
    "noncompliant": "noncompliant answer|non compliant answer|noncompliant answer inferred|noncompliant",
    "public": "public|publicly reported|critical issue|bfc critical issue no inferred",
    "focused": "focused|focused tool",
    "legal_reference": "legal reference|law|legal source",
}
NEEDED = ("cluster", "point", "number", "text")
YES = {"yes", "y", "1", "true", "x", "oui", "si", "ya", "co"}
NO = {"no", "n", "0", "false", "non", "tidak", "khong"}
LONGEST = {"cluster": 120, "point": 160, "number": 24, "legal_reference": 300}
MOST_TOLD = 20


@dataclass(frozen=True)
class Asked:
    """One question of the file. `noncompliant_answer` is "yes", "no" or, of a fact, empty."""

    line: int
    cluster: str
    point: str
    number: str
    text: str
    noncompliant_answer: str = ""
    public: bool = False
    focused: bool = False
    legal_reference: str = ""
    cluster_no: str = ""
    point_no: str = ""

    @property
    def is_fact(self) -> bool:
        return self.noncompliant_answer == ""


def questions(content: bytes) -> list[Asked]:
    """Every question of the file in its order. Raises Invalid with the lines that are wrong."""
    try:
        table = read(content)
    except Unreadable as refused:
        raise Invalid(str(refused), field="file") from refused
    header, columns = _columns(table)
    asked, problems = [], []
    for line in table.lines:
        if line.number > header:
            told = {name: line.cell(index) for name, index in columns.items()}
            found = list(_problems(told))
            problems += [_("Line %(line)d: %(what)s") % {"line": line.number, "what": what} for what in found]
            if not found:
                asked.append(_asked(line, told))
    problems += _repeated(asked)
    if problems or not asked:
        raise Invalid(" ".join(problems[:MOST_TOLD]) or _("The file asks no question."), field="file")
    return asked


def _columns(table: Table) -> tuple[int, dict[str, int]]:
    """The line of the header, and which column is which."""
    names = {name: field for field, called in HEADERS.items() for name in called.split("|")}
    for line in table.lines[:25]:
        found: dict[str, int] = {}
        for index, cell in enumerate(line.cells):
            field = names.get(plain(cell))
            if field:
                found.setdefault(field, index)
        if all(field in found for field in NEEDED):
            return line.number, found
    raise Invalid(
        _("The columns of a tool are missing. Needed: cluster, compliance point, question no, question."),
        field="file",
    )


def _problems(told: Mapping[str, str]) -> Iterator[str]:
    missing = [field for field in NEEDED if not told.get(field)]
    if missing:
        yield _("nothing stands under %(columns)s.") % {"columns": ", ".join(missing)}
    for field, longest in LONGEST.items():
        if len(told.get(field, "")) > longest:
            yield _("“%(column)s” is longer than %(limit)d characters.") % {"column": field, "limit": longest}
    if not _is_fact(told):
        if not _answer(told):
            yield _("say which answer is non-compliant, yes or no, or mark the question as fact-gathering.")
    elif _is_said(told.get("public", "")):
        yield _("a fact-gathering question is never a publicly reported issue.")


def _asked(line: Line, told: Mapping[str, str]) -> Asked:
    is_fact = _is_fact(told)
    return Asked(
        line=line.number,
        cluster=told["cluster"],
        point=told["point"],
        number=told["number"],
        text=told["text"],
        noncompliant_answer="" if is_fact else _answer(told),
        public=_is_said(told.get("public", "")),
        focused=_is_said(told.get("focused", "")),
        legal_reference=told.get("legal_reference", ""),
        cluster_no=told.get("cluster_no", ""),
        point_no=told.get("point_no", ""),
    )


def _is_fact(told: Mapping[str, str]) -> bool:
    return _is_said(told.get("fact", ""))


def _answer(told: Mapping[str, str]) -> str:
    word = plain(told.get("noncompliant", ""))
    return "yes" if word in YES else "no" if word in NO else ""


def _is_said(text: str) -> bool:
    """A mark, a yes or the number of an issue; not a no."""
    return bool(plain(text)) and plain(text) not in NO


def _repeated(asked: list[Asked]) -> list[str]:
    """One number names one question of a version, and no question is asked twice on one point."""
    seen: dict[tuple[str, ...], int] = {}
    said = []
    for one in asked:
        for mark in (("no", one.number), ("text", plain(one.cluster), plain(one.point), plain(one.text))):
            first = seen.setdefault(mark, one.line)
            if first != one.line:
                said.append(_("Line %(line)d repeats line %(first)d.") % {"line": one.line, "first": first})
    return said
