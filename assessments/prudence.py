"""What must not stand in words that outsiders read: traces of who said it (ASM-5).

A hint, not a judge: it finds quotations and counts of people under five, and a person looks.
"""

import re

FEWEST = 5

_QUOTED = re.compile(r"[“”„«»\"]|(?:^|\s)['‘’](?=\w).*?\w['’](?=\W|$)")
_SMALL = r"(?:[1-4]|one|two|three|four|a|an)"
_PEOPLE = (
    r"(?:workers?|women|woman|men|man|girls?|boys?|employees?|operators?|persons?|people"
    r"|interviewees?|helpers?|cutters?|cleaners?|guards?)"
)
_FEW = re.compile(rf"\b{_SMALL}\s+(?:\w+\s+)?{_PEOPLE}\b", re.IGNORECASE)


def quotes(text: str) -> bool:
    """Whether somebody's words seem to be quoted."""
    return bool(_QUOTED.search(text))


def counts_few(text: str) -> bool:
    """Whether fewer than five people are counted."""
    return bool(_FEW.search(text))
