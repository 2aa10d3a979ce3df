"""A button without a form: does it and says so, or says why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from accounts.errors import Refused
from accounts.requests import Request


def carry_out_button(
    request: Request, action: Callable[..., Any], done: str, to: str, *where: object, **given: Any
) -> HttpResponseRedirect:
    """`to` is the name of the address one is led to, `where` what it takes."""
    try:
        action(by=request.user, at=request.at, **given)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(to, *where)
