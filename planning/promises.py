"""The record of promises, by country and month: every promise made, kept, late, waived (NTF-6).

A promise belongs to the local month in which it falls due. Nothing is stored for it: it is read from the rows
that were to meet the promises. Restricted files stand in no record.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.urls import reverse

from accounts.models import User
from advisory.models import Duty
from programmes.calendar import start_of_day
from programmes.models import CountryProgramme
from reporting.models import Report

KEPT, LATE, WAIVED, OPEN = "kept", "late", "waived", "open"
OUR_DUTIES = [Duty.Kind.INFORM_BUYER, Duty.Kind.ASSESS_STRIKE]


@dataclass(frozen=True)
class Promise:
    """One promise and what became of it; `done_at` is empty while it is open or where it was waived."""

    kind: str
    factory: str
    to: str
    due_at: datetime
    done_at: datetime | None
    waived_because: str
    url: str
    outcome: str


@dataclass(frozen=True)
class Row:
    """The promises of one kind."""

    kind: str
    promises: Sequence[Promise]

    def count(self, outcome: str) -> int:
        return sum(promise.outcome == outcome for promise in self.promises)

    @property
    def made(self) -> int:
        return len(self.promises)

    @property
    def kept(self) -> int:
        return self.count(KEPT)

    @property
    def late(self) -> int:
        return self.count(LATE)

    @property
    def waived(self) -> int:
        return self.count(WAIVED)

    @property
    def open(self) -> int:
        return self.count(OPEN)


def record(user: User, programme: CountryProgramme, month: date, at: datetime) -> list[Row]:
    """What the person may see of it, by kind; `month` is its first day."""
    first = start_of_day(month, programme.tz)
    last = start_of_day(month + relativedelta(months=1), programme.tz)
    due = {"due_at__gte": first, "due_at__lt": last, "factory__programme": programme}
    found = [*_reports(user, due, at), *_duties(user, due, at)]
    kinds = dict.fromkeys(promise.kind for promise in found)
    return [Row(kind, [each for each in found if each.kind == kind]) for kind in kinds]


def outcome(due_at: datetime, done_at: datetime | None, waived_at: datetime | None, at: datetime) -> str:
    """Met by its due moment: kept. Later, or past it and not met: late. What was waived is neither."""
    if waived_at is not None:
        return WAIVED
    if done_at is not None:
        return KEPT if done_at <= due_at else LATE
    return OPEN if at <= due_at else LATE


def _reports(user: User, due: dict[str, Any], at: datetime) -> Iterator[Promise]:
    rows: Any = Report.objects.visible_to(user).filter(**due).select_related("factory")
    for row in rows.order_by("due_at", "pk"):
        url = reverse("report", args=[row.pk])
        yield _promise(str(row.get_kind_display()), row, "", url, at)


def _duties(user: User, due: dict[str, Any], at: datetime) -> Iterator[Promise]:
    rows: Any = Duty.objects.visible_to(user).filter(kind__in=OUR_DUTIES, **due)
    for row in rows.select_related("factory", "buyer").order_by("due_at", "pk"):
        url = reverse("incident", args=[row.incident_id])
        yield _promise(str(row.get_kind_display()), row, row.buyer.name if row.buyer else "", url, at)


def _promise(kind: str, row: Any, to: str, url: str, at: datetime) -> Promise:
    return Promise(
        kind=kind[:1].upper() + kind[1:],
        factory=row.factory.name,
        to=to,
        due_at=row.due_at,
        done_at=row.done_at,
        waived_because=row.waived_reason,
        url=url,
        outcome=outcome(row.due_at, row.done_at, row.waived_at, at),
    )


def not_kept(rows: Iterable[Row]) -> list[Promise]:
    """What a director asks about: late or waived, the earliest first."""
    found = [each for row in rows for each in row.promises if each.outcome in (LATE, WAIVED)]
    return sorted(found, key=lambda each: each.due_at)
