"""How a page's form and an action meet: the action decides, the form shows its sentence."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from accounts.errors import Invalid, Refused
from accounts.requests import Request

R = TypeVar("R")


def carry_out(form: Form, action: Callable[..., R], **given: Any) -> R | None:
    """Runs the action if the form is valid; a refusal becomes the form's error and None.

        done = form.is_bound and carry_out(form, log_visit, by=request.user, at=request.at, ...)

    The action's own transaction has been undone by then, so nothing half-written stays.
    """
    if not form.is_valid():
        return None
    try:
        return action(**given, **form.cleaned_data)
    except Refused as refused:
        field = refused.field if isinstance(refused, Invalid) and refused.field in form.fields else None
        form.add_error(field, str(refused))
        return None


def carry_out_button(
    request: Request, action: Callable[..., Any], done: str, to: str, *where: object, **given: Any
) -> HttpResponseRedirect:
    """A button without a form: does it and says so, or says why not.

    `to` is where one is led: an address, or the name of one and `where` what it takes.
    """
    try:
        action(by=request.user, at=request.at, **given)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(to, *where)
