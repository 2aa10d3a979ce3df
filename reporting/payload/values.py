"""The words, people and times that every part of a report is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """Spelt as `Report.Kind` is."""

    ASSESSMENT = "assessment_report"
    PROGRESS_1 = "progress_report_1"
    PROGRESS_2 = "progress_report_2"


class Author(StrEnum):
    PROGRAMME = "programme"
    FACTORY = "factory"


class Modality(StrEnum):
    ON_SITE = "on_site"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class Scope(StrEnum):
    """Results of a focused and of a full tool are never mixed in one rate (ASM-4)."""

    FULL = "full"
    FOCUSED = "focused"


class Result(StrEnum):
    COMPLIANT = "compliant"
    NON_COMPLIANT = "non_compliant"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"


class Standard(StrEnum):
    INTERNATIONAL = "international"
    NATIONAL = "national"


class Level(StrEnum):
    """Of cooperation and of social dialogue."""

    GOOD = "good"
    PARTIAL = "partial"
    POOR = "poor"


class InPlace(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class FoundBy(StrEnum):
    BOTH = "both"
    FACTORY = "factory"
    ASSESSORS = "assessors"


class Origin(StrEnum):
    """Where a plan item comes from (IP-1)."""

    SELF_DIAGNOSIS = "self_diagnosis"
    FINDING = "finding"
    BUYER_PRIORITY = "buyer_priority"
    INCIDENT = "incident"
    PICC = "picc"


class Status(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"  # the factory says so; an advisor has yet to verify it
    VERIFIED = "verified"
    DROPPED = "dropped"


class Check(StrEnum):
    """What programme staff say of a rectification that the factory claims (WHO-15)."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    NOT_YET = "not_yet"


class Category(StrEnum):
    """Of a strike (NTF-2)."""

    A = "A"
    B = "B"


class Attendance(StrEnum):
    MANAGEMENT = "management"
    WORKERS = "workers"
    BOTH = "both"


# -- Words, people, times ------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class Translation:
    language: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """Words in the language they were written in; a translation never replaces them (IP-1)."""

    words: str
    language: str = "en"
    translations: tuple[Translation, ...] = ()

    def into(self, language: str) -> str | None:
        """The translation into that language, if there is one."""
        return next((t.words for t in self.translations if t.language == language), None)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A local calendar date. `zone` is the text a reader sees: "Phnom Penh (UTC+7)"."""

    on: date
    zone: str


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An instant with its local offset, and the zone's text as in `Day`."""

    at: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("A moment carries its offset.")


@dataclass(frozen=True, kw_only=True)
class People:
    """Counted by sex throughout (ANL-1). `unstated` are those who did not say."""

    women: int
    men: int
    unstated: int = 0

    def __post_init__(self) -> None:
        if min(self.women, self.men, self.unstated) < 0:
            raise ValueError("People are not counted below zero.")

    @property
    def total(self) -> int:
        return self.women + self.men + self.unstated

    @property
    def women_percent(self) -> int | None:
        return _percent(self.women, self.total)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """So many of so many. What is not applicable or was not asked is not in the base (ASM-5)."""

    part: int
    base: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.base:
            raise ValueError("A rate's part lies between zero and its base.")

    @property
    def percent(self) -> int | None:
        return _percent(self.part, self.base)


def _percent(part: int, base: int) -> int | None:
    """Rounded half up, in whole numbers: the same on every machine."""
    return (200 * part + base) // (2 * base) if base else None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A checked fact behind a judgement: met or not, and the sentence that says it."""

    met: bool
    sentence: Text


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A level with its reasons: of cooperation, of social dialogue."""

    level: Level
    sentence: Text
    facts: tuple[Fact, ...] = ()
