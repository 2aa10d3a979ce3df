"""What the clock asks of this floor."""

from celery import shared_task

from accounts import clock
from planning.applying import apply_due

SCHEDULE = {"planning.tasks.apply_changes": 15}


@shared_task
def apply_changes() -> None:
    apply_due(clock.now())
