"""Webhooks of a buyer: which there are, making one, what was posted, and posting it again."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.forms import carry_out, carry_out_button
from accounts.models import Organisation, Role
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories.actions import webhooks as actions
from factories.forms.notices import WebhookForm
from factories.models import Delivery, Webhook


@login_required
def webhooks(request: Request) -> HttpResponse:
    """Of the person's own organisation."""
    organisation = _own(request)
    rows: Any = Webhook.objects.visible_to(request.user)
    found = rows.select_related("created_by").order_by("status", "-created_at")
    return render(request, "webhooks/webhooks.html", {"organisation": organisation, "rows": found})


@login_required
@never_cache
def webhook_new(request: Request) -> HttpResponse:
    """The answer to the form shows the secret, once."""
    organisation = _own(request)
    form = WebhookForm(request.POST or None)
    given = {"pk": _form_id(request), "organisation": organisation, "by": request.user, "at": request.at}
    secret = carry_out(form, actions.register_webhook, **given) if form.is_bound else None
    context = {"form": form, "organisation": organisation, "secret": secret}
    status = 422 if form.is_bound and not secret else 200
    return render(request, "webhooks/webhook_new.html", context, status=status)


@login_required
def webhook(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(Webhook, request.user, pk=pk)
    rows = Delivery.objects.visible_to(request.user).filter(webhook=found).order_by("-told_at", "pk")
    page = page_of(rows, request.GET.get("page"))
    return render(request, "webhooks/webhook.html", {"webhook": found, "page": page})


@login_required
@require_POST
@never_cache
def webhook_secret(request: Request, pk: UUID) -> HttpResponse:
    """A new secret, shown once in the answer."""
    found = fetch(Webhook, request.user, pk=pk)
    secret = actions.renew_secret(webhook=found, by=request.user, at=request.at)
    context = {"organisation": found.organisation, "secret": secret}
    return render(request, "webhooks/webhook_new.html", context)


@login_required
@require_POST
def webhook_switch(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(Webhook, request.user, pk=pk)
    if found.status == Webhook.Status.ON:
        said = _("The webhook is switched off. Nothing is posted any more.")
        return carry_out_button(request, actions.switch_off, said, "webhook", pk, webhook=found)
    said = _("The webhook works again. What failed meanwhile can be posted again.")
    return carry_out_button(request, actions.switch_on, said, "webhook", pk, webhook=found)


@login_required
@require_POST
def webhook_test(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(Webhook, request.user, pk=pk)
    said = _("A test is posted within a minute. Load this page again to see the answer.")
    return carry_out_button(request, actions.send_test, said, "webhook", pk, webhook=found)


@login_required
@require_POST
def webhook_replay(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(Delivery, request.user, pk=pk, channel=Delivery.Channel.WEBHOOK)
    if found.webhook_id is None or not request.user.is_(Role.BUYER_USER):
        raise Http404
    said = _("It is posted again within a minute, with the same id.")
    return carry_out_button(request, actions.replay, said, "webhook", found.webhook_id, delivery=found)


def _own(request: Request) -> Organisation:
    held = [each.organisation for each in request.user.roles if each.role == Role.BUYER_USER]
    if not held:
        raise Http404
    return held[0]


def _form_id(request: Request) -> UUID:
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return uuid4()
