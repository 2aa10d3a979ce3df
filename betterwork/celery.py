"""The queue: beat rings, workers drain. Rows in the database are the truth.

An app's `tasks.py` says what is rung, beside its tasks: `SCHEDULE = {"apps.tasks.name": seconds}`, or a
Celery schedule (`crontab(…)`) in place of the seconds. A ring that nobody took is dropped when the next
one is due: workers that come back find one ring of each, not an hour of them.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery
from django.apps import apps
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterwork.settings")

LONGEST_WAIT_S = 3600  # a ring on a calendar schedule is dropped after this

# A line a ring would bury what matters; failures are warnings and errors, and stay.
for chatty in ("celery.worker.strategy", "celery.app.trace"):
    logging.getLogger(chatty).setLevel(logging.WARNING)

app = Celery("betterwork")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_scheduler = "betterwork.beat.Beat"
app.autodiscover_tasks()


def _schedules() -> Iterator[Mapping[str, Any]]:
    for config in apps.get_app_configs():
        name = f"{config.name}.tasks"
        if find_spec(name):
            yield getattr(import_module(name), "SCHEDULE", {})


def beat_schedule() -> dict[str, dict[str, Any]]:
    """Every ring of every app, by the task's name."""
    rings = {task: every for schedule in _schedules() for task, every in schedule.items()}
    return {task: _ring(task, every) for task, every in sorted(rings.items())}


def ring_all() -> None:
    """Rings every task now, without waiting for beat. A ring that does not get through is no loss: beat rings again."""
    for task, ring in beat_schedule().items():
        try:
            app.send_task(task, retry=False, **ring["options"])
        except OperationalError as silent:
            logging.getLogger(__name__).warning("The queue does not answer: %s", silent)
            return


def _ring(task: str, every: Any) -> dict[str, Any]:
    expires = every if isinstance(every, int | float) else LONGEST_WAIT_S
    return {"task": task, "schedule": every, "options": {"expires": expires}}
