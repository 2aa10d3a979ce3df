"""What the clock asks of this floor: send what waits in the outbox."""

from celery import shared_task

from factories import outbox

SCHEDULE = {"factories.tasks.send_messages": 10}


@shared_task
def send_messages() -> None:
    """Drains the outbox; a batch is short, so that a killed worker loses little."""
    while outbox.drain():
        pass
