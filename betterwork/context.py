"""What every page's shell knows: the person's places in the navigation and the demo's time."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest

from accounts.requests import Request


def shell(request: HttpRequest) -> dict[str, object]:
    asked = cast(Request, request)
    return {
        "demo": settings.DEMO,
        "at": getattr(asked, "at", None),
    }
