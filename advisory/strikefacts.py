"""Gathers the rows of a strike for `advisory/strikes.py`; one strike over several factories counts once."""

from advisory.models import Incident
from advisory.strikes import Facts


def facts_of(incident: Incident) -> Facts:
    """Of this factory's part. The second factory that went on strike makes it one of several."""
    first = incident.one_with_id or incident.pk
    parts = Incident.rows.exclude(status=Incident.Status.MISTAKEN)
    began = sorted(
        [
            *parts.filter(pk=first).values_list("began_at", flat=True),
            *parts.filter(one_with=first).values_list("began_at", flat=True),
        ]
    )
    return Facts(
        began_at=incident.began_at,
        ended_at=incident.ended_at,
        violence_at=incident.violence_at,
        joined_at=began[1] if len(began) > 1 else None,
    )
