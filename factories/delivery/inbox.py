"""The inbox inside the product: a channel without network, and what a person reads there."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction

from accounts import rowsecurity
from accounts.lifecycle import advance_all
from accounts.models import User
from accounts.verbs import verb
from factories.delivery.judging import reason_against
from factories.models import Delivery

log = logging.getLogger(__name__)

BATCH = 200
MOST_COUNTED = 99  # the bell says no higher number
Channel, Status = Delivery.Channel, Delivery.Status


def fill_inboxes(at: datetime, batch: int = BATCH) -> int:
    """Puts what waits into the inboxes of those who may know it, in one transaction."""
    with transaction.atomic():
        rowsecurity.identify(None, at)
        waiting = Delivery.rows.filter(channel=Channel.INBOX, status=Status.QUEUED)
        first = waiting.order_by("-statutory", "not_before", "pk")
        locked = first.select_for_update(skip_locked=True, of=("self",))
        found = list(locked.select_related("message__to", "message__factory")[:batch])
        outcomes: dict[str | None, list[UUID]] = {}
        for each in found:
            outcomes.setdefault(_reason(each), []).append(each.pk)
        for reason, pks in outcomes.items():
            _mark(pks, reason, at)
    return len(found)


def _reason(each: Delivery) -> str | None:
    """None when it cannot be judged: a fault of ours stops this row alone."""
    try:
        with transaction.atomic():
            return reason_against(each)
    except (OperationalError, InterfaceError):  # the database is away: the next round does it
        raise
    except Exception:
        log.exception("The message %s cannot be judged", each.message_id)
        return None


def _mark(pks: list[UUID], reason: str | None, at: datetime) -> None:
    mine = Delivery.rows.filter(pk__in=pks)
    if reason is None:
        advance_all(
            mine, Status.QUEUED, Status.FAILED, stopped_at=at, error="The access could not be judged."
        )
    elif reason:
        advance_all(mine, Status.QUEUED, Status.WITHHELD, stopped_at=at, reason=reason)
    else:
        advance_all(mine, Status.QUEUED, Status.SENT, sent_at=at, attempts=1)


@verb
def mark_read(*, by: User, at: datetime, pk: UUID | None = None) -> int:
    """One message of the person's own inbox, or all of them."""
    mine = Delivery.rows.filter(to=by, channel=Channel.INBOX)
    return advance_all(mine.filter(pk=pk) if pk else mine, Status.SENT, Status.READ, read_at=at)


def unread() -> int:
    """How many wait to be read by the person of this request, at most `MOST_COUNTED`; those of
    factories that the person still sees. On every page: see `my_unread` in `factories/sight.py`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT my_unread(%s)", [MOST_COUNTED])
        found = cursor.fetchone()
    return found[0] if found else 0
