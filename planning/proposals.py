"""What a draft proposes, by its kind: typed, and written down as JSON beside the draft."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from programmes.policysuccession import RowOfPolicy
from programmes.rules import Kind as RuleKind


@dataclass(frozen=True)
class FactProposal:
    """A value of a fact, from a day on."""

    subject: str
    value: str

    @property
    def scope(self) -> str:
        return self.subject

    @property
    def told(self) -> dict[str, Any]:
        """What a message needs to say it in words."""
        return asdict(self)


@dataclass(frozen=True)
class RuleProposal:
    """A row of the calendar; without amount the rule is off."""

    rule: str
    amount: int | None
    from_year: int = 0
    standing: str = ""

    @property
    def scope(self) -> str:
        """Rows of one scope collide; the least and the most number of visits bound each other."""
        if self.rule in (RuleKind.VISITS_LEAST, RuleKind.VISITS_MOST):
            return "visits_a_year"
        return f"{self.rule}:{self.standing}:{self.from_year}"

    @property
    def told(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class PolicyProposal:
    """A policy of the country's own, with all its rows. `decided_on` is written as YYYY-MM-DD."""

    name: str
    decided_by: str
    source: str
    decided_on: str = ""
    consulted: str = ""
    rows: tuple[RowOfPolicy, ...] = ()

    @property
    def scope(self) -> str:
        return "policy"

    @property
    def told(self) -> dict[str, Any]:
        return {"name": self.name}

    def row(self, code: str) -> RowOfPolicy | None:
        return next((row for row in self.rows if row.code == code), None)


Proposal = FactProposal | RuleProposal | PolicyProposal


def read(kind: str, written: dict[str, Any]) -> Any:
    return READERS[kind](written)


def _policy(written: dict[str, Any]) -> PolicyProposal:
    return PolicyProposal(**written | {"rows": tuple(_row(row) for row in written["rows"])})


def _row(written: dict[str, Any]) -> RowOfPolicy:
    lists = {name: tuple(written[name]) for name in ("phases", "modalities")}
    return RowOfPolicy(**written | lists)


READERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "fact": lambda written: FactProposal(**written),
    "rule": lambda written: RuleProposal(**written),
    "policy": _policy,
}


def write(proposal: Proposal) -> dict[str, Any]:
    return asdict(proposal)
