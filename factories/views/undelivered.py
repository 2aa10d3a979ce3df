"""The staff page of messages that did not arrive: why, and what is done about each."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories import outbox
from factories.actions.remedies import deal_with
from factories.forms.notices import RemedyForm
from factories.models import DEALERS, Delivery, Remedy

SHOWN = ("to", "factory", "organisation")


@login_required
def messages(request: Request) -> HttpResponse:
    """Failed, come back, or withheld though owed by statute; the statutory ones first."""
    rows = _open(request).select_related(*SHOWN).order_by("-statutory", "-told_at", "pk")
    page = page_of(rows, request.GET.get("page"))
    lines = [(each, outbox.family_of(each.kind).label) for each in page]
    return render(request, "notices/messages.html", {"page": page, "lines": lines})


@login_required
def undelivered(request: Request, pk: UUID) -> HttpResponse:
    _require_dealer(request)
    found = fetch(Delivery, request.user, pk=pk)
    open_ = _open(request).filter(pk=pk).select_related(*SHOWN).first()
    form = RemedyForm(request.POST or None, delivery=found) if open_ else None
    if form and form.is_bound:
        given = {"delivery": found, "by": request.user, "at": request.at}
        if made := carry_out(form, deal_with, **given):
            flashes.success(request, _said(made))
            return redirect("messages")
    context = {
        "delivery": open_ or found,
        "family": outbox.family_of(found.kind).label,
        "form": form,
        "done": _done(request, found),
        "beside": _beside(request, found),
    }
    return render(request, "notices/undelivered.html", context, status=422 if form and form.is_bound else 200)


@login_required
@require_POST
def message_again(request: Request, pk: UUID) -> HttpResponse:
    """The button of the list: the same message to the same address."""
    found = _open(request).filter(pk=pk).select_related("factory").first()
    if found is None:
        raise Http404
    said = _("The message is tried again within a minute.")
    return carry_out_button(request, deal_with, said, "messages", delivery=found, how=Remedy.How.AGAIN)


def _open(request: Request) -> Any:
    _require_dealer(request)
    return cast(Any, Delivery.objects.visible_to(request.user)).to_deal_with()


def _require_dealer(request: Request) -> None:
    if not request.user.is_(*DEALERS):
        raise Http404


def _said(made: Remedy) -> str:
    if made.how in {Remedy.How.AGAIN, Remedy.How.OTHER_ADDRESS}:
        return _("The message is tried again within a minute.")
    return _("It is noted. The message does not wait for anybody any more.")


def _done(request: Request, found: Delivery) -> Any:
    rows: Any = Remedy.objects.visible_to(request.user).filter(delivery__message=found.message_id)
    return rows.select_related("by").order_by("at")


def _beside(request: Request, found: Delivery) -> Any:
    """The same message by its other channels, as far as the person may know."""
    rows: Any = Delivery.objects.visible_to(request.user).filter(message=found.message_id)
    return rows.exclude(pk=found.pk).order_by("channel", "told_at")
