"""One spelling for many: what remains of a name or an address when the typing is taken away.

Lists spell the same factory as "Mercury Apparel (Pvt) Ltd." and "M e r c u r y  appar e l"; addresses
are cut, run together and accented by halves. Comparison therefore looks at words *and* at the text
without its spaces.
"""

import re
import unicodedata
from functools import lru_cache

from factories.imports.wordlists import COUNTRY_WORDS, LEGAL, LEGAL_TAIL, NUMERALS, PLAIN_LETTERS, SHORT

_DOTTED = re.compile(r"\b(?:\w\s?\.\s?){2,}(?:\w\b)?")
_OTHER = re.compile(r"[\W_]+")
_DIGITS_APART = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_LETTER_O = re.compile(r"(?<=\d)o\b")  # typed for a zero: "33o"
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th|km)\b")


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Lower case, without accents and punctuation, one space between words."""
    bare = unicodedata.normalize("NFKD", text.translate(PLAIN_LETTERS))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
    bare = _DOTTED.sub(lambda found: " " + re.sub(r"[\s.]", "", found[0]) + " ", bare)
    return _OTHER.sub(" ", bare).strip()


def solid(text: str) -> str:
    """`plain` without any space."""
    return plain(text).replace(" ", "")


def is_spaced_out(text: str) -> bool:
    """Whether the letters were typed apart: "m e r c u r y appar e l"."""
    words = plain(text).split()
    return len(words) >= 4 and sum(len(word) <= 2 for word in words) >= len(words) / 2


@lru_cache(maxsize=200_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a factory's name without its legal form and its country."""
    words = [word for word in _apart(name) if word not in LEGAL]
    kept = [SHORT.get(word, word) for word in words if word not in COUNTRY_WORDS]
    return tuple(kept or words)


def _apart(text: str) -> list[str]:
    """The words of a text, figures parted from letters: "unit14" is two words."""
    return _DIGITS_APART.sub(" ", plain(text)).split()


@lru_cache(maxsize=200_000)
def name_core(name: str) -> str:
    """The name as one word, without legal form; spaced-out names lose theirs at the tail."""
    if not is_spaced_out(name):
        return "".join(word for word in _apart(name) if word not in LEGAL) or solid(name)
    core = solid(name)
    while (shorter := LEGAL_TAIL.sub("", core)) != core and len(shorter) >= 3:
        core = shorter
    return core


@lru_cache(maxsize=200_000)
def unit_of(name: str) -> frozenset[str]:
    """What tells one unit of a company from another: numbers, Roman numerals, letters of a unit."""
    words = _apart(name)
    if is_spaced_out(name):
        return frozenset(re.findall(r"\d+", solid(name)))
    found = {
        NUMERALS.get(word, word.lstrip("0") or "0") for word in words if word.isdigit() or word in NUMERALS
    }
    return frozenset(found)


@lru_cache(maxsize=200_000)
def address_words(address: str) -> tuple[str, ...]:
    words = _DIGITS_APART.sub(" ", _ORDINAL.sub(r"\1", plain(address))).split()
    return tuple(SHORT.get(word, word) for word in words if word not in COUNTRY_WORDS)


@lru_cache(maxsize=200_000)
def address_core(address: str) -> str:
    return "".join(address_words(address))


@lru_cache(maxsize=200_000)
def house_numbers(address: str) -> frozenset[str]:
    """Numbers of houses, lots, roads; five digits and more are postal codes, written by few."""
    found = re.findall(r"\d+", _LETTER_O.sub("0", plain(address)))
    return frozenset(number.lstrip("0") or "0" for number in found if len(number) <= 4)


@lru_cache(maxsize=200_000)
def grams(text: str, size: int = 3) -> frozenset[str]:
    return frozenset(text[at : at + size] for at in range(max(1, len(text) - size + 1)))
