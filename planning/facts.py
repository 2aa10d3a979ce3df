"""How a new value of a fact is laid among those that are recorded: pure.

The value that held until then ends where the new one begins, and comes back where the new one ends.
A value that begins later is never overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from programmes.calendar import holds
from programmes.policy import FactRow


@dataclass(slots=True)
class Span:
    """A value from a local day to, not including, another; `valid_until` None: open."""

    subject: str
    value: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Laid:
    ends: FactRow | None  # the row whose `valid_until` becomes the new one's first day
    begins: list[Span]


def lay(rows: Sequence[FactRow], new: Span) -> Laid:
    """`rows` are of one scope and subject. Raises `Invalid` where a recorded value would be lost."""
    for row in rows:
        if row.valid_from >= new.valid_from and (new.valid_until is None or row.valid_from < new.valid_until):
            said = _("Another value is recorded from %(day)s on. Let yours end before that day.")
            day = date_format(row.valid_from, "j M Y")
            raise Invalid(
                said % {"day": day}, "valid_until" if row.valid_from > new.valid_from else "valid_from"
            )
    before = next((row for row in rows if holds(row, new.valid_from)), None)
    begins = [new]
    if before and new.valid_until and (before.valid_until is None or new.valid_until < before.valid_until):
        begins.append(Span(before.subject, before.value, new.valid_until, before.valid_until))
    return Laid(before, begins)


def after(rows: Sequence[FactRow], laid: Laid, new: Span) -> list[FactRow]:
    """The rows of the scope as they will stand."""
    kept: list[FactRow] = [row for row in rows if row is not laid.ends]
    if laid.ends:
        kept.append(Span(laid.ends.subject, laid.ends.value, laid.ends.valid_from, new.valid_from))
    return [*kept, *laid.begins]
