"""The worker's sign of life."""

from celery import shared_task

from betterwork import heart

SCHEDULE = {"betterwork.tasks.heartbeat": heart.EVERY_S}


@shared_task
def heartbeat() -> None:
    """Rung by beat like every other task, so that its age shows the whole way: queue and worker."""
    heart.beat("worker")
