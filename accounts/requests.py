"""What a view receives: a signed-in person and one domain moment for the whole request."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from accounts.models import User


class Request(HttpRequest):
    user: User
    at: datetime  # domain time, read once by the middleware


LOOK_AGAIN_S = 4


def looked_at_again(response: HttpResponse) -> HttpResponse:
    """For a page on which the worker is still busy: the browser asks for it anew, with or without scripts."""
    response.headers["Refresh"] = str(LOOK_AGAIN_S)
    return response
