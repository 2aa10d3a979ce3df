"""The words of account mails that exist in the mail alone: links with a token, and role names."""

from collections.abc import Mapping

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.models import Membership, Role
from factories.models import Message


def belongs_somewhere(message: Message) -> bool:
    """An account mail goes to whoever still belongs to an organisation."""
    return Membership.objects.current().filter(user=message.to_id).exists()


def password_link(message: Message) -> Mapping[str, object]:
    """The link by which the person chooses a password; it works once, and for a week."""
    if message.kind == "invitation" and message.to.has_usable_password():
        return {}
    token = default_token_generator.make_token(message.to)
    given = {"uidb36": user_pk_to_url_str(message.to), "key": token}
    link = settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=given)
    return {"link": link}


def role_in_words(message: Message) -> Mapping[str, object]:
    role = message.facts.get("role", "")
    return {"role_name": Role(role).label if role else ""}
