"""Mails of sign-in go through the outbox like all others: no network inside a request."""

from typing import Any
from uuid import uuid4

from accounts import adapters
from accounts.models import User
from accounts.requests import Request
from factories.outbox import enqueue


class AccountAdapter(adapters.AccountAdapter):
    request: Request

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Only the wish is kept; the link is made when the mail is written."""
        enqueue(key=f"password_link:{user.pk}:{uuid4()}", kind="password_link", to=user, at=self.request.at)
