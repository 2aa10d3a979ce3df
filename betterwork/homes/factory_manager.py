"""A factory manager's first page: the plan, overdue first; the PICC; the next visit; reports due."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import Request
from advisory.access import local_today
from advisory.doors import own_factory
from advisory.models import PlanItem, SelfDiagnosis, Visit
from advisory.planlist import is_overdue
from advisory.standing import standing_of
from betterwork.homes.promised import reports_due
from factories.models import Factory
from reporting.models import Report

ITEMS_SHOWN = 8


def home(request: Request) -> HttpResponse:
    factory = own_factory(request.user)
    if factory is None:
        return render(request, "homes/empty.html")
    today = local_today(factory, request.at)
    context = {
        **of_the_factory(request, factory, today),
        "reports": reports_due(request.user, [factory], request.at, Report.Kind.PROGRESS_1),
        "diagnosis": SelfDiagnosis.objects.visible_to(request.user)
        .filter(factory=factory, cycle__closed_at=None)
        .first(),
    }
    return render(request, "homes/factory_manager.html", context)


def of_the_factory(request: Request, factory: Factory, today: date) -> dict[str, object]:
    """What every person of a factory sees first: its plan, its committee, its next visit."""
    rows: Any = PlanItem.objects.visible_to(request.user)
    items = sorted(
        rows.open().filter(factory=factory).select_related("point"), key=lambda item: urgency(item, today)
    )
    late = [item for item in items if is_overdue(item, today)]
    visits: Any = Visit.objects.visible_to(request.user)
    return {
        "factory": factory,
        "zone": factory.programme.zone,
        "items": items[:ITEMS_SHOWN],
        "open_items": len(items),
        "late": len(late),
        "to_check": sum(item.status == PlanItem.Status.DONE for item in items),
        "standing": standing_of(factory, request.at),
        "visit": visits.planned().filter(factory=factory, on__gte=today).order_by("on").first(),
        "unregistered": factory.status == Factory.Status.REGISTERED,
    }


def urgency(item: PlanItem, today: date) -> tuple[bool, bool, date, int]:
    """Overdue first, then by due date; what waits for the advisor's check comes last."""
    waits = item.status == PlanItem.Status.DONE
    return (not is_overdue(item, today), waits, item.due_on or date.max, item.number)
