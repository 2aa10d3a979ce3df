"""What the clock asks of this floor. Each task drains rows; being rung twice does nothing twice."""

from celery import shared_task

from accounts import clock
from advisory.drains import ringing, settling

SCHEDULE = {
    "advisory.tasks.settle_incidents": 5,
    "advisory.tasks.ring_duties": 10,
}


@shared_task
def settle_incidents() -> None:
    settling.settle_incidents(clock.now())


@shared_task
def ring_duties() -> None:
    ringing.ring_duties(clock.now())
