"""Updates on conditions: prepared when a fact has changed, published at their moment. Asked by the worker alone."""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.lifecycle import advance
from accounts.models import Membership, Role, User
from accounts.trail import acting
from factories import alone, outbox
from programmes.models import CountryProgramme
from reporting.models import ConditionsUpdate, PublishedConditions

log = logging.getLogger(__name__)


def prepare(
    *, programme: CountryProgramme, on: date, titles: Mapping[str, str], because: UUID, at: datetime
) -> None:
    """A draft for the administrators, once for each applied change; nothing goes out by it."""
    if ConditionsUpdate.rows.filter(because=because).exists():
        return
    update = ConditionsUpdate(programme=programme, on=on, titles=dict(titles), because=because, made_at=at)
    update.save(force_insert=True)
    for to in _administrators(programme):
        outbox.enqueue(
            key=f"conditions_prepared:{because}:{to.pk}",
            kind="conditions_prepared",
            to=to,
            at=at,
            subject_id=update.pk,
            facts={"country": programme.name, "titles": update.titles},
        )


def publish_updates(at: datetime) -> int:
    """Everything approved whose moment has come, the earliest first; a bad one stops no other."""
    due = ConditionsUpdate.rows.due(at).order_by("publish_at", "approved_at").values_list("pk", flat=True)
    return sum(_one(pk, at) for pk in list(due))


def _one(pk: UUID, at: datetime) -> int:
    try:
        with transaction.atomic(), acting("reporting.publish_conditions", by=None, at=at):
            rows = ConditionsUpdate.rows.due(at).select_related("programme")
            update = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if update is None:
                return 0
            _publish(update, at)
    except (
        IntegrityError
    ) as quicker:  # of two of one country the other took the number; the next ring does this one
        log.warning("Update %s is published at the next ring: %s", pk, quicker)
        return 0
    return 1


def _publish(update: ConditionsUpdate, at: datetime) -> None:
    programme = update.programme
    earlier = PublishedConditions.objects.filter(country=programme.code)
    PublishedConditions.objects.create(
        country=programme.code,
        name=programme.name,
        zone=programme.zone,
        number=(earlier.aggregate(last=Max("number"))["last"] or 0) + 1,
        on=update.on,
        titles=update.titles,
        words=update.words,
        payload=update.payload,
        sha256=sha256(update.payload.encode()).hexdigest(),
        published_at=at,
    )
    advance(update, ConditionsUpdate.Status.PUBLISHED, published_at=at)
    if update.alone_because:
        facts = {"country": programme.name, "reason": update.alone_because}
        alone.tell_head_office("conditions_alone", update.pk, facts, at)


def _administrators(programme: CountryProgramme) -> list[User]:
    held = Membership.objects.current().filter(
        organisation=programme.organisation_id,
        role=Role.ADMINISTRATOR,
        user__is_active=True,
        user__is_machine=False,
    )
    return [each.user for each in held.select_related("user").order_by("user__name", "pk")]
