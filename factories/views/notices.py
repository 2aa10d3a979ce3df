"""What one was told: the person's own messages, and for staff those that could not be sent."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import carry_out_button
from accounts.models import PLANNERS, Role
from accounts.paging import page_of
from accounts.requests import Request
from accounts.visibility import fetch
from factories import outbox
from factories.models import Message


@dataclass(frozen=True)
class Told:
    """A message in words, as it stood in the mail but without links that carry a token."""

    message: Message
    subject: str
    text: str


@login_required
def notices(request: Request) -> HttpResponse:
    mine = Message.objects.visible_to(request.user).filter(to=request.user)
    rows = mine.select_related("to", "factory").order_by("-queued_at", "pk")
    page = page_of(rows, request.GET.get("page"))
    told = [_told(message) for message in page]
    unread = any(message.read_at is None for message in page)
    return render(request, "notices/notices.html", {"page": page, "told": told, "unread": unread})


def _told(message: Message) -> Told:
    """A kind whose words are gone, from an older release, must not close the inbox."""
    try:
        return Told(message, *outbox.words(message))
    except TemplateDoesNotExist:
        return Told(message, _("Message"), "")


@login_required
@require_POST
def notices_read(request: Request) -> HttpResponse:
    outbox.mark_read(by=request.user, at=request.at)
    return redirect("notices")


@login_required
@require_POST
def notice_read(request: Request, pk: UUID) -> HttpResponse:
    outbox.mark_read(by=request.user, at=request.at, pk=fetch(Message, request.user, pk=pk).pk)
    return redirect("notices")


@login_required
def messages(request: Request) -> HttpResponse:
    """Messages that failed for good, with the error and a button that starts them anew."""
    if not request.user.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE, *PLANNERS):
        raise Http404
    failed = Message.objects.visible_to(request.user).filter(status=Message.Status.FAILED)
    rows = failed.select_related("to", "factory").order_by("-queued_at", "pk")
    return render(request, "notices/messages.html", {"page": page_of(rows, request.GET.get("page"))})


@login_required
@require_POST
def message_again(request: Request, pk: UUID) -> HttpResponse:
    if not request.user.is_(Role.ADMINISTRATOR, Role.HEAD_OFFICE, *PLANNERS):
        raise Http404
    found = fetch(Message, request.user, pk=pk, status=Message.Status.FAILED)
    said = _("The message is tried again within a minute.")
    return carry_out_button(request, outbox.send_again, said, "messages", found=found)
