"""What changes on the advisory floor, and under which conditions: one module per noun."""

from advisory.actions.plan import open_item

__all__ = ["open_item"]
