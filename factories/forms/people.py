"""Inviting somebody into an organisation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Role


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The link to choose a password goes there, to nobody else."),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("What the browser asks for")), *settings.LANGUAGES],
        required=False,
    )
    experienced = forms.BooleanField(
        label=_("Experienced assessor"),
        required=False,
        help_text=_("May go along with a new assessor. Leave it out for other roles."),
    )

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["role"].initial = choices[0][0]
        if Role.ASSESSOR not in roles:
            del self.fields["experienced"]
