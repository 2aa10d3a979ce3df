"""One row of a list: what it says of a factory, and what is wrong with it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from factories.imports import numbers
from factories.imports.columns import Columns
from factories.imports.countries import country_code, country_name
from factories.imports.fields import BY_NAME, IDENTITY
from factories.imports.spelling import plain
from factories.imports.table import Line

MOST_WORKERS = 200_000


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: where, and a sentence."""

    line: int
    column: str  # the name of a known field
    sentence: str


@dataclass
class Draft:
    """A factory as one row tells it. Texts are cleaned, figures read; nothing is guessed."""

    line: int
    name: str = ""
    address: str = ""
    city: str = ""
    province: str = ""
    country: str = ""  # ISO code of two letters
    postal_code: str = ""
    lat: float | None = None
    lng: float | None = None
    workers: int | None = None
    workers_female: int | None = None
    migrant_percent: float | None = None
    group: str = ""
    products: str = ""
    factory_type: str = ""
    os_id: str = ""
    email: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.name, self.address, self.city, self.country)

    @property
    def whole_address(self) -> str:
        """Address and place as one text, for comparison; lists differ in what they put where."""
        known = plain(self.address)
        parts = [self.city, self.province, self.postal_code]
        return " ".join([self.address, *(part for part in parts if part and plain(part) not in known)])

    def refuse(self, column: str, sentence: str) -> None:
        self.problems.append(Problem(self.line, column, sentence))


STORED = tuple(one.name for one in fields(Draft) if one.name not in {"line", "problems"})


@dataclass(frozen=True)
class Rules:
    """What the programme takes: its own country only, unless all countries were asked for."""

    country: str
    any_country: bool = False
    fractions: frozenset[str] = frozenset()  # percent columns written as 0 to 1


def fingerprint(name: str, address: str, city: str, country: str) -> str:
    """A row's identity: the same however name and address are cased, spaced or punctuated."""
    assert len(IDENTITY) == 4
    content = "\x1f".join(plain(part).replace(" ", "") for part in (name, address, city, country))
    return hashlib.sha256(content.encode()).hexdigest()


def drafts(lines: Iterable[Line], columns: Columns, rules: Rules) -> list[Draft]:
    known = list(lines)
    told = _with_fractions(rules, known, columns)
    return [_draft(line, columns, told) for line in known]


def _with_fractions(rules: Rules, lines: list[Line], columns: Columns) -> Rules:
    """Spreadsheets give 80 % as 0.8: seen only from the whole column, never from one cell."""
    percents = {index: name for index, name in columns.items() if name.endswith("_percent")}
    found = set()
    for index, name in percents.items():
        values = [numbers.decimal(line.cell(index)) for line in lines if line.cell(index)]
        known = [value for value in values if value is not None]
        if known and max(known) <= 1 and any(0 < value < 1 for value in known):
            found.add(name)
    return Rules(rules.country, rules.any_country, frozenset(found))


def _draft(line: Line, columns: Columns, rules: Rules) -> Draft:
    texts = {name: line.cell(index) for index, name in columns.items() if name}
    draft = Draft(line=line.number)
    for name in ("name", "address", "city", "province", "postal_code", "group", "products", "factory_type"):
        setattr(draft, name, texts.get(name, ""))
    draft.os_id = texts.get("os_id", "").upper()
    _check_lengths(draft)
    _check_name(draft)
    _read_country(draft, texts.get("country", ""), rules)
    _read_place(draft, texts)
    _read_people(draft, texts, rules)
    _read_email(draft, texts.get("email", ""))
    return draft


def _check_lengths(draft: Draft) -> None:
    for name, known in BY_NAME.items():
        value = getattr(draft, name, "")
        if isinstance(value, str) and len(value) > known.longest:
            draft.refuse(name, _("This is longer than %(limit)d characters.") % {"limit": known.longest})
            setattr(draft, name, value[: known.longest])


def _check_name(draft: Draft) -> None:
    if not draft.name:
        draft.refuse("name", _("The row has no name."))
    elif not re.search(r"[^\W\d_]", draft.name):
        draft.refuse("name", _("“%(name)s” is no name.") % {"name": draft.name})


def _read_country(draft: Draft, text: str, rules: Rules) -> None:
    if not text:
        draft.country = rules.country
        return
    draft.country = country_code(text)
    if not draft.country:
        draft.refuse("country", _("“%(text)s” is no country we know.") % {"text": text})
    elif draft.country != rules.country and not rules.any_country:
        draft.refuse(
            "country",
            _("The factory is in %(there)s; this programme takes factories in %(here)s.")
            % {"there": country_name(draft.country), "here": country_name(rules.country)},
        )


def _read_place(draft: Draft, texts: dict[str, str]) -> None:
    for name, limit in (("lat", 90), ("lng", 180)):
        text = texts.get(name, "")
        value = numbers.degrees(text) if text else None
        if text and (value is None or abs(value) > limit):
            sentence = _("“%(text)s” is no number between −%(limit)d and %(limit)d.")
            draft.refuse(name, sentence % {"text": text, "limit": limit})
            value = None
        setattr(draft, name, value)
    if draft.lat is None or draft.lng is None or (draft.lat == 0 and draft.lng == 0):
        draft.lat = draft.lng = None  # half a place is none, and nobody sews in the Gulf of Guinea


def _read_people(draft: Draft, texts: dict[str, str], rules: Rules) -> None:
    draft.workers = _count(draft, "workers", texts)
    draft.workers_female = _count(draft, "workers_female", texts)
    draft.migrant_percent = _percent(draft, "migrant_percent", texts, rules)
    female = _percent(draft, "female_percent", texts, rules)
    if draft.workers_female is None and draft.workers is not None and female is not None:
        draft.workers_female = round(draft.workers * female / 100)
    if None not in (draft.workers, draft.workers_female) and draft.workers_female > draft.workers:  # type: ignore[operator]
        draft.refuse("workers_female", _("There are more women than workers."))


def _count(draft: Draft, name: str, texts: dict[str, str]) -> int | None:
    text = texts.get(name, "")
    if not _is_told(text):
        return None
    value = numbers.whole(text)
    if value is None or value > MOST_WORKERS:
        draft.refuse(name, _("“%(text)s” is not a number of people.") % {"text": text})
        return None
    return value


def _percent(draft: Draft, name: str, texts: dict[str, str], rules: Rules) -> float | None:
    text = texts.get(name, "")
    if not _is_told(text):
        return None
    value = numbers.decimal(text)
    if value is not None and name in rules.fractions:
        value *= 100
    if value is None or not 0 <= value <= 100:
        draft.refuse(name, _("“%(text)s” is not a share between 0 and 100 %%.") % {"text": text})
        return None
    return round(value, 2)


def _is_told(text: str) -> bool:
    return plain(text) not in {"", "na", "n a", "nil", "none", "unknown", "tbd", "tbc"}


def _read_email(draft: Draft, text: str) -> None:
    if text and not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]{2,}", text):
        draft.refuse("email", _("“%(text)s” is not an e-mail address.") % {"text": text})
        return
    draft.email = text.lower()


def stored(draft: Draft) -> dict[str, Any]:
    """What of a draft is kept, as JSON can hold it."""
    return {name: getattr(draft, name) for name in STORED if getattr(draft, name) not in ("", None)}


def restored(line: int, values: dict[str, Any]) -> Draft:
    return Draft(line=line, **{name: values[name] for name in STORED if name in values})
