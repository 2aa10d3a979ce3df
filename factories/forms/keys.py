"""Making a key to the API."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.tokens import READ, WRITE

SCOPES = [(READ, _("Read what you may read")), (WRITE, _("Do what you may do, except signing and inviting"))]


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("The program that gets it, such as “Sourcing system”. The trail names it."),
    )
    role = forms.ChoiceField(label=_("It acts as"), widget=forms.RadioSelect)
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=SCOPES, initial=[READ], widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=366, initial=90)

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["role"].initial = roles[0].value
