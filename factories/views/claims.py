"""A buyer's claims, as the buyer sees them, and the answers of factory and staff."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Invalid
from accounts.forms import carry_out, carry_out_button
from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories import actions
from factories.entitlement import claims_of
from factories.forms.buyers import ClaimForm, ConfirmForm, MatchForm, VouchForm
from factories.forms.registration import ReasonForm
from factories.models import Buyer, BuyerLink, Factory


def own_buyer(request: Request) -> Buyer:
    """The buyer that the person works for; for others there is nothing here."""
    held = [each.organisation_id for each in request.user.roles if each.role == Role.BUYER_USER]
    if not held:
        raise Http404
    return fetch(Buyer, request.user, organisation__in=held)


@login_required
def claims(request: Request) -> HttpResponse:
    buyer = own_buyer(request)
    mine = BuyerLink.objects.visible_to(request.user).filter(buyer=buyer)
    shown = mine.exclude(ended_reason="withdrawn").exclude(confirmed_at__isnull=False, ended_at__isnull=False)
    page = page_of(shown.order_by("-claimed_at", "pk"), request.GET.get("page"))
    context = {"buyer": buyer, "page": page, "claims": claims_of(page.object_list, request.user, request.at)}
    return render(request, "buyers/claims.html", context)


@login_required
def claim_new(request: Request) -> HttpResponse:
    buyer = own_buyer(request)
    form = ClaimForm(request.POST or None)
    given = {"buyer": buyer, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.claim_factory, **given) is not None:
        messages.success(request, _("Your claim is on its way. You see here when the factory confirms."))
        return redirect("claims")
    return render(request, "buyers/claim_new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def claim_withdraw(request: Request, pk: UUID) -> HttpResponse:
    own_buyer(request)
    link = fetch(BuyerLink, request.user, pk=pk)
    return carry_out_button(
        request, actions.withdraw_claim, _("The claim is withdrawn."), "claims", link=link
    )


@login_required
def claim_answer(request: Request, pk: UUID) -> HttpResponse:
    """The factory manager, or staff with evidence, confirm or decline."""
    link = _answerable(request, pk)
    by_factory = request.user.is_(Role.FACTORY_MANAGER)
    declining = request.POST.get("answer") == "decline"
    bound = request.POST or None
    yes = (ConfirmForm if by_factory else VouchForm)(None if declining else bound)
    no = ReasonForm(bound if declining else None)
    given = {"link": link, "by": request.user, "at": request.at}
    form, action = (no, actions.decline_claim) if declining else (yes, actions.confirm_claim)
    if form.is_bound and carry_out(form, action, **given) is not None:
        messages.success(request, _("Declined.") if declining else _("Confirmed."))
        return redirect("factory_access", pk=link.factory_id)
    context = {"link": link, "yes": yes, "no": no, "by_factory": by_factory}
    return render(request, "buyers/claim_answer.html", context, status=422 if form.is_bound else 200)


def _answerable(request: Request, pk: UUID) -> BuyerLink:
    """An open claim on a factory that the person may answer for."""
    if not request.user.is_(Role.FACTORY_MANAGER, Role.ADMINISTRATOR, Role.TEAM_LEADER, Role.COUNTRY_MANAGER):
        raise Http404
    rows = BuyerLink.objects.visible_to(request.user).select_related("buyer", "factory")
    link: BuyerLink | None = rows.filter(
        pk=pk, factory__isnull=False, confirmed_at=None, ended_at=None
    ).first()
    if link is None:
        raise Http404
    return link


@login_required
def relationship_end(request: Request, pk: UUID) -> HttpResponse:
    link = fetch(BuyerLink, request.user, pk=pk, confirmed_at__isnull=False, ended_at=None)
    form = ReasonForm(request.POST or None)
    back = "claims" if request.user.is_(Role.BUYER_USER) else "factory_access"
    given = {"link": link, "by": request.user, "at": request.at}
    if form.is_bound and carry_out(form, actions.end_relationship, **given) is not None:
        messages.success(request, _("The relationship is ended. Its reports are closed."))
        return redirect(back) if back == "claims" else redirect(back, pk=link.factory_id)
    context = {"form": form, "link": link}
    return render(request, "buyers/relationship_end.html", context, status=422 if form.is_bound else 200)


# -- Claims that the worker could not place ----------------------------------------------


@login_required
def claims_unplaced(request: Request) -> HttpResponse:
    rows = _unplaced(request).order_by("claimed_at")
    context = {"page": page_of(rows, request.GET.get("page")), "form": MatchForm()}
    return render(request, "buyers/claims_unplaced.html", context)


def _unplaced(request: Request) -> Any:
    if not request.user.is_(Role.ADMINISTRATOR):
        raise Http404
    rows = BuyerLink.objects.visible_to(request.user).select_related("buyer")
    return rows.filter(factory=None, ended_at=None, looked_up_at__isnull=False)


@login_required
@require_POST
def claim_place(request: Request, pk: UUID) -> HttpResponse:
    link = _unplaced(request).filter(pk=pk).first()
    if link is None:
        raise Http404
    said = _("The factory's manager is asked.")

    def place(by: Any, at: Any) -> Any:
        code = request.POST.get("code", "").strip().upper()
        factory = Factory.objects.visible_to(by).filter(code=code).first()
        if factory is None:
            raise Invalid(_("You see no factory of this code."))
        return actions.match_claim(link=link, factory=factory, by=by, at=at)

    return carry_out_button(request, place, said, "claims_unplaced")
