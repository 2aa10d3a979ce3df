"""How alike two factories are: a score in 0..1 from names and addresses, with reasons in words.

The weights are those of a logistic regression fitted on the first half of 112 hand-labelled pairs,
the threshold was set on the same half; what the other half says stands in
`docs/decisions/0010-import.md`, and `tests/imports/test_the_labelled_pairs.py` measures it where
the pairs are at hand. A score only suggests: a person decides.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from factories.imports import spelling
from factories.imports.wordlists import GENERIC, NUMERALS

THRESHOLD = 0.5  # from here on two factories are suggested to be one
MOST_SUGGESTED = 5

WEIGHTS = {
    "name": 2.35,
    "address": 1.02,
    "both": 2.36,  # name × address
    "other_unit": -2.38,  # "unit 6" against "unit 10"
    "one_unit": -0.26,  # "unit 6" against no unit
    "same_numbers": 0.99,
    "other_numbers": -1.98,
    "other_country": -1.0,  # not fitted: the pairs know one true case of it
}
BIAS = -3.76
UNKNOWN_ADDRESS = 0.5  # neither alike nor different


@dataclass(frozen=True)
class Place:
    """What is compared of a factory. `key` is the caller's own."""

    key: str
    name: str
    address: str  # with city and province
    country: str = ""


@dataclass(frozen=True)
class Match:
    place: Place
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Features:
    name: float
    address: float
    other_unit: float
    one_unit: float
    same_numbers: float
    other_numbers: float
    other_country: float

    @property
    def score(self) -> float:
        values = {**vars(self), "both": self.name * self.address}
        return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in values.items())))


def compare(one: Place, other: Place) -> Match:
    """How sure it is that the two are one; the reasons say what speaks for and against."""
    found = features(one, other)
    return Match(other, round(found.score, 3), tuple(_reasons(found)))


def features(one: Place, other: Place) -> Features:
    address = address_likeness(one.address, other.address)
    units = _disagreement(spelling.unit_of(one.name), spelling.unit_of(other.name))
    numbers = _agreement(spelling.house_numbers(one.address), spelling.house_numbers(other.address))
    countries = {one.country.casefold(), other.country.casefold()} - {""}
    return Features(
        name=name_likeness(one, other),
        address=UNKNOWN_ADDRESS if address is None else address,
        other_unit=float(units == "other"),
        one_unit=float(units == "one"),
        same_numbers=max(0.0, numbers),
        other_numbers=max(0.0, -numbers),
        other_country=float(len(countries) == 2),
    )


def name_likeness(one: Place, other: Place) -> float:
    """Letters without spaces, and words weighed by what they say; spaced-out names by letters."""
    cores = spelling.name_core(one.name), spelling.name_core(other.name)
    letters = fuzz.ratio(*cores) / 100
    words = _words(one.name), _words(other.name)
    weigh = _Weigher(spelling.address_core(one.address), spelling.address_core(other.address))
    spaced = spelling.is_spaced_out(one.name), spelling.is_spaced_out(other.name)
    if all(spaced):
        return letters
    if any(spaced):  # one side has no words: how many of the other's stand in its run of letters
        told, run = (words[1], cores[0]) if spaced[0] else (words[0], cores[1])
        return max(letters, (letters + weigh.found(told, (), run)) / 2)
    found = (weigh.found(words[0], words[1], cores[1]) + weigh.found(words[1], words[0], cores[0])) / 2
    return max(found, (letters + found) / 2)


def _words(name: str) -> tuple[str, ...]:
    return tuple(
        word for word in spelling.name_words(name) if word and not word.isdigit() and word not in NUMERALS
    )


@dataclass(frozen=True)
class _Weigher:
    """Words of a name weigh little when half the list has them, or when they name the place."""

    address: str
    other_address: str

    def found(self, words: tuple[str, ...], others: tuple[str, ...], run: str) -> float:
        """The share, by weight, of `words` that stand among `others` or in the run of letters."""
        total = sum(map(self.weight, words))
        return sum(self.weight(word) * _best(word, others, run) for word in words) / total if total else 0.0

    def weight(self, word: str) -> float:
        if word in GENERIC or (len(word) >= 5 and (word in self.address or word in self.other_address)):
            return 0.25
        return 0.6 if len(word) < 3 else 1.0


@lru_cache(maxsize=200_000)
def _best(word: str, others: tuple[str, ...], run: str) -> float:
    if len(word) >= 3 and word in run:
        return 1.0
    best = max((fuzz.ratio(word, other) / 100 for other in others), default=0.0)
    return best if best >= 0.75 else 0.0


def address_likeness(one: str, other: str) -> float | None:
    """How much of the shorter address stands in the longer, whatever was cut or run together."""
    shorter, longer = sorted((spelling.address_core(one), spelling.address_core(other)), key=len)
    if len(shorter) < 5:
        return None
    grams = spelling.grams(shorter)
    return len(grams & spelling.grams(longer)) / len(grams)


def _disagreement(units: frozenset[str], others: frozenset[str]) -> str:
    if units == others or units & others:
        return ""
    return "other" if units and others else "one"


def _agreement(numbers: frozenset[str], others: frozenset[str]) -> float:
    """From -1 (no house number in common) over 0 (not told) to 1 (all of the shorter address)."""
    if not numbers or not others:
        return 0.0
    return 2 * len(numbers & others) / min(len(numbers), len(others)) - 1


def _reasons(found: Features) -> list[str]:
    percents = {"name": round(100 * found.name), "address": round(100 * found.address)}
    said = [
        _("The same name.") if found.name >= 0.99 else _("Names alike to %(name)d %%.") % percents,
        _("Addresses alike to %(address)d %%.") % percents,
    ]
    if found.same_numbers > 0.5:
        said.append(_("The same numbers in the address."))
    if found.other_numbers > 0.5:
        said.append(_("Other numbers in the address."))
    if found.other_unit:
        said.append(_("Other units by their names."))
    if found.one_unit:
        said.append(_("Only one of the names tells a unit."))
    if found.other_country:
        said.append(_("Different countries."))
    return said


class Index:
    """Known factories by the pieces of their names and addresses, so that few need comparing.

    A piece shared by more than `COMMON` factories tells nothing and is passed over.
    """

    COMMON = 400
    COMPARED = 25

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._places: list[Place] = []
        self._by_piece: dict[str, list[int]] = {}
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        at = len(self._places)
        self._places.append(place)
        for piece in _pieces(place):
            self._by_piece.setdefault(piece, []).append(at)

    def matches(self, place: Place, threshold: float = THRESHOLD) -> list[Match]:
        """The likely same ones, the likeliest first."""
        candidates = [self._places[at] for at in self._candidates(place)]
        likely = [other for other in candidates if features(place, other).score >= threshold]
        found = [compare(place, other) for other in likely]  # the words, for few
        return sorted(found, key=lambda match: (-match.score, match.place.key))[:MOST_SUGGESTED]

    def _candidates(self, place: Place) -> list[int]:
        votes: Counter[int] = Counter()
        for piece in _pieces(place):
            known = self._by_piece.get(piece, ())
            if len(known) <= self.COMMON:
                for at in known:
                    votes[at] += 1.0 / (1 + math.log(len(known)))  # type: ignore[assignment]
        return [at for at, _count in votes.most_common(self.COMPARED)]


def _pieces(place: Place) -> set[str]:
    names = {"n" + gram for gram in spelling.grams(spelling.name_core(place.name), 4)}
    return names | {"a" + gram for gram in spelling.grams(spelling.address_core(place.address), 6)}
