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
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.trail import acting
from reporting.models import Report, ReportFile, ReportVersion
from reporting.models.report import ReportRows
from reporting.payload import Payload
from reporting.reading import read
from reporting.rendering import pdf_available, render_html, render_pdf, render_xlsx

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
    """Everything approved that has no renderings yet, the most urgent first; returns how many."""
    tried: list[UUID] = []
    while (pk := _render_next(at, tried)) is not None:
        tried.append(pk)
    return len(tried) + _add_missing_pdfs(at)


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
    said = f"{type(error).__name__}: {error}"[:500]
    Report.rows.filter(pk=report.pk).update(render_attempts=report.render_attempts + 1, render_error=said)


def render_version(version: ReportVersion, at: datetime) -> None:
    """All renderings of one version, replacing none: the same payload gives the same document."""
    payload = read(version)
    language = payload.head.languages[0]
    made: dict[str, bytes] = {
        Format.HTML: render_html(payload, language).encode(),
        Format.XLSX: render_xlsx(payload, language),
    }
    if pdf_available():
        made[Format.PDF] = render_pdf(payload, language)
    else:
        ReportVersion.rows.filter(pk=version.pk).update(awaits_pdf=True)
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


def _add_missing_pdfs(at: datetime) -> int:
    """PDFs of versions that were rendered where none could be made."""
    done = 0
    while pdf_available() and _add_pdf(at):
        done += 1
    return done


def _add_pdf(at: datetime) -> bool:
    with transaction.atomic():
        waiting = ReportVersion.rows.filter(awaits_pdf=True).order_by("frozen_at")
        version = waiting.select_for_update(skip_locked=True).first()
        if version is None:
            return False
        payload: Payload = read(version)
        _store(version, {Format.PDF: render_pdf(payload, payload.head.languages[0])}, at)
        ReportVersion.rows.filter(pk=version.pk).update(awaits_pdf=False)
    return True
