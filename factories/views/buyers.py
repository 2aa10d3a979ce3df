"""Buyers for staff; access forms and registrations on a factory's page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories import actions, page
from factories.forms.buyers import BuyerForm
from factories.forms.registration import ReasonForm, SignForm
from factories.models import AccessForm, Buyer, BuyerLink, Cycle, PaidRegistration

MAY_CREATE = (Role.ADMINISTRATOR, Role.HEAD_OFFICE)


@login_required
def buyers(request: Request) -> HttpResponse:
    if not request.user.is_programme_staff:
        raise Http404
    found = Buyer.objects.visible_to(request.user).select_related("organisation")
    if words := request.GET.get("q", "").strip():
        found = found.filter(name__icontains=words)
    context = {
        "page": page_of(found.order_by("name", "pk"), request.GET.get("page")),
        "may_create": request.user.is_(*MAY_CREATE),
        "may_place": request.user.is_(Role.ADMINISTRATOR),
    }
    return render(request, "buyers/buyers.html", context)


@login_required
def buyer_new(request: Request) -> HttpResponse:
    if not request.user.is_(*MAY_CREATE):
        raise Http404
    form = BuyerForm(request.POST or None)
    if form.is_bound and (made := carry_out(form, actions.create_buyer, by=request.user, at=request.at)):
        messages.success(request, _("%(name)s is created. Invite its people.") % {"name": made.name})
        return redirect("organisation_people", pk=made.organisation_id)
    return render(request, "buyers/buyer_new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def buyer(request: Request, pk: UUID) -> HttpResponse:
    """One buyer, for staff: the factories it has to do with, as far as they may be seen."""
    if not request.user.is_programme_staff:
        raise Http404
    found = fetch(Buyer, request.user, pk=pk)
    links = BuyerLink.objects.visible_to(request.user).filter(buyer=found, ended_at=None)
    placed = links.filter(factory__isnull=False).select_related("factory__programme")
    context = {"buyer": found, "page": page_of(placed.order_by("factory__name"), request.GET.get("page"))}
    return render(request, "buyers/buyer.html", context)


# -- The third-party access form ---------------------------------------------------------


@login_required
def access_form_sign(request: Request, pk: UUID, buyer_pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "access")
    if not frame.may(Role.FACTORY_MANAGER):
        raise Http404
    found = fetch(Buyer, request.user, pk=buyer_pk)
    form = SignForm(request.POST or None)
    given = {"factory": frame.factory, "buyer": found, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.sign_access_form, **given) is not None:
        messages.success(request, _("The form for %(buyer)s is signed.") % {"buyer": found.name})
        return redirect("factory_access", pk=pk)
    context = {"form": form, "factory": frame.factory, "buyer": found}
    return render(request, "buyers/access_form_sign.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def access_form_revoke(request: Request, pk: UUID) -> HttpResponse:
    form = fetch(AccessForm, request.user, pk=pk)
    said = _("The form is revoked. The buyer reads nothing of your factory from now on.")
    if not request.user.is_(Role.FACTORY_MANAGER):
        raise Http404
    to = form.factory_id
    return carry_out_button(request, actions.revoke_access_form, said, "factory_access", to, form=form)


# -- Registration and payment ------------------------------------------------------------


@login_required
@require_POST
def buyer_register(request: Request, pk: UUID, buyer_pk: UUID) -> HttpResponse:
    frame = _administers(request, pk)
    cycle = fetch(Cycle, request.user, factory=frame.factory, closed_at=None)
    found = fetch(Buyer, request.user, pk=buyer_pk)
    given: dict[str, Any] = {"buyer": found, "cycle": cycle, "paid": request.POST.get("paid") == "1"}
    return carry_out_button(request, actions.register_buyer, _("Recorded."), "factory_access", pk, **given)


@login_required
@require_POST
def payment_record(request: Request, pk: UUID) -> HttpResponse:
    registration = fetch(PaidRegistration, request.user, pk=pk)
    _administers(request, registration.factory_id)
    to = registration.factory_id
    said = _("The payment is recorded. The reports of this cycle are open.")
    return carry_out_button(
        request, actions.record_payment, said, "factory_access", to, registration=registration
    )


@login_required
def registration_end(request: Request, pk: UUID) -> HttpResponse:
    registration = fetch(PaidRegistration, request.user, pk=pk, ended_at=None)
    frame = _administers(request, registration.factory_id)
    form = ReasonForm(request.POST or None)
    given = {"registration": registration, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.end_registration, **given) is not None:
        messages.success(request, _("The registration is ended."))
        return redirect("factory_access", pk=registration.factory_id)
    context = {"form": form, "factory": frame.factory, "registration": registration}
    return render(request, "buyers/registration_end.html", context, status=422 if form.is_bound else 200)


def _administers(request: Request, factory: UUID) -> page.Frame:
    frame = page.enter(request, factory, "access")
    if not frame.may(Role.ADMINISTRATOR):
        raise Http404
    return frame
