"""Keys of organisations to the API: who asks with one, how far it reaches, how often.

A key looks like `bwk_…`; behind it stands a person of its own (`User.is_machine`) with one
membership, so that row security treats it like anybody of that organisation. All times here are real.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request as ApiRequest
from rest_framework.throttling import SimpleRateThrottle

from accounts import clock, rowsecurity
from accounts.models import ApiToken, User

PREFIX = "bwk_"
READ, WRITE = "read", "write"
SEEN_EVERY = timedelta(minutes=10)  # how often the last use is written down
READING = {"GET", "HEAD", "OPTIONS"}


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer bwk_…`; tells row security who asks."""

    def authenticate(self, request: ApiRequest) -> tuple[User, ApiToken] | None:
        scheme, _space, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = clock.real()
        found = ApiToken.objects.standing(now).filter(digest=digest(key)).select_related("user").first()
        if found is None or not found.user.is_active:
            raise AuthenticationFailed(_("This key is not valid, or no longer."))
        _remember(found, now)
        asked: Any = request._request
        asked.user = found.user
        rowsecurity.identify(found.user, asked.at)
        return found.user, found

    def authenticate_header(self, request: ApiRequest) -> str:
        return "Bearer"


def _remember(token: ApiToken, now: datetime) -> None:
    """Keeps the last use, at most every ten minutes: a read should not cost a write each time."""
    if token.last_used_at is None or now - token.last_used_at > SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


class WithinScope(BasePermission):
    """A key reads with the scope `read` and does verbs with `write`; people are not limited.

    What a person alone may do (signing, inviting) a view names in `by_people`.
    """

    def has_permission(self, request: ApiRequest, view: Any) -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        if getattr(view, "action", None) in getattr(view, "by_people", ()):
            self.message = _("A person does this, not a key.")
            return False
        self.message = _("This key may not do this: it lacks the scope.")
        return (READ if request.method in READING else WRITE) in request.auth.scopes


class KeyThrottle(SimpleRateThrottle):
    """So many requests a minute for each key; people at their browsers are not counted."""

    scope = "key"

    def get_cache_key(self, request: ApiRequest, view: Any) -> str | None:
        return f"throttle:key:{request.auth.pk}" if isinstance(request.auth, ApiToken) else None


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description names the keys."""

    target_class = TokenAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
