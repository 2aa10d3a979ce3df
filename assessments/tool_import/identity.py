"""Which question of a new version is which of the old ones, and what that changed.

A question's identity lasts across versions, so that findings can be compared over the years. It is
kept by its number where the wording is still like it, and by its wording wherever the number went.
A question that was dropped once and is asked again is the old one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from assessments.tool_import.sheet import Asked
from factories.imports.spelling import plain

SAME_NUMBER, ANY_NUMBER = 0.6, 0.9  # how like the wording must be
FOR_THE_NUMBER = 0.1  # what the same number counts where two are alike


@dataclass(frozen=True)
class Earlier:
    """A question as it was asked last."""

    key: str
    number: str
    text: str
    noncompliant_answer: str
    asked_now: bool = True  # in the version before this one; else dropped earlier


@dataclass
class Changes:
    """What a version changes, in numbers and wordings of its questions."""

    added: list[Asked] = field(default_factory=list)
    removed: list[Earlier] = field(default_factory=list)
    reworded: list[tuple[Earlier, Asked]] = field(default_factory=list)
    moved: list[tuple[Earlier, Asked]] = field(default_factory=list)
    turned: list[tuple[Earlier, Asked]] = field(default_factory=list)  # another polarity
    kept: int = 0

    @property
    def counts(self) -> dict[str, int]:
        names = ("added", "removed", "reworded", "moved", "turned")
        return {name: len(getattr(self, name)) for name in names} | {"kept": self.kept}


def match(earlier: Sequence[Earlier], asked: Sequence[Asked]) -> dict[int, Earlier]:
    """Line of the file -> the question that it is; lines of new questions are absent."""
    found: dict[int, Earlier] = {}
    taken: set[str] = set()
    for pair in (*_same_wording(earlier, asked), *_alike(earlier, asked)):
        one, other = pair
        if one.line not in found and other.key not in taken:
            found[one.line] = other
            taken.add(other.key)
    return found


def _same_wording(earlier: Sequence[Earlier], asked: Sequence[Asked]) -> list[tuple[Asked, Earlier]]:
    """Same words; where words are asked on several points, the same number first."""
    by_words: dict[str, list[Earlier]] = {}
    for other in earlier:
        by_words.setdefault(plain(other.text), []).append(other)
    pairs = [(one, other) for one in asked for other in by_words.get(plain(one.text), [])]
    return sorted(pairs, key=lambda pair: (pair[0].number != pair[1].number, not pair[1].asked_now))


def _alike(earlier: Sequence[Earlier], asked: Sequence[Asked]) -> list[tuple[Asked, Earlier]]:
    """Reworded questions, the most alike first."""
    if not earlier or not asked:
        return []
    wordings = [plain(other.text) for other in earlier]
    scored = []
    for one in asked:
        for _words, score, at in process.extract(
            plain(one.text), wordings, scorer=fuzz.ratio, score_cutoff=100 * SAME_NUMBER, limit=None
        ):
            other = earlier[at]
            same_number = one.number == other.number and other.asked_now
            if same_number or score >= 100 * ANY_NUMBER:
                scored.append((score / 100 + FOR_THE_NUMBER * same_number, one, other))
    return [(one, other) for _score, one, other in sorted(scored, key=lambda found: -found[0])]


def changes(earlier: Iterable[Earlier], asked: Sequence[Asked], matched: dict[int, Earlier]) -> Changes:
    found = Changes()
    for one in asked:
        _tell(found, one, matched.get(one.line))
    staying = {other.key for other in matched.values()}
    found.removed = [other for other in earlier if other.asked_now and other.key not in staying]
    return found


def _tell(found: Changes, one: Asked, before: Earlier | None) -> None:
    if before is None or not before.asked_now:
        found.added.append(one)
        return
    if before.number != one.number:
        found.moved.append((before, one))
    if before.text != one.text:
        found.reworded.append((before, one))
    if before.noncompliant_answer != one.noncompliant_answer:
        found.turned.append((before, one))
    same = (before.number, before.text, before.noncompliant_answer)
    found.kept += same == (one.number, one.text, one.noncompliant_answer)
