"""What a draft proposes, by its kind: typed, and written down as JSON beside the draft."""

from dataclasses import asdict, dataclass
from typing import Any

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


Proposal = FactProposal | RuleProposal
KINDS: dict[str, type[Any]] = {"fact": FactProposal, "rule": RuleProposal}


def read(kind: str, written: dict[str, Any]) -> Any:
    return KINDS[kind](**written)


def write(proposal: Proposal) -> dict[str, Any]:
    return asdict(proposal)
