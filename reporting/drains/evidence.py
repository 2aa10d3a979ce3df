"""Puts together the evidence that was asked for: one file a transaction, its PDF with it where this machine can."""

import logging
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string

from accounts.trail import acting
from reporting import evidence
from reporting.models import EvidenceFile
from reporting.rendering import pdf_available
from reporting.rendering.html import PRINT_STYLES
from reporting.rendering.pdf import pdf_of

log = logging.getLogger(__name__)


def put_together(at: datetime) -> int:
    """Those that wait; returns how many."""
    done = 0
    while _next(at):
        done += 1
    return done


def _next(at: datetime) -> bool:
    with transaction.atomic(), acting("reporting.evidence", by=None, at=at):
        waiting = (
            EvidenceFile.rows.waiting().order_by("asked_at").select_for_update(skip_locked=True, of=("self",))
        )
        file = waiting.select_related("incident__factory__programme", "incident__recorded_by").first()
        if file is None:
            return False
        found = evidence.evidence(file.incident, at)
        text, digest = evidence.canonical(found)
        pdf = None
        if pdf_available():
            given = {"evidence": found, "sha256": digest, "styles": PRINT_STYLES}
            pdf = pdf_of(
                render_to_string("notices/evidence_print.html", given), identifier=bytes.fromhex(digest)[:16]
            )
        EvidenceFile.rows.filter(pk=file.pk).update(made_at=at, payload=text, sha256=digest, pdf=pdf)
    return True
