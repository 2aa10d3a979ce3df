"""What the public is told of an applied change: the worker prepares an update, people write and approve it (PHS-5)."""

from datetime import datetime

from planning.models import Draft
from programmes.models import ProgrammeFact
from reporting.drains import conditions


def announce(draft: Draft, at: datetime) -> None:
    """A fact of a country or a region; what holds for one factory alone is no public matter."""
    if draft.kind != Draft.Kind.FACT or draft.factory_id is not None:
        return
    fact = ProgrammeFact(
        programme=draft.programme,
        region=draft.region,
        subject=draft.proposed.subject,
        value=draft.proposed.value,
        valid_from=draft.valid_from,
    )
    conditions.prepare(fact, because=draft.pk, at=at)
