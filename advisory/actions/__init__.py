"""What changes on the advisory floor, and under which conditions: one module per noun."""

from advisory.actions.evidence import give_evidence
from advisory.actions.plan import add_item, open_item
from advisory.actions.progress import (
    add_step,
    comment_on_item,
    drop_item,
    finish_step,
    send_back_item,
    update_item,
    verify_item,
)

__all__ = [
    "add_item",
    "add_step",
    "comment_on_item",
    "drop_item",
    "finish_step",
    "give_evidence",
    "open_item",
    "send_back_item",
    "update_item",
    "verify_item",
]
