"""The agenda of a factory: what is to happen there, for all who see its working rows.

Never a planned assessment, whoever asks: this page is opened in front of the factory.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from advisory.incidents.openclocks import open_clocks
from advisory.models import Duty, Meeting, PlanItem, Visit
from factories.models import Factory
from planning.agenda import entries
from planning.agenda.entries import AHEAD, Entry, today_at
from reporting.models import Report


def of_factory(user: User, factory: Factory, at: datetime) -> list[Entry]:
    """Five queries. The factory's programme must be loaded with it."""
    last = today_at(factory, at) + AHEAD
    return [
        *_clocks(user, factory, at),
        *_visits(user, factory, at, last),
        *_meetings(user, factory, at),
        *_items(user, factory, at, last),
        *_reports(user, factory, at),
    ]


def _of(model: Any, user: User, factory: Factory, *related: str) -> Any:
    rows = model.objects.visible_to(user).filter(factory=factory.pk)
    return rows.select_related("factory__programme", *related)


def _clocks(user: User, factory: Factory, at: datetime) -> Iterator[Entry]:
    """Whoever owes it: what the factory should tell its buyers, and what we should."""
    rows = _of(Duty, user, factory, "incident").open().timed().filter(due_at__lte=at + AHEAD)
    return (entries.of_clock(clock, at) for clock in open_clocks(rows))


def _visits(user: User, factory: Factory, at: datetime, last: date) -> Iterator[Entry]:
    rows = _of(Visit, user, factory, "cycle", "rule", "share").planned()
    found = rows.filter(on__lte=last).order_by("on")
    return (entries.of_visit(visit, at, to_log=user.is_programme_staff) for visit in found)


def _meetings(user: User, factory: Factory, at: datetime) -> Iterator[Entry]:
    rows = _of(Meeting, user, factory).filter(held_on=None, planned_for__lte=at + AHEAD)
    return (entries.of_meeting(meeting, at) for meeting in rows.order_by("planned_for"))


def _items(user: User, factory: Factory, at: datetime, last: date) -> Iterator[Entry]:
    rows = _of(PlanItem, user, factory).open().filter(due_on__lte=last)
    found = rows.exclude(status=PlanItem.Status.DONE).order_by("due_on", "number")
    return (entries.of_item(item, at) for item in found)


def _reports(user: User, factory: Factory, at: datetime) -> Iterator[Entry]:
    """Of begun assessments: what is owed, by whomever."""
    rows = _of(Report, user, factory, "rule").open().filter(due_at__lte=at + AHEAD)
    found = rows.exclude(status=Report.Status.NOT_SUBMITTED).order_by("due_at")
    return (entries.of_report(report, at, _("Due")) for report in found)
