"""A buyer at one of its factories: what it asked, raised and sent. The address is the buyer's own claim,
because it may ask while the factory has not confirmed it yet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import carry_out
from accounts.models import Role
from accounts.requests import Request
from advisory import actions
from advisory.buyers import activity, joining, wishes
from advisory.doors import one
from advisory.forms.joining import AskForm
from advisory.models import BuyerPriority, CorrectivePlan, VisitRequest
from factories import page
from factories.conditions import all_met
from factories.export import csv_bytes, download
from factories.models import BuyerLink

SHOWN = 20
ON_A_PAGE = 50


def own_link(request: Request, pk: UUID) -> BuyerLink:
    """A claim of the person's own buyer; for everybody else there is nothing here."""
    rows = BuyerLink.objects.visible_to(request.user).select_related("buyer", "factory__programme")
    found: BuyerLink = one(rows, pk=pk)
    if not joining.is_buyers(request.user, found.buyer):
        raise Http404
    return found


@login_required
def factory_supplier(request: Request, pk: UUID) -> HttpResponse:
    """The tab of a factory's page leads to the buyer's own claim."""
    frame = page.enter(request, pk, "supplier")
    rows: Any = BuyerLink.objects.visible_to(request.user).filter(factory=frame.factory.pk)
    link = rows.standing().select_related("buyer").first()
    if link is None or not request.user.is_(Role.BUYER_USER):
        raise Http404
    return redirect("supplier", link.pk)


@login_required
def supplier(request: Request, pk: UUID) -> HttpResponse:
    link = own_link(request, pk)
    known = joining.conditions_known(link, request.user)
    rows = VisitRequest.objects.visible_to(request.user).filter(link=link).select_related("link__buyer")
    requests = list(rows[:SHOWN])
    standings = joining.standings(requests, request.user)
    has_all = all_met(known)
    given = {
        "link": link,
        "rules": known,
        "has_all": has_all,
        "plans": _plans(request, link),
        "priorities": _priorities(request, link, has_all),
        "requests": [(each, standings[each.pk]) for each in requests],
    }
    return render(request, "suppliers/supplier.html", given)


def _priorities(request: Request, link: BuyerLink, has_all: bool) -> list[Any]:
    """The buyer's own, each with the plan item that it became; without that while a condition is missing."""
    if not link.confirmed_at:
        return []
    rows = BuyerPriority.objects.visible_to(request.user).filter(factory=link.factory_id, buyer=link.buyer_id)
    found: list[BuyerPriority] = list(rows[:SHOWN])
    became = wishes.items_of([each.pk for each in found]) if has_all else {}
    return [(each, became.get(each.pk, [])) for each in found]


def _plans(request: Request, link: BuyerLink) -> Any:
    if not link.confirmed_at:
        return []
    rows = CorrectivePlan.objects.visible_to(request.user).filter(
        factory=link.factory_id, buyer=link.buyer_id
    )
    return rows.exclude(status=CorrectivePlan.Status.WITHDRAWN).defer("lines")[:SHOWN]


@login_required
def ask_to_join(request: Request, pk: UUID) -> HttpResponse:
    link = own_link(request, pk)
    form = AskForm(request.POST or None)
    asked = carry_out(form, actions.ask_to_join, link=link, by=request.user, at=request.at)
    if asked:
        messages.success(request, _("Your request is on its way."))
        return redirect("visit_request", asked.pk)
    given = {
        "link": link,
        "form": form,
        "rules": joining.conditions_known(link, request.user),
        "cancel": reverse("supplier", args=[pk]),
    }
    return render(request, "suppliers/ask.html", given, status=422 if form.is_bound else 200)


# -- What the buyer did here ---------------------------------------------------------------


@login_required
def supplier_log(request: Request, pk: UUID) -> HttpResponse:
    link = own_link(request, pk)
    acts = Paginator(activity.log_of(link, request.user), ON_A_PAGE)
    given = {"link": link, "page": acts.get_page(request.GET.get("page"))}
    return render(request, "suppliers/log.html", given)


@login_required
def supplier_log_csv(request: Request, pk: UUID) -> HttpResponse:
    acts = activity.log_of(own_link(request, pk), request.user)
    content = csv_bytes(activity.HEADER, map(activity.as_cells, acts))
    return download(content, f"activity-{request.at:%Y-%m-%d}.csv")
