"""An Enterprise Advisor's first page: the agenda by day, this week's visits, who needs attention."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import Request
from advisory.caseload import Caseload, ToCheck, caseload
from advisory.incidents.board import MINE, DutyBoard
from advisory.models import SelfDiagnosis, Visit
from betterwork.homes.promised import reports_due
from factories.models import Factory
from reporting.models import Report

AHEAD = timedelta(days=31)
ATTENTION_SHOWN = 6


@dataclass(frozen=True)
class Line:
    """One thing to do, on its day."""

    day: date
    title: str
    url: str
    action: str
    text: str = ""
    mode: str = ""
    due: Any = None
    kind: str = "promise"
    zone: str = ""
    action_url: str = ""


@dataclass(frozen=True)
class Day:
    head: str
    lines: Sequence[Line]


def home(request: Request) -> HttpResponse:
    mine = caseload(request.user, request.at)
    zone = mine.factories[0].programme.zone if mine.factories else "UTC"
    tz = mine.factories[0].programme.tz if mine.factories else None
    today = request.at.astimezone(tz).date()
    visits = _visits(request, today)
    lines = [
        *_to_log(visits, today),
        *_checks(mine.to_check, today),
        *_owed(request, mine),
        *_diagnoses(request, mine, today),
    ]
    week = [visit for visit in visits if _monday(today) <= visit.on < _monday(today) + timedelta(days=7)]
    context = {
        "mine": mine,
        "zone": zone,
        "days": list(_by_day(lines, today)),
        "count": len(lines),
        "week": week,
        "held": sum(visit.status == Visit.Status.HELD for visit in week),
        "attention": mine.attention[:ATTENTION_SHOWN],
        "clocks": DutyBoard(request.user, request.at).next(MINE),
    }
    return render(request, "homes/advisor.html", context)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _visits(request: Request, today: date) -> list[Visit]:
    """The own visits of this week, the planned ones that wait for a log, and the next month's."""
    rows: Any = Visit.objects.visible_to(request.user).filter(advisor=request.user)
    near = rows.between(today - timedelta(days=60), today + AHEAD).select_related("factory__programme")
    monday = _monday(today)
    return [
        visit
        for visit in near.order_by("on", "starts")
        if visit.on >= monday or visit.status == Visit.Status.PLANNED
    ]


def _to_log(visits: Iterable[Visit], today: date) -> Iterator[Line]:
    for visit in visits:
        if visit.status != Visit.Status.PLANNED:
            continue
        over = visit.on < today
        said = _("Log the visit of %(day)s: %(factory)s") if over else _("Visit: %(factory)s")
        words = {"factory": visit.factory.name, "day": date_format(visit.on, "j M")}
        hour = f"{visit.starts:%H:%M}" if visit.starts else ""
        yield Line(
            day=visit.on,
            title=said % words,
            url=reverse("visit", args=[visit.pk]),
            action=_("Write log") if visit.on <= today else _("Prepare"),
            action_url=reverse("visit_log", args=[visit.pk]) if visit.on <= today else "",
            text=" · ".join(part for part in (hour, visit.agenda[:90]) if part),
            mode=visit.modality,
            due=visit.on,
            zone=visit.factory.programme.zone,
        )


def _checks(waiting: Iterable[ToCheck], today: date) -> Iterator[Line]:
    for each in waiting:
        count = len(each.items)
        title = ngettext(
            "Check %(count)s plan item: %(factory)s", "Check %(count)s plan items: %(factory)s", count
        )
        day = date_format(each.since, "j M")
        yield Line(
            day=today,
            title=title % {"count": count, "factory": each.factory.name},
            url=reverse("factory_plan", args=[each.factory.pk]) + "?status=done",
            action=_("Check"),
            text=_("Marked done by the factory since %(day)s") % {"day": day},
        )


def _owed(request: Request, mine: Caseload) -> Iterator[Line]:
    """The programme's own report is the advisor's to write; the factory's wants guidance alone."""
    kinds = (Report.Kind.PROGRESS_1, Report.Kind.PROGRESS_2)
    for line in reports_due(request.user, mine.factories, request.at, *kinds):
        own = line["report"].kind == Report.Kind.PROGRESS_2
        guide = _("Guide the factory. Add no recommendations.")
        yield Line(
            day=line["due_at"].astimezone(line["factory"].programme.tz).date(),
            title=f"{line['title']}: {line['factory'].name}",
            url=line["url"],
            action=_("Write") if own else _("Open"),
            text=line["why"] if own else guide,
            due=line["due_at"],
            zone=line["zone"],
        )


def _diagnoses(request: Request, mine: Caseload, today: date) -> Iterator[Line]:
    rows = SelfDiagnosis.objects.visible_to(request.user).filter(
        factory__in=[factory.pk for factory in mine.factories],
        status=SelfDiagnosis.Status.OPEN,
        cycle__closed_at=None,
        due_on__lte=today + AHEAD,
    )
    for diagnosis in rows.select_related("factory__programme"):
        factory: Factory = diagnosis.factory
        yield Line(
            day=max(diagnosis.due_on or today, today),
            title=_("Self-diagnosis: %(factory)s") % {"factory": factory.name},
            url=reverse("factory_diagnosis", args=[factory.pk]),
            action=_("Open"),
            text=_("In progress; it should be complete before the initial advisory time is over."),
            due=diagnosis.due_on,
            kind="aim",
            zone=factory.programme.zone,
        )


def _by_day(lines: Iterable[Line], today: date) -> Iterator[Day]:
    """Overdue, today, the days of the coming week, and the rest of the month."""
    ordered = sorted(lines, key=lambda line: line.day)
    for head, found in groupby(ordered, key=lambda line: _head(line.day, today)):
        yield Day(head, list(found))


def _head(day: date, today: date) -> str:
    if day < today:
        return _("Overdue")
    if day == today:
        return _("Today")
    return date_format(day, "l j F") if day <= today + timedelta(days=7) else _("Later this month")
