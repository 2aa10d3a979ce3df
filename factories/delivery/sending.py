"""Claims deliveries, judges access again, sends, and marks what became of them."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from accounts import clock, rowsecurity
from accounts.lifecycle import advance, advance_all
from factories.delivery import webhooks
from factories.delivery.inbox import fill_inboxes
from factories.delivery.judging import reason_against
from factories.delivery.laying import lay
from factories.delivery.mail import ForGood, Post
from factories.delivery.patience import patience, wait_after
from factories.models import Delivery

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=settings.MESSAGE_LEASE_S)  # a claim that nobody finishes is free again after this
BATCH = 50
WEBHOOKS = 10  # of a batch: all of them at their deadline take less than the lease
AWAY = (OperationalError, InterfaceError)  # the database; the lease runs out, and another one tries
Channel, Status = Delivery.Channel, Delivery.Status
Send = Callable[[Sequence[Delivery]], tuple[str, str]]  # sends them as one; the address, the answer


@dataclass
class Run:
    """One ring's measure: a flood of ordinary mails waits its turn, statutory notices never.

    They are also claimed first, so that whatever else waits, they are the next that go out.
    """

    most: int = 2000
    most_for_one: int = 200  # of one organisation
    sent: Counter[UUID | None] = field(default_factory=Counter)
    mail_is_down: bool = False  # nobody waits for its time-out twice in one ring
    broken: set[UUID] = field(default_factory=set)  # webhooks that failed in this ring

    @property
    def is_full(self) -> bool:
        return self.sent.total() >= self.most

    def count(self, delivery: Delivery) -> None:
        if not delivery.statutory:
            self.sent[delivery.organisation_id] += 1

    def had_their_share(self) -> list[UUID]:
        """Organisations that had their share."""
        return [pk for pk, count in self.sent.items() if pk and count >= self.most_for_one]


def drain(run: Run | None = None, batch: int = BATCH) -> int:
    """One round of everything, read by both clocks; returns how many rows it handled."""
    at, now = clock.now(), clock.real()
    run = run or Run()
    laid = lay(at, now)
    filed = fill_inboxes(at)
    return laid + filed + _send_letters(run, at, now, batch) + _post_webhooks(run, at, now)


def _send_letters(run: Run, at: datetime, now: datetime, batch: int) -> int:
    if run.mail_is_down:
        return 0
    letters = [[each] for each in _claim(Channel.MAIL, at, now, batch, run)] + _claim_digests(at, now)
    with Post() as post:
        for letter in letters:
            deliver(letter, post.send, at, now)
            run.count(letter[0])
    run.mail_is_down = post.is_down
    return len(letters)


def _post_webhooks(run: Run, at: datetime, now: datetime) -> int:
    claimed = _claim(Channel.WEBHOOK, at, now, WEBHOOKS, Run())
    for each in claimed:
        if each.webhook_id in run.broken:
            _try_later([each], OSError("The system did not take the one before."), at, now)
            continue
        worked = deliver([each], webhooks.post, at, now)
        if worked is not None and each.webhook_id:
            webhooks.note(each.webhook_id, worked, at, now)
            run.broken |= set() if worked else {each.webhook_id}
    return len(claimed)


# -- Claiming ---------------------------------------------------------------------------


def _claim(channel: str, at: datetime, now: datetime, batch: int, run: Run) -> list[Delivery]:
    """Statutory ones first, then the oldest, taken for `LEASE`; other workers pass over them."""
    due = Delivery.rows.due(at, now).filter(channel=channel, digest_at=None)
    if run.is_full:
        due = due.filter(statutory=True)
    elif had_their_share := run.had_their_share():
        due = due.exclude(statutory=False, organisation_id__in=had_their_share)
    with transaction.atomic():
        first = due.order_by("-statutory", "not_before", "pk").select_for_update(skip_locked=True)
        return _taken(list(first[:batch]), now)


def _claim_digests(at: datetime, now: datetime) -> list[list[Delivery]]:
    """Digests are claimed whole, because each leaves as one mail: waits for a lock, passes over none."""
    due = Delivery.rows.due(at, now).filter(digest_at__isnull=False)
    mails = due.order_by("digest_at").values_list("mail_id", flat=True)[:BATCH]
    with transaction.atomic():
        whole = due.filter(mail_id__in=set(mails)).order_by("pk").select_for_update()
        claimed = _taken(list(whole), now)
    letters: dict[UUID, list[Delivery]] = {}
    for each in claimed:
        letters.setdefault(each.mail_id, []).append(each)
    return list(letters.values())


def _taken(found: list[Delivery], now: datetime) -> list[Delivery]:
    Delivery.rows.filter(pk__in=[each.pk for each in found]).update(
        not_before=now + LEASE, attempts=F("attempts") + 1, tried_since=Coalesce("tried_since", Value(now))
    )
    for each in found:
        each.attempts += 1
        each.tried_since = each.tried_since or now
    return found


# -- One letter -------------------------------------------------------------------------


def deliver(letter: Sequence[Delivery], send: Send, at: datetime, now: datetime) -> bool | None:
    """Tries what leaves together, a digest's deliveries or one alone. Whether it went; None: nobody
    was to be told. A database that is away ends the round."""
    try:
        with transaction.atomic():
            return _try(letter, send, at)
    except ForGood as refused:
        _stop(letter, Status.BOUNCED, refused, at)
    except (OSError, SMTPException) as error:
        _try_later(letter, error, at, now)
    except AWAY:
        raise
    except Exception as error:  # a fault of ours, such as words that cannot be made: it stops this row alone
        log.exception("The message %s cannot be sent", letter[0].message_id)
        _stop(letter, Status.FAILED, error, at)
    return False


def _try(letter: Sequence[Delivery], send: Send, at: datetime) -> bool | None:
    rowsecurity.identify(None, at)
    told = [each for each in _locked(letter) if _is_entitled(each, at)]
    if not told:
        return None
    sent_to, answer = send(told)
    mine = Delivery.rows.filter(pk__in=[each.pk for each in told])
    gone = {"sent_at": at, "sent_to": sent_to[:500], "answer": answer[:200], "error": ""}
    advance_all(mine, Status.QUEUED, Status.SENT, **gone)
    return True


def _locked(letter: Sequence[Delivery]) -> list[Delivery]:
    """The rows as they stand now, as far as this claim still holds them."""
    claims = {each.pk: each.attempts for each in letter}
    rows = Delivery.rows.filter(pk__in=claims, status=Status.QUEUED).order_by("told_at", "pk")
    locked = rows.select_for_update(skip_locked=True, of=("self",)).select_related(
        "message__to", "message__factory", "webhook"
    )
    return [each for each in locked if each.attempts == claims[each.pk]]


def _is_entitled(each: Delivery, at: datetime) -> bool:
    reason = reason_against(each)
    if reason:
        advance(each, Status.WITHHELD, reason=reason, stopped_at=at)
    return not reason


def _try_later(letter: Sequence[Delivery], error: Exception, at: datetime, now: datetime) -> None:
    first = letter[0]
    tried = now - (first.tried_since or now)
    if tried >= patience(first.statutory, by_webhook=first.webhook_id is not None):
        _stop(letter, Status.FAILED, error, at)
        return
    wait = wait_after(first.attempts, first.statutory)
    mine = Delivery.rows.filter(pk__in=[each.pk for each in letter], status=Status.QUEUED)
    mine.update(not_before=now + wait, error=in_words(error))


def _stop(letter: Sequence[Delivery], status: str, error: Exception, at: datetime) -> None:
    mine = Delivery.rows.filter(pk__in=[each.pk for each in letter])
    advance_all(mine, Status.QUEUED, status, error=in_words(error), stopped_at=at)


def in_words(error: Exception) -> str:
    return str(error)[:500] if isinstance(error, ForGood) else f"{type(error).__name__}: {error}"[:500]
