"""How django-allauth is bound to this house: no self-registration, TOTP secrets encrypted."""

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from accounts import clock
from accounts.vault import vault


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation only."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """A password typed in this session a moment ago is not asked for again."""
        records = get_authentication_records(self.request, self.request.user)
        just_now = clock.real().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > just_now for record in records)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return vault("totp").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault("totp").decrypt(encrypted_text.encode()).decode()
