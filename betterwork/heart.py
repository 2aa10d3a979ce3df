"""Signs of life of the background processes, in the database's own time: machines' clocks differ."""

from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from accounts.models import Heartbeat

EVERY_S = 5
LATE_AFTER_S = 30  # six missed signs: the process is down, or has more to do than it can
PROCESSES = ("worker", "beat")


def beat(name: str) -> None:
    Heartbeat.objects.update_or_create(pk=name, defaults={"beat_at": Now()})


def ages() -> dict[str, float]:
    """Seconds since each process' last sign; one that never gave any is absent."""
    age = ExpressionWrapper(Now() - F("beat_at"), output_field=DurationField())
    rows = Heartbeat.objects.annotate(age=age).values_list("name", "age")
    return {name: round(passed.total_seconds(), 1) for name, passed in rows}
