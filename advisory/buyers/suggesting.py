"""Which plan items may cover a point of a buyer's plan: ranked, each with its reasons. Pure; a person decides."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from factories.imports.spelling import plain

SHOWN = 3
SAME_POINT, EACH_WORD, LIKENESS = 50, 10, 0.3  # what a reason weighs
ENOUGH = 20
COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "were",
        "been",
        "they",
        "them",
        "their",
        "there",
        "shall",
        "should",
        "must",
        "factory",
        "worker",
        "workers",
        "management",
        "ensure",
        "provide",
        "properly",
        "proper",
        "area",
        "areas",
        "work",
        "working",
        "each",
        "every",
        "some",
        "found",
    ]
)


class Named(Protocol):
    """A compliance point."""

    pk: UUID
    name: str


@dataclass(frozen=True)
class Item:
    """A plan item as far as it is compared."""

    pk: UUID
    text: str
    point_id: UUID | None
    point_name: str = ""


@dataclass(frozen=True)
class Suggestion:
    pk: UUID
    score: int
    because: tuple[str, ...]


def point_meant(texts: Sequence[str], points: Iterable[Named]) -> UUID | None:
    """The compliance point that the texts name; the first text that names one decides, the longest name wins."""
    names = sorted(((plain(point.name), point.pk) for point in points), key=lambda pair: -len(pair[0]))
    for text in texts:
        said = f" {plain(text)} "
        for name, pk in names:
            if f" {name} " in said:
                return pk
    return None


def suggestions(text: str, point_id: UUID | None, items: Iterable[Item]) -> list[Suggestion]:
    """The best first; what has neither the point nor words in common is none."""
    judged = [_judge(text, point_id, item) for item in items]
    ranked = sorted((each for each in judged if each.score >= ENOUGH), key=lambda each: -each.score)
    return ranked[:SHOWN]


def _judge(text: str, point_id: UUID | None, item: Item) -> Suggestion:
    because, score = [], 0.0
    if point_id and point_id == item.point_id:
        because.append(_("It is about the same compliance point: %(point)s.") % {"point": item.point_name})
        score += SAME_POINT
    shared = words_of(text).keys() & words_of(item.text).keys()
    if shared:
        said = ", ".join(sorted(words_of(item.text)[stem] for stem in shared)[:6])
        because.append(_("Both say: %(words)s.") % {"words": said})
        score += EACH_WORD * len(shared) + LIKENESS * fuzz.token_set_ratio(plain(text), plain(item.text))
    return Suggestion(item.pk, round(score), tuple(because))


def words_of(text: str) -> dict[str, str]:
    """The words that mean something, by their stems: “exits” and “exit” are one."""
    words = [word for word in plain(text).split() if len(word) >= 4 and word not in COMMON]
    return {re.sub(r"(?:ing|ed|es|s)$", "", word)[:8]: word for word in words}
