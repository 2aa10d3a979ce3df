"""An administrator's first page: what waits for a hand (registrations, claims, mails, payments)."""

from typing import Any, cast

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import Membership, Role
from accounts.requests import Request
from factories.models import BuyerLink, Delivery, Factory, OpeningMeeting, PaidRegistration
from programmes.models import CountryProgramme

SHOWN = 8


def home(request: Request) -> HttpResponse:
    programmes = list(CountryProgramme.objects.of_staff(request.user, Role.ADMINISTRATOR))
    context = {
        "programmes": programmes,
        "zone": programmes[0].zone if programmes else "UTC",
        "registered": _registered(request),
        "imported": _imported(request),
        "claims": _claims(request),
        "unpaid": _unpaid(request),
        "failed": _failed(request),
    }
    return render(request, "homes/administrator.html", context)


def _registered(request: Request) -> list[Any]:
    """Registered factories on their way to the first visit, the oldest first, with what is missing."""
    managers = Membership.objects.current().filter(
        organisation=OuterRef("organisation"), role=Role.FACTORY_MANAGER
    )
    meetings = OpeningMeeting.objects.visible_to(request.user).filter(factory=OuterRef("pk"))
    rows = Factory.objects.visible_to(request.user).filter(status=Factory.Status.REGISTERED)
    marked = rows.annotate(has_manager=Exists(managers), has_meeting=Exists(meetings))
    return list(marked.select_related("programme").order_by("registered_at", "pk")[:SHOWN])


def _imported(request: Request) -> list[Any]:
    rows = Factory.objects.visible_to(request.user).filter(status=Factory.Status.IMPORTED)
    return list(rows.order_by("name", "pk")[:SHOWN])


def _claims(request: Request) -> list[Any]:
    """Claims that the worker could not place."""
    rows = BuyerLink.objects.visible_to(request.user).filter(
        factory=None, ended_at=None, looked_up_at__isnull=False
    )
    return list(rows.select_related("buyer").order_by("claimed_at")[:SHOWN])


def _unpaid(request: Request) -> list[Any]:
    rows = PaidRegistration.objects.visible_to(request.user).filter(paid_at=None, ended_at=None)
    return list(rows.select_related("buyer", "factory", "cycle").order_by("registered_at")[:SHOWN])


def _failed(request: Request) -> list[Any]:
    rows = cast(Any, Delivery.objects.visible_to(request.user)).to_deal_with()
    return list(rows.select_related("to").order_by("-statutory", "-told_at")[:SHOWN])
