"""A team leader's and country manager's first page: approvals, clocks, what is late; then the plan.

Head office comes here too. It plans for no programme, so it sees nothing of what is planned.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from accounts.requests import Request
from advisory.incidents.board import COUNTRY, DutyBoard
from assessments import planned
from assessments.models import Assessment
from planning import agenda
from reporting.models import Report

SHOWN = 8
READ = 100  # reports that ask for somebody now; beyond them the list of reports
NEAR = timedelta(days=3)


def home(request: Request) -> HttpResponse:
    programmes = list(planned.programmes_of(request.user))
    today = request.at.astimezone(programmes[0].tz).date() if programmes else request.at.date()
    reports = _reports(request)
    late = [each for each in reports if each.due_at and each.due_at < request.at]
    context = {
        "programmes": programmes,
        "zone": programmes[0].zone if programmes else "UTC",
        "approvals": _lines(each for each in reports if each.status == Report.Status.DRAFTED),
        "late": _lines(late),
        "near": _lines(each for each in reports if each.due_at and each not in late and _near(each, request)),
        "planned": _planned(request) if programmes else [],
        "ready": _ready(request, programmes, today) if programmes else [],
        "is_planner": bool(programmes),
        "clocks": DutyBoard(request.user, request.at).next(COUNTRY),
        "changes": agenda.to_approve(request.user, request.at),
    }
    return render(request, "homes/team_leader.html", context)


def _reports(request: Request) -> list[Any]:
    """Open promises that ask for somebody now, the nearest first: drafted, late, or near. That a
    factory did not submit was told already (RPT-1)."""
    rows: Any = Report.objects.visible_to(request.user)
    asking = Q(status=Report.Status.DRAFTED) | Q(due_at__lte=request.at + NEAR)
    found = rows.open().filter(asking).exclude(status=Report.Status.NOT_SUBMITTED)
    return list(found.select_related("factory__programme").order_by("due_at")[:READ])


def _near(report: Report, request: Request) -> bool:
    return report.due_at is not None and report.due_at <= request.at + NEAR


def _lines(reports: Iterable[Report]) -> list[dict[str, object]]:
    return [
        {"report": report, "zone": report.factory.programme.zone, "url": _page(report)}
        for report in islice(reports, SHOWN)
    ]


def _page(report: Report) -> str:
    """The report's own page, where the reporting floor has one."""
    try:
        return reverse("report", args=[report.pk])
    except NoReverseMatch:
        return reverse("factory", args=[report.factory_id])


def _planned(request: Request) -> list[Any]:
    """What is planned or under way, the next day first; for planners alone."""
    rows: Any = Assessment.objects.visible_to(request.user)
    current = rows.filter(status__in=planned.CURRENT).select_related("factory__programme")
    found = list(current.order_by("status", "planned_on")[:SHOWN])
    teams = planned.team_names(found)
    return [{"assessment": row, "team": teams[row.pk], "zone": row.factory.programme.zone} for row in found]


def _ready(request: Request, programmes: list[Any], today: Any) -> list[Any]:
    """Factories that may be assessed and are not planned, those longest under way first."""
    rules = planned.rules_of(programmes)
    found = planned.ready(request.user, today, rules)[:SHOWN]
    return [
        {"cycle": cycle, "factory": cycle.factory, "day": (today - cycle.day_zero).days} for cycle in found
    ]
