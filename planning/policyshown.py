"""The rows of a draft of a policy in words, each beside what holds."""

from typing import Any

from planning import policydrafts
from planning.models import Draft
from programmes.models import Policy
from programmes.policysuccession import RowOfPolicy, copied
from programmes.reasons import policy_row as in_words

NEW, CHANGED, SAME, ENDED = "new", "changed", "same", "ended"


def shown(draft: Draft) -> dict[str, Any]:
    """What the draft's page says of its rows; nothing where it is of no policy."""
    if draft.kind != Draft.Kind.POLICY:
        return {}
    proposal = draft.proposed
    policy = Policy(country=draft.programme.code)
    before = {row.code: row for row in policydrafts.in_force(draft.programme, draft.valid_from)}
    before = {} if draft.status in (Draft.Status.APPLIED, Draft.Status.THROWN_AWAY) else before
    rows = [(row.code, in_words(row.written(policy)), _state(row, before, draft)) for row in proposal.rows]
    kept = {row.code for row in proposal.rows}
    ended = [(code, in_words(row), ENDED) for code, row in before.items() if code not in kept]
    return {"policy": proposal, "rows": [*rows, *ended], "compared": bool(before)}


def _state(row: RowOfPolicy, before: dict[str, Any], draft: Draft) -> str:
    if row.code not in before:
        return NEW
    return SAME if copied(before[row.code], draft.valid_from) == row else CHANGED
