"""The door of the mail server: reports of mails that came back."""

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts import clock
from accounts.requests import Request
from factories.delivery import signing
from factories.delivery.bounces import LARGEST_REPORT, keep


@csrf_exempt
@require_POST
def bounces(request: HttpRequest) -> HttpResponse:
    """Takes one report (`message/rfc822`), signed with the secret that the mail server shares.

    Without the signature there is nothing here. What is no report of a failure is taken and left
    alone, so that the mail server keeps nothing back.
    """
    if request.content_type != "message/rfc822":
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LARGEST_REPORT:
        return HttpResponse("The report is larger than 1 MB. Send its heads alone.\n", status=413)
    if not _is_the_mail_server(request):
        raise Http404
    known = keep(request.body, cast(Request, request).at)
    return HttpResponse(
        "Noted.\n" if known else "No report of one of our mails.\n", content_type="text/plain"
    )


def _is_the_mail_server(request: HttpRequest) -> bool:
    header = request.headers.get(signing.HEADER, "")
    return signing.is_signed(header, settings.BOUNCE_SECRET, request.body, clock.real())
