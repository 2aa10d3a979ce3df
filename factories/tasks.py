"""What the clock asks of this floor: send what waits in the outbox, work on imported lists."""

from celery import shared_task

from accounts import clock
from factories.actions.claims import look_up_claims
from factories.delivery.bounces import apply_bounces
from factories.delivery.sending import Run, drain
from factories.imports import drain as lists

SCHEDULE = {
    "factories.tasks.send_messages": 10,
    "factories.tasks.mark_bounces": 10,
    "factories.tasks.work_on_lists": 5,
    "factories.tasks.place_claims": 5,
}


@shared_task
def send_messages() -> None:
    """Drains the outbox within one ring's measure; a batch is short, so that a killed worker loses little."""
    run = Run()
    while drain(run):
        pass


@shared_task
def mark_bounces() -> None:
    """Marks deliveries whose mails came back."""
    while apply_bounces():
        pass


@shared_task
def work_on_lists() -> None:
    """Checks and takes in lists too large for one request, each in its own transaction."""
    while lists.drain():
        pass


@shared_task
def place_claims() -> None:
    """Finds the factories that buyers claimed by code and name."""
    while look_up_claims(clock.now()):
        pass
