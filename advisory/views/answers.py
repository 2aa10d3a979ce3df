"""How these pages answer: who is asked for, where one is led, what is said when it is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.errors import Refused
from accounts.requests import Request


def back_or(request: Request, address: str) -> HttpResponseRedirect:
    """To where the form was opened, if that is one of our own addresses; else to `address`."""
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if back.startswith("/") and ours else address)


def carry_out_button(
    request: Request, action: Callable[..., Any], done: str, to: str, **given: Any
) -> HttpResponseRedirect:
    """A button without a form: does it and says so, or says why not."""
    try:
        action(by=request.user, at=request.at, **given)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(to)
