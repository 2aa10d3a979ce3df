"""Puts together the evidence that was asked for: one file a transaction, its PDF with it where this machine can."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.trail import acting
from reporting import evidence
from reporting.evidencewords import in_words
from reporting.models import EvidenceFile
from reporting.notices import first_language
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
        with translation.override(first_language(file.incident.factory.programme)):
            found = evidence.evidence(file.incident, at)
            text, digest = evidence.canonical(found)
            pdf = printed(found, digest) if pdf_available() else None
        EvidenceFile.rows.filter(pk=file.pk).update(made_at=at, payload=text, sha256=digest, pdf=pdf)
    return True


def printed(found: Mapping[str, Any], digest: str) -> bytes:
    """In the active language; the JSON keeps the codes."""
    language = translation.get_language_info(translation.get_language() or settings.LANGUAGE_CODE)
    given = {
        "evidence": in_words(found),
        "sha256": digest,
        "styles": PRINT_STYLES,
        "language": language["code"],
        "direction": "rtl" if language["bidi"] else "ltr",
    }
    html = render_to_string("notices/evidence_print.html", given)
    return pdf_of(html, identifier=bytes.fromhex(digest)[:16])
