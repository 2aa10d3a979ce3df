"""The visit log: one page, big targets, two minutes on a phone (ADV-1)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.requests import Request
from advisory import actions
from advisory.access import advises, local_today
from advisory.caseload import advised_by
from advisory.doors import factory_inside, one
from advisory.forms.visits import LogForm
from advisory.models import Duty, PlanItem, Visit
from advisory.planlist import is_overdue
from factories.models import Factory
from factories.models.agreement import with_agreement

ITEMS_IN_SIGHT = 6  # the rest stands behind “Other items”


@login_required
def choose(request: Request) -> HttpResponse:
    """Which of the own factories was visited? Planned visits of these days stand first."""
    factories = advised_by(request.user)
    planned: Any = Visit.objects.visible_to(request.user)
    rows = planned.planned().filter(factory__in=[factory.pk for factory in factories])
    given = {
        "factories": factories,
        "planned": rows.filter(on__lte=request.at.date()).select_related("factory__programme").order_by("on"),
    }
    return render(request, "visits/choose.html", given)


@login_required
def log_factory(request: Request, pk: UUID) -> HttpResponse:
    """A visit that was not planned here."""
    return _log(request, factory_inside(request.user, pk), None)


@login_required
def log_planned(request: Request, pk: UUID) -> HttpResponse:
    rows = Visit.objects.visible_to(request.user).select_related("factory__programme")
    found = one(rows, pk=pk)
    if found.status != Visit.Status.PLANNED and not request.POST:
        return redirect("visit", pk)
    return _log(request, found.factory, found)


def _log(request: Request, factory: Factory, visit: Visit | None) -> HttpResponse:
    if not advises(request.user, factory):
        raise Http404
    today = local_today(factory, request.at)
    rows: Any = PlanItem.objects.visible_to(request.user)
    items_open, partners = rows.open().filter(factory=factory), with_agreement(factory, today)
    form = LogForm(request.POST or None, items_open, today, visit, constituents=partners)
    given = {"factory": factory, "visit": visit, "by": request.user, "at": request.at}
    held = carry_out(form, actions.log_visit, **given)
    if held:
        messages.success(request, _said(held))
        return redirect("visit", held.pk)
    items = sorted(form.fields["discussed"].queryset, key=lambda item: _urgency(item, today))  # type: ignore[attr-defined]
    shown = {
        "factory": factory,
        "visit": visit,
        "form": form,
        "zone": factory.programme.zone,
        "items": _ticked(form, items[:ITEMS_IN_SIGHT]),
        "other_items": _ticked(form, items[ITEMS_IN_SIGHT:]),
        "after_strike": _strikes_to_follow(request, factory),
        "cancel": reverse("visit", args=[visit.pk]) if visit else reverse("log_visit"),
    }
    return render(request, "visits/log.html", shown, status=422 if form.is_bound else 200)


def _strikes_to_follow(request: Request, factory: Factory) -> bool:
    """Whether this visit is to ask for the cause of a strike and what came of it (NTF-2)."""
    rows: Any = Duty.objects.visible_to(request.user).filter(factory=factory, kind=Duty.Kind.FOLLOW_UP_VISIT)
    return bool(rows.open().exists())


def _said(held: Visit) -> str:
    if held.cycle.day_zero == held.on and held.cycle.number == 1:
        return _("The visit is logged. It is the first: the initial advisory began on this day.")
    return _("The visit is logged. The factory sees the notes written for it.")


def _urgency(item: PlanItem, today: Any) -> tuple[bool, bool, int]:
    """What waits for a check first, then what is overdue."""
    return (item.status != PlanItem.Status.DONE, not is_overdue(item, today), item.number)


def _ticked(form: LogForm, items: list[PlanItem]) -> list[tuple[PlanItem, bool, bool]]:
    """Each item with whether it is ticked as discussed, and as verified."""
    chosen = {str(key) for key in form["discussed"].value() or []}
    verified = {str(key) for key in form["verified"].value() or []}
    return [(item, str(item.pk) in chosen, str(item.pk) in verified) for item in items]
