"""The public page that confirms a report's code: no sign-in, and as little as protects."""

from time import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from reporting.forms import CodeForm
from reporting.freezing import tidy_code
from reporting.models import ReleasedCode

TRIES = 30  # codes an address may ask for in five minutes; a code is 60 bits long
WINDOW_S = 300


@never_cache
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Kind, country, day and version of the report with that code, and whether it still stands."""
    typed = request.GET.get("code", "").strip()
    if typed and not code and (tidied := tidy_code(typed)):
        return redirect("verify_code", tidied)
    asked = code or typed
    if not asked:
        return render(request, "reporting/verify.html", {"form": CodeForm()})
    if not _within_limit(request):
        return render(request, "429.html", status=429)
    tidied = tidy_code(asked)
    found = ReleasedCode.confirmed(tidied) if tidied else None
    context = {"form": CodeForm(initial={"code": asked}), "asked": tidied or asked, "found": found}
    return render(request, "reporting/verify.html", context, status=200 if found else 404)


def _within_limit(request: HttpRequest) -> bool:
    """Counted by address in real time; beyond it one waits for the next window."""
    address = get_adapter().get_client_ip(request)
    key = f"verify:{address}:{int(time()) // WINDOW_S}"
    cache.add(key, 0, WINDOW_S)
    return cache.incr(key) <= TRIES
