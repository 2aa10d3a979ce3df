"""The worker's part: lists too large for one request are checked and taken in here."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import clock
from accounts.lifecycle import advance
from factories.imports.actions import Status, check, take_in
from factories.models import ImportBatch

log = logging.getLogger(__name__)


def drain() -> bool:
    """Does one waiting list; False when none waits. A list that breaks fails alone, with a sentence."""
    with transaction.atomic():
        batch = ImportBatch.rows.waiting().select_for_update(skip_locked=True, of=("self",)).first()
        if batch is None:
            return False
        language = (batch.uploaded_by and batch.uploaded_by.language) or settings.LANGUAGE_CODE
        with translation.override(language):
            _do(batch)
    return True


def _do(batch: ImportBatch) -> None:
    step = check if batch.status == Status.CHECKING else take_in
    try:
        step(batch=batch, by=batch.applied_by or batch.uploaded_by, at=clock.now())
    except Exception:
        log.exception("The list %s could not be worked on", batch.pk)
        sentence = _("Something went wrong while the list was worked on. Nothing was taken in.")
        advance(batch, Status.FAILED, problem=sentence)
