"""What one was told: the person's own inbox, and how one wants to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out
from accounts.models import Role
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories import outbox
from factories.actions.wishes import wish
from factories.delivery.inbox import mark_read
from factories.forms.notices import InboxFilter, WishesForm
from factories.models import Delivery, Wishes


@dataclass(frozen=True)
class Told:
    """A message in words, as it stood in the mail but without links that carry a token."""

    delivery: Delivery
    subject: str
    text: str
    mail: Delivery | None  # how the same went to one's address


@login_required
def notices(request: Request) -> HttpResponse:
    inbox = cast(Any, Delivery.objects.visible_to(request.user)).inbox_of(request.user)
    shown = InboxFilter(request.GET, inbox=inbox)
    rows = shown.kept(inbox).select_related("message__to", "message__factory")
    page = page_of(rows, request.GET.get("page"))
    context = {
        "page": page,
        "told": _told(request, list(page)),
        "filter": shown,
        "unread": any(each.read_at is None for each in page),
        "has_webhooks": request.user.is_(Role.BUYER_USER),
    }
    return render(request, "notices/notices.html", context)


def _told(request: Request, rows: Sequence[Delivery]) -> list[Told]:
    wrong: Any = Delivery.objects.visible_to(request.user).filter(
        to=request.user, channel=Delivery.Channel.MAIL, message__in=[each.message_id for each in rows]
    )
    mails = {each.message_id: each for each in wrong.filter(status__in=Delivery.WRONG)}
    return [Told(each, *_words(each), mails.get(each.message_id)) for each in rows]


def _words(delivery: Delivery) -> tuple[str, str]:
    """In the page's language. A kind whose words are gone, from an older release, must not close the inbox."""
    try:
        return outbox.words(delivery.message, language=get_language() or "")
    except TemplateDoesNotExist:
        return _("Message"), ""


@login_required
@require_POST
def notices_read(request: Request) -> HttpResponse:
    mark_read(by=request.user, at=request.at)
    return redirect("notices")


@login_required
@require_POST
def notice_read(request: Request, pk: UUID) -> HttpResponse:
    found = fetch(Delivery, request.user, pk=pk, to=request.user, channel=Delivery.Channel.INBOX)
    mark_read(by=request.user, at=request.at, pk=found.pk)
    kept = request.POST.get("kept", "")
    return redirect(f"{reverse('notices')}?{kept}" if kept else "notices")


@login_required
def wishes(request: Request) -> HttpResponse:
    now: Any = Wishes.objects.visible_to(request.user).first()
    form = WishesForm(request.POST or None, wishes=now)
    done = carry_out(form, wish, by=request.user, at=request.at) if form.is_bound else None
    if done:
        return redirect("notices")
    status = 422 if form.is_bound else 200
    return render(request, "notices/wishes.html", {"form": form}, status=status)
