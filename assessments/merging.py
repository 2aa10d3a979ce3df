"""Two assessors, one answer: what to do with a saved page that was loaded before another save.

Three versions meet: what the person saw (`base`), what the person says now (`mine`), and what
stands there by now (`theirs`). Nothing is ever overwritten unseen: where both changed the answer,
a person chooses (ASM-5, first half of ASM-8).
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Said:
    """An answer's content; nothing said is `value` empty."""

    value: str
    words: str = ""


NOTHING = Said("")


class Merge(StrEnum):
    KEEP = "keep"  # nothing to write
    WRITE = "write"
    CONFLICT = "conflict"  # a person chooses


def merge(*, base: Said, mine: Said, theirs: Said) -> Merge:
    """Only a change that nobody else made meanwhile is written by itself."""
    if mine in (theirs, base) or not mine.value:
        return Merge.KEEP
    return Merge.WRITE if theirs == base else Merge.CONFLICT
