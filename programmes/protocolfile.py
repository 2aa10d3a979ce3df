"""A zero tolerance protocol as a file that people read: its head, and its steps in their order.

A country's file may take the steps of another (`with_steps_of`) and say after which of them its own
stand (`place_after`). Dates are local calendar dates of the country.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import Invalid

SHIPPED = Path(__file__).resolve().parent / "data" / "protocols"


@dataclass(frozen=True)
class ProtocolFile:
    """Field names are those of `Protocol` and `ProtocolStep`."""

    head: dict[str, Any]
    steps: list[dict[str, Any]]


def shipped() -> list[ProtocolFile]:
    return [read(path) for path in sorted(SHIPPED.glob("*.toml"))]


def read(path: Path) -> ProtocolFile:
    """Raises `Invalid` with the file and what is wrong in it."""
    try:
        head = tomllib.loads(path.read_text())
        own = head.pop("steps")
        base = head.pop("with_steps_of", "")
        steps = _placed(read(path.parent / base).steps if base else [], own)
    except (KeyError, OSError, tomllib.TOMLDecodeError) as wrong:
        said = _("%(file)s cannot be read: %(why)s") % {"file": path.name, "why": wrong}
        raise Invalid(said) from wrong
    return ProtocolFile(head, [{**step, "order": place} for place, step in enumerate(steps, 1)])


def _placed(steps: list[dict[str, Any]], own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [dict(step) for step in steps]
    for step in own:
        after = step.pop("place_after", "")
        keys = [each["key"] for each in found]
        found.insert(keys.index(after) + 1 if after in keys else len(found), step)
    return found
