"""How these pages answer: who is asked for, where one is led, what is said when it is refused."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.requests import Request


def back_or(request: Request, address: str) -> HttpResponseRedirect:
    """To where the form was opened, if that is one of our own addresses; else to `address`."""
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if back.startswith("/") and ours else address)
