"""What an import would do, before it does anything: every row has exactly one outcome.

new + same + suggested + rejected = rows, always. A row is the *same* as a known factory, or as an
earlier row of its file, when its fingerprint or its OS ID is; it is *suggested* when it is alike.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from factories.export import Cell, csv_bytes
from factories.imports.fields import BY_NAME
from factories.imports.matching import THRESHOLD, Index, Match, Place
from factories.imports.rows import Draft
from factories.imports.table import Line

NEW, SAME, SUGGESTED, REJECTED = "new", "same", "suggested", "rejected"
OUTCOMES = (NEW, SAME, SUGGESTED, REJECTED)


@dataclass(frozen=True)
class Known:
    """A factory that is already here, with the fingerprints of all rows that were it."""

    key: str
    name: str
    address: str  # with city and province
    country: str
    fingerprints: frozenset[str]
    os_id: str = ""


@dataclass(frozen=True)
class Candidate:
    """What a row may be: a known factory (`key`) or an earlier row of the same file (`line`)."""

    label: str
    score: float
    reasons: tuple[str, ...]
    key: str = ""
    line: int = 0


@dataclass(frozen=True)
class Outcome:
    draft: Draft
    kind: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Plan:
    outcomes: tuple[Outcome, ...]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(outcome.kind for outcome in self.outcomes)
        return {kind: found[kind] for kind in OUTCOMES}


def make(known: Iterable[Known], drafts: Sequence[Draft], undecided: frozenset[str] = frozenset()) -> Plan:
    """The plan of a file; `undecided` are fingerprints that an earlier import left to a person."""
    planner = _Planner(known, undecided)
    return Plan(tuple(planner.outcome(draft) for draft in drafts))


class _Planner:
    """Goes through a file once; each row becomes known to the rows after it."""

    def __init__(self, known: Iterable[Known], undecided: frozenset[str]) -> None:
        self._undecided = undecided
        self._identical: dict[str, Candidate] = {}
        self._index = Index()
        self._candidates: dict[str, Candidate] = {}
        for factory in known:
            candidate = Candidate(_label(factory.name, factory.address), 1.0, (), key=factory.key)
            self._remember(candidate, factory.fingerprints, factory.os_id)
            self._index.add(Place(factory.key, factory.name, factory.address, factory.country))
            self._candidates[factory.key] = candidate

    def outcome(self, draft: Draft) -> Outcome:
        if draft.problems:
            return Outcome(draft, REJECTED)
        found = self._identity(draft)
        if found:
            return Outcome(draft, SAME, (found,))
        waits = draft.fingerprint in self._undecided
        matches = self._index.matches(_place(draft), threshold=0.0 if waits else THRESHOLD)
        self._add(draft)
        kind = SUGGESTED if matches or waits else NEW
        return Outcome(draft, kind, tuple(map(self._candidate, matches)))

    def _identity(self, draft: Draft) -> Candidate | None:
        if draft.os_id and (found := self._identical.get(draft.os_id)):
            return replace(found, reasons=(_("The same OS ID."),))
        found = self._identical.get(draft.fingerprint)
        return replace(found, reasons=(_("The same name and address."),)) if found else None

    def _candidate(self, match: Match) -> Candidate:
        return replace(self._candidates[match.place.key], score=match.score, reasons=match.reasons)

    def _add(self, draft: Draft) -> None:
        place = _place(draft)
        candidate = Candidate(_label(draft.name, place.address), 1.0, (), line=draft.line)
        self._candidates[place.key] = candidate
        self._remember(candidate, {draft.fingerprint}, draft.os_id)
        self._index.add(place)

    def _remember(self, candidate: Candidate, fingerprints: Iterable[str], os_id: str) -> None:
        for mark in (*fingerprints, os_id):
            if mark:
                self._identical.setdefault(mark, candidate)


def _place(draft: Draft) -> Place:
    return Place(f"line {draft.line}", draft.name, draft.whole_address, draft.country)


def _label(name: str, address: str) -> str:
    return f"{name}, {address}" if address else name


@dataclass(frozen=True)
class Fault:
    """One line of the error file."""

    line: int
    field: str
    sentence: str


def errors_csv(header: Sequence[str], lines: dict[int, Line], faults: Iterable[Fault]) -> bytes:
    """Line, column, reason and the original row of every fault; to correct and send again."""
    rows: list[list[Cell]] = []
    for fault in faults:
        label = str(BY_NAME[fault.field].label) if fault.field in BY_NAME else fault.field
        original = lines[fault.line].cells if fault.line in lines else ()
        rows.append([fault.line, label, fault.sentence, *original])
    width = max([len(header), *(len(row) - 3 for row in rows)])
    names = [*header, *("" for _missing in range(width - len(header)))]
    return csv_bytes([_("Line in the file"), _("Problem in"), _("Reason"), *names], rows)
