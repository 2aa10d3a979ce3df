"""One module for each kind of change: how it is checked, what it would do, how it is recorded."""

from datetime import date
from types import ModuleType

from planning.changes import fact, policy, rule
from planning.effects import Effects
from planning.models import Draft
from planning.sight import Sight

KINDS: dict[str, ModuleType] = {Draft.Kind.FACT: fact, Draft.Kind.RULE: rule, Draft.Kind.POLICY: policy}


def check(draft: Draft) -> None:
    """Raises `Invalid` where the draft cannot be laid among the rows as they are."""
    KINDS[draft.kind].check(draft)


def work_out(draft: Draft, sight: Sight, today: date) -> Effects:
    """What would change among the rows that are seen, the same for preview and applying."""
    found: Effects = KINDS[draft.kind].work_out(draft, sight, today)
    return found


def record(draft: Draft) -> None:
    """Writes the dated row itself, and ends the one before it."""
    KINDS[draft.kind].record(draft)
