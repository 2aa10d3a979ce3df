"""What a draft would do, for one reader: planned assessments stand in it for planners alone (PHS-4)."""

from dataclasses import dataclass
from datetime import date

from accounts.errors import Invalid
from accounts.models import User
from planning import changes, sight
from planning.effects import Effects
from planning.models import Draft


@dataclass(frozen=True)
class Preview(Effects):
    """`refusal` says why the draft cannot be applied as it is; then nothing else is filled."""

    refusal: str = ""


def preview(draft: Draft, reader: User, today: date) -> Preview:
    """Worked out anew each time from the rows as they are."""
    try:
        found = changes.work_out(draft, sight.of(reader), today)
    except Invalid as refused:
        return Preview(refusal=str(refused))
    return Preview(**vars(found))
