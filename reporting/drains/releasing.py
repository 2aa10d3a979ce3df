"""Lets out what is approved at its moment, and says so where a factory did not send its report.

One transaction a batch: a worker killed in the middle leaves the batch as it was, and the next
ring does it again; each report is released once, because the release is the change of its status.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from accounts.lifecycle import advance_all
from accounts.trail import acting
from reporting.drains.silence import open_non_cooperation
from reporting.drains.telling import tell_of_missing, tell_of_releases
from reporting.models import Report, ReportVersion

BATCH = 500
Status = Report.Status


def release_reports(at: datetime, batch: int = BATCH) -> int:
    """Releases everything whose moment has come; returns how many."""
    return _drain(_release_batch, at, batch)


def lapse_reports(at: datetime, batch: int = BATCH) -> int:
    """Progress Reports 1 whose promise lapsed unsent: buyers see "not submitted" (WHO-15)."""
    return _drain(_lapse_batch, at, batch)


def _drain(step: Callable[[datetime, int], int], at: datetime, batch: int) -> int:
    total = 0
    while changed := step(at, batch):
        total += changed
    return total


def _release_batch(at: datetime, batch: int) -> int:
    """In set-based statements: the batch is claimed, changed and told of as a whole."""
    with transaction.atomic(), acting("reporting.release", by=None, at=at):
        ready = Report.rows.ready_for_release(at).order_by("release_at")
        claimed = list(
            ready.select_for_update(skip_locked=True, of=("self",)).select_related(
                "factory__programme", "current"
            )[:batch]
        )
        rows = Report.rows.filter(pk__in=[report.pk for report in claimed])
        changed = advance_all(
            rows, Status.APPROVED, Status.RELEASED, released_at=at, done_at=Coalesce("done_at", Value(at))
        )
        ReportVersion.rows.filter(pk__in=[report.current_id for report in claimed]).update(released_at=at)
        tell_of_releases(claimed, at)
    return changed


def _lapse_batch(at: datetime, batch: int) -> int:
    """The promise lapses when its local day ends; until then a report sent late that day is in time."""
    with transaction.atomic(), acting("reporting.lapse", by=None, at=at):
        unsent = Report.rows.open().filter(status=Status.DUE, kind=Report.Kind.PROGRESS_1, due_at__lt=at)
        claimed = list(
            unsent.select_for_update(skip_locked=True, of=("self",)).select_related("factory__programme")[
                :batch
            ]
        )
        rows = Report.rows.filter(pk__in=[report.pk for report in claimed])
        changed = advance_all(rows, Status.DUE, Status.NOT_SUBMITTED)
        tell_of_missing(claimed, at)
        open_non_cooperation(claimed, at)
    return changed
