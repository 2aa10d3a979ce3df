"""What buyers wish at one factory, for its people and staff: the tab of the factory's page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import Request
from advisory.actions.priorities import MANAGEMENT
from advisory.buyers import joining
from advisory.models import BuyerPriority, CorrectivePlan, VisitRequest
from factories import page

SHOWN = 50


@login_required
def factory_wishes(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "wishes")
    rows = VisitRequest.objects.visible_to(request.user).filter(factory=frame.factory)
    requests = list(rows.select_related("buyer", "link__buyer").order_by("-asked_at")[:SHOWN])
    standings = joining.standings(requests, request.user)
    priorities = BuyerPriority.objects.visible_to(request.user).filter(factory=frame.factory)
    plans = CorrectivePlan.objects.visible_to(request.user).filter(factory=frame.factory)
    given = {
        "frame": frame,
        "factory": frame.factory,
        "zone": frame.zone,
        "priorities": priorities.select_related("buyer").order_by("-raised_at")[:SHOWN],
        "plans": plans.select_related("buyer").defer("lines").order_by("-uploaded_at")[:SHOWN],
        "sends": frame.may(*MANAGEMENT),
        "requests": [(each, standings[each.pk].state) for each in requests],
    }
    return render(request, "suppliers/wishes.html", given)
