"""Renders what was approved, before its moment: PDF, HTML and spreadsheet of the frozen document.

One report a transaction: a PDF takes seconds, and a killed worker loses that one alone. A machine
without the PDF libraries renders the rest and leaves a mark, so that the PDF follows when it can.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.trail import acting
from reporting.models import Report, ReportFile, ReportVersion
from reporting.models.report import ReportRows
from reporting.reading import read
from reporting.rendering import pdf_available, render_html, render_pdf, render_xlsx

BUDGET_S = 10  # of real time, shorter than the time between two rings
ATTEMPTS = 5  # after that a person looks at it (the approvals page shows why)
Format = ReportFile.Format
log = logging.getLogger(__name__)


@contextmanager
def alone_here() -> Iterator[bool]:
    """Whether this process may render: one at a time on a machine, so that hundreds of reports
    never keep releases and mails waiting. The lock ends with the process that holds it."""
    with (settings.VAR_DIR / "rendering.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def render_reports(at: datetime) -> int:
    """What is approved and not rendered, the most urgent first; then what still lacks its PDF.

    Works for a while and leaves the rest to the next ring, so that a long queue of documents never
    keeps the worker from releasing nor takes a machine's core for itself. Returns how many it rendered.
    """
    tried, added, until = list[UUID](), 0, monotonic() + BUDGET_S
    while monotonic() < until and (pk := _render_next(at, tried)) is not None:
        tried.append(pk)
    until = min(until, monotonic() + settings.PDF_LEFTOVERS_S)
    while monotonic() < until and _add_missing(at):
        added += 1
    return len(tried) + added


def _render_next(at: datetime, tried: list[UUID]) -> UUID | None:
    """Renders one that this ring has not tried yet; returns its id."""
    with transaction.atomic(), acting("reporting.render", by=None, at=at):
        report = _unrendered().exclude(pk__in=tried).first()
        if report is None or report.current is None:
            return None
        try:
            with transaction.atomic():
                render_version(report.current, at)
        except Exception as error:
            log.exception("Report %s could not be rendered", report.pk)
            _failed(report, error)
        else:
            Report.rows.filter(pk=report.pk).update(rendered_at=at, render_error="")
    return report.pk


def _unrendered() -> ReportRows:
    waiting = Report.rows.filter(
        status=Report.Status.APPROVED, rendered_at=None, render_attempts__lt=ATTEMPTS
    )
    return (
        waiting.order_by("render_attempts", "release_at")
        .select_related("current")
        .select_for_update(skip_locked=True, of=("self",))
    )


def _failed(report: Report, error: Exception) -> None:
    attempts = report.render_attempts + 1
    Report.rows.filter(pk=report.pk).update(render_attempts=attempts, render_error=_said(error))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def render_version(version: ReportVersion, at: datetime) -> None:
    """All renderings of one version, replacing none: the same payload gives the same document."""
    payload = read(version)
    language = payload.head.languages[0]
    made: dict[str, bytes] = {
        Format.HTML: render_html(payload, language).encode(),
        Format.XLSX: render_xlsx(payload, language),
    }
    if pdf := pdf_available().ok:
        made[Format.PDF] = render_pdf(payload, language)
    ReportVersion.rows.filter(pk=version.pk).update(awaits_pdf=not pdf)
    _store(version, made, at)


def _store(version: ReportVersion, made: dict[str, bytes], at: datetime) -> None:
    ReportFile.rows.bulk_create(
        (
            ReportFile(
                factory_id=version.factory_id,
                version=version,
                format=format,
                content=content,
                sha256=sha256(content).hexdigest(),
                rendered_at=at,
            )
            for format, content in made.items()
        ),
        ignore_conflicts=True,
    )


def _add_missing(at: datetime) -> bool:
    """One version that was let out without its PDF, the newest first; what it has is kept."""
    with transaction.atomic():
        waiting = ReportVersion.rows.filter(awaits_pdf=True)
        if not pdf_available():
            waiting = waiting.filter(~Exists(ReportFile.rows.filter(version=OuterRef("pk"))))
        version = waiting.order_by("-frozen_at").select_for_update(skip_locked=True).first()
        if version is None:
            return False
        try:
            with transaction.atomic():
                render_version(version, at)
        except Exception as error:
            log.exception("Version %s could not be rendered", version.pk)
            ReportVersion.rows.filter(pk=version.pk).update(awaits_pdf=False)
            Report.rows.filter(pk=version.report_id).update(render_error=_said(error))
    return True
