"""What happens around every request, outermost first: language, person, second factor, refused forms."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from accounts import clock, rowsecurity
from accounts.models import User
from accounts.requests import Request

Handler = Callable[[HttpRequest], HttpResponse]

WITHOUT_A_PERSON = ("/static/", "/health")
WITHOUT_A_SECOND_FACTOR = ("/accounts/", "/static/", "/health", "/language")


def language(get_response: Handler) -> Handler:
    """The person's own language; for others the one the browser asks for."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = _chosen_language(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return handle


def _chosen_language(request: HttpRequest) -> str:
    """The cookie of this browser; else what the person chose elsewhere; else what the browser asks."""
    known = dict(settings.LANGUAGES)
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in known:
        return cookie
    if isinstance(request.user, User) and request.user.language in known:
        return request.user.language
    return translation.get_language_from_request(request)


def second_factor(get_response: Handler) -> Handler:
    """Programme staff sign in with a second factor; made-up people of a demo need none."""

    def handle(request: HttpRequest) -> HttpResponse:
        if _lacks_second_factor(request):
            return redirect(reverse("mfa_activate_totp"))
        return get_response(request)

    return handle


def _lacks_second_factor(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User) or request.path.startswith(WITHOUT_A_SECOND_FACTOR):
        return False
    if user.is_demo and settings.DEMO:
        return False
    methods = request.session.get("account_authentication_methods", [])
    if any(method.get("method") == "mfa" for method in methods):
        return False
    return user.is_programme_staff


def refused_forms(get_response: Handler) -> Handler:
    """django-allauth answers 200 to a form that it refuses; all other forms here answer 422."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 200 and request.method == "POST" and _holds_refused_form(response):
            response.status_code = 422
        return response

    return handle


def _holds_refused_form(response: HttpResponse) -> bool:
    shown = getattr(response, "context_data", None) or {}
    return any(isinstance(each, BaseForm) and each.is_bound and each.errors for each in shown.values())


def person(get_response: Handler) -> Handler:
    """One transaction a request, in which the database knows who asks and when.

    Nothing of a failed request stays: Django has swallowed the exception by the time the
    response arrives here, so a status of 500 or above rolls back.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WITHOUT_A_PERSON):
            return get_response(request)
        with transaction.atomic():
            asked = cast(Request, request)
            asked.at = clock.now()
            rowsecurity.identify(asked.user if asked.user.is_authenticated else None, asked.at)
            response = _once(asked, get_response)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return handle


def _once(request: Request, get_response: Handler) -> HttpResponse:
    """A form sent twice is saved once: the second sending is led where the first one went."""
    form_id = _form_id(request)
    if form_id is None:
        return get_response(request)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_sent (form_id, user_id, location, recorded_at)"
            " VALUES (%s, %s, '', clock_timestamp()) ON CONFLICT DO NOTHING",
            [form_id, request.user.pk],
        )
        first = cursor.rowcount == 1
        if not first:
            cursor.execute(
                "SELECT location FROM accounts_sent WHERE form_id = %s AND user_id = %s",
                [form_id, request.user.pk],
            )
            found = cursor.fetchone()
            return HttpResponseRedirect(found[0] if found and found[0] else request.path)
    response = get_response(request)
    with connection.cursor() as cursor:
        if 300 <= response.status_code < 400:
            cursor.execute(
                "UPDATE accounts_sent SET location = %s WHERE form_id = %s",
                [response.headers["Location"], form_id],
            )
        else:  # refused with a sentence: the person corrects the form and sends it again
            cursor.execute("DELETE FROM accounts_sent WHERE form_id = %s", [form_id])
    return response


def _form_id(request: Request) -> UUID | None:
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return None
