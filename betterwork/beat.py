"""Beat: rings by the clock, keeps nothing, and gives its own sign of life.

Nothing is kept on disk: what was missed
while beat was down is found in the rows by the first ring after it. One beat is enough; a second one
only rings twice, and drains claim their rows.
"""

import logging
import time
from typing import Any

from celery.beat import Scheduler
from django.db import Error, close_old_connections

from betterwork import heart
from betterwork.celery import beat_schedule

log = logging.getLogger(__name__)


class Beat(Scheduler):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.last_sign = float("-inf")
        super().__init__(*args, **kwargs)

    def setup_schedule(self) -> None:
        self.merge_inplace(beat_schedule())  # type: ignore[arg-type]

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Sends one ring that is due; returns the seconds until it is to be asked again, 0 for at once."""
        wait = super().tick(*args, **kwargs)
        if time.monotonic() - self.last_sign >= heart.EVERY_S:
            self.last_sign = time.monotonic()
            _sign()
        return heart.EVERY_S if wait is None else min(wait, heart.EVERY_S)


def _sign() -> None:
    """A database that is away must not stop the rings: it comes back, and the rows with it."""
    try:
        close_old_connections()
        heart.beat("beat")
    except Error as error:
        log.warning("Beat could not give its sign of life: %s", error)
