"""What every sheet is made of: tables of cells, and who writes a payload's values into them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from reporting.payload import Day, Fact, Moment, People, Text
from reporting.rendering import words

Cell = str | int | date | None


@dataclass(frozen=True)
class Table:
    title: str
    header: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)


@dataclass(frozen=True)
class Writer:
    """Turns the values of a payload into cells, for readers of one language."""

    language: str
    country: str

    def say(self, text: Text | None) -> str:
        """As on the page: a translation first, the original always."""
        if text is None:
            return ""
        translated = None if text.language == self.language else text.into(self.language)
        if translated is None:
            return text.words
        note = _("Translated. Original, %(language)s:") % {"language": words.language_name(text.language)}
        return f"{translated}\n{note} {text.words}"

    def moment(self, value: Moment | None) -> str:
        return words.moment(value, self.language, self.country) if value else ""


def both_sides() -> list[str]:
    return [_("Management, women"), _("Management, men"), _("Workers, women"), _("Workers, men")]


def people(counted: People) -> tuple[int, int, int]:
    return (counted.women, counted.men, counted.total)


def pair(counted: People) -> tuple[int, int]:
    return (counted.women, counted.men)


def on(value: Day | None) -> date | None:
    return value.on if value else None


def yes(value: bool) -> str:
    return _("Yes") if value else _("No")


def fact(value: Fact, writer: Writer) -> tuple[str, str]:
    return (_("Met") if value.met else _("Not met"), writer.say(value.sentence))
