"""Which column is which: guessed from headers and contents, shown to a person and corrected.

The header is the first row near the top that names at least two known fields; title rows above it
are passed over. Where no row does, the columns are guessed by what stands in them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from factories.imports.countries import country_code
from factories.imports.fields import BY_NAME, FIELDS
from factories.imports.spelling import plain
from factories.imports.table import Line, Table

NEAR_THE_TOP = 25  # rows among which a header is looked for
SAMPLE = 200  # rows whose contents are looked at
SURE, ENOUGH = 0.9, 0.55

Columns = dict[int, str]  # index of the column -> name of the field


@dataclass(frozen=True)
class Column:
    """One column of a file, as it is shown to a person."""

    index: int
    header: str
    field: str  # name of a known field, or nothing
    confidence: float  # 0..1
    because: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    header_line: int  # number in the file; 0: the file has no header
    columns: tuple[Column, ...]

    @property
    def mapping(self) -> Columns:
        return {column.index: column.field for column in self.columns if column.field}


@dataclass(frozen=True)
class _Guess:
    confidence: float
    field: str
    index: int
    because: str


def guess(table: Table, header_line: int | None = None) -> Layout:
    """The layout of a table; `header_line` overrules the guess (0: it has none)."""
    header = _header(table, header_line)
    body = rows_below(table, header.number if header else 0)[:SAMPLE]
    width = max(len(line.cells) for line in table.lines)
    chosen = _chosen(header, body, width)
    columns = [_column(index, header, body, chosen.get(index)) for index in range(width)]
    return Layout(header.number if header else 0, tuple(columns))


def rows_below(table: Table, header_line: int) -> list[Line]:
    return [line for line in table.lines if line.number > header_line]


def corrected(layout: Layout, fields: Mapping[int, str]) -> Layout:
    """The same layout with a person's choice of fields."""
    columns = tuple(
        Column(
            column.index,
            column.header,
            fields.get(column.index, ""),
            1.0,
            _("chosen by you"),
            column.samples,
        )
        for column in layout.columns
    )
    return Layout(layout.header_line, columns)


def _header(table: Table, wanted: int | None) -> Line | None:
    if wanted == 0:
        return None
    if wanted is not None:
        return next((line for line in table.lines if line.number == wanted), None)
    top = table.lines[:NEAR_THE_TOP]
    named = {line.number: _fields_named(line) for line in top}
    best = max(top, key=lambda line: (named[line.number], -line.number))
    if named[best.number] >= 2 or (named[best.number] == 1 and best is top[0]):
        return best
    return None


def _fields_named(line: Line) -> int:
    return len({name for cell in line.cells for name, sure in [called(cell)] if sure >= SURE})


@cache
def called(header: str) -> tuple[str, float]:
    """The field that a header names, and how sure that is."""
    wanted = _key(header)
    if not wanted or len(wanted) > 60:
        return "", 0.0
    exact = _names().get(wanted)
    if exact:
        return exact
    return max(_nearly(wanted), _inside(wanted), key=lambda found: found[1])


def _nearly(wanted: str) -> tuple[str, float]:
    """A name of a column with a slip of the pen."""
    names = [name for name in _names() if len(name) >= 5 and ("%" in name) == ("%" in wanted)]
    found = process.extractOne(wanted, names, scorer=fuzz.ratio, score_cutoff=88)
    if found is None:
        return "", 0.0
    field, sure = _names()[found[0]]
    return field, sure * (found[1] / 100 - 0.08)


def _inside(wanted: str) -> tuple[str, float]:
    """A name of two words or more inside a longer header: "total workers (2025)"."""
    inside = [
        (field, 0.82 * sure)
        for name, (field, sure) in _names().items()
        if " " in name and ("%" in name) == ("%" in wanted) and f" {name} " in f" {wanted} "
    ]
    return max(inside, key=lambda found: found[1], default=("", 0.0))


def _key(header: str) -> str:
    """Spelling does not matter, a percent sign does."""
    percent = "% " if re.search(r"%|percent", header, re.IGNORECASE) else ""
    words = re.sub(r"\bpercent(?:age)?\b(?: of)?", "", plain(header))
    return percent + " ".join(words.split())


@cache
def _names() -> dict[str, tuple[str, float]]:
    """Names of columns -> field and sureness, which falls from the first name to the last."""
    found: dict[str, tuple[str, float]] = {}
    for known in FIELDS:
        for place, name in enumerate(known.called.split("|")):
            found.setdefault(_key(name), (known.name, 1.0 - min(place, 40) * 0.0025))
    return found


def _chosen(header: Line | None, body: Sequence[Line], width: int) -> dict[int, _Guess]:
    """Each field at most once, the surest guess first."""
    guesses = [found for index in range(width) for found in _guesses(index, header, body)]
    chosen: dict[int, _Guess] = {}
    for found in sorted(guesses, key=lambda one: (-one.confidence, one.index)):
        taken = {one.field for one in chosen.values()}
        if found.confidence >= ENOUGH and found.index not in chosen and found.field not in taken:
            chosen[found.index] = found
    return chosen


def _guesses(index: int, header: Line | None, body: Sequence[Line]) -> list[_Guess]:
    values = [line.cell(index) for line in body if line.cell(index)]
    guesses = [
        _Guess(sure * share * (0.8 if header else 1.0), field, index, _("what stands in it"))
        for field, sure, looks in LOOKS
        if (share := _share(values, looks)) >= 0.8
    ]
    name, sure = called(header.cell(index)) if header else ("", 0.0)
    if name and not _contradicted(name, values):
        guesses.append(_Guess(sure, name, index, _("its header")))
    return guesses


def _share(values: Sequence[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, values)) / len(values) if len(values) >= 2 else 0.0


def _contradicted(field: str, values: Sequence[str]) -> bool:
    """A header may lie: "Region" above continents, "Workers" above names."""
    looks = MUST_LOOK.get(field)
    return bool(looks and len(values) >= 5 and _share(values, looks) < 0.3)


def _column(index: int, header: Line | None, body: Sequence[Line], found: _Guess | None) -> Column:
    samples = list(dict.fromkeys(line.cell(index) for line in body if line.cell(index)))[:3]
    return Column(
        index=index,
        header=header.cell(index) if header else "",
        field=found.field if found else "",
        confidence=round(found.confidence, 2) if found else 0.0,
        because=found.because if found else "",
        samples=tuple(samples),
    )


def _decimal(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _looks_like_latitude(text: str) -> bool:
    value = _decimal(text)
    return value is not None and abs(value) <= 90 and "." in text.replace(",", ".")


def _looks_like_longitude(text: str) -> bool:
    value = _decimal(text)
    return value is not None and abs(value) <= 180 and "." in text.replace(",", ".")


def _looks_like_name(text: str) -> bool:
    words = plain(text).split()
    return bool({"ltd", "limited", "co", "inc", "pvt", "pt", "sa", "llc", "gmbh", "srl", "sti"} & set(words))


def _looks_like_address(text: str) -> bool:
    return len(text) > 25 and any(letter.isdigit() for letter in text) and len(plain(text).split()) >= 4


def _any_number(text: str) -> bool:
    return bool(re.search(r"\d", text)) and not re.search(r"[^\W\d]{4}", text)


LOOKS: tuple[tuple[str, float, Callable[[str], bool]], ...] = (
    ("email", 1.0, lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", text))),
    ("os_id", 1.0, lambda text: bool(re.fullmatch(r"[A-Z]{2}\d{7}[A-Z0-9]{6}", text))),
    ("country", 0.95, lambda text: bool(country_code(text))),
    ("lat", 0.8, _looks_like_latitude),
    ("lng", 0.79, _looks_like_longitude),
    ("name", 0.78, _looks_like_name),
    ("address", 0.77, _looks_like_address),
)

MUST_LOOK: dict[str, Callable[[str], bool]] = {
    "country": lambda text: bool(country_code(text)),
    "lat": _any_number,
    "lng": _any_number,
    "workers": _any_number,
    "workers_female": _any_number,
    "female_percent": _any_number,
    "migrant_percent": _any_number,
    "email": lambda text: "@" in text,
}

assert set(MUST_LOOK) <= set(BY_NAME)
