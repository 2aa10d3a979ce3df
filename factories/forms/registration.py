"""Registration: facts, policy, opening meeting, advisor."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from factories.actions.advisors import advisors_of
from factories.models import Factory
from programmes.models import CountryProgramme


class FactsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    local_name = forms.CharField(label=_("Name in the country's script"), max_length=200, required=False)
    address = forms.CharField(label=_("Address"), required=False, widget=forms.Textarea({"rows": 3}))
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    region = forms.CharField(label=_("Region"), max_length=120, required=False)
    products = forms.CharField(label=_("Main products"), max_length=200, required=False)
    workers = forms.IntegerField(label=_("Workers"), min_value=0, max_value=500_000, required=False)
    women = forms.IntegerField(label=_("Of them women"), min_value=0, max_value=500_000, required=False)
    unions = forms.IntegerField(label=_("Registered unions"), min_value=0, max_value=200, required=False)
    os_id = forms.CharField(
        label=_("OS ID"), max_length=32, required=False, help_text=_("From Open Supply Hub, if it has one.")
    )


class RegisterForm(FactsForm):
    programme = forms.ModelChoiceField(
        CountryProgramme.objects.none(), label=_("Country programme"), empty_label=None
    )

    field_order = ["programme"]

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class SignForm(forms.Form):
    signed_name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        help_text=_("Typing your name signs the policy for the factory."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )


class OpeningMeetingForm(forms.Form):
    held_on = forms.DateField(label=_("Held on"))
    attended_by = forms.CharField(
        label=_("Who attended"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Functions are enough: factory manager, HR, union chair."),
    )
    policy_gone_through = forms.BooleanField(
        label=_("The anti-bribery policy was gone through"), required=False
    )


def deputy_field() -> "forms.ModelChoiceField[User]":
    return forms.ModelChoiceField(
        User.objects.none(),
        label=_("Deputy"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Whom clocks call after the advisor, and while the advisor is away."),
    )


class AdvisorForm(forms.Form):
    advisor = forms.ModelChoiceField(User.objects.none(), label=_("Enterprise Advisor"))
    deputy = deputy_field()

    def __init__(self, *args: Any, factory: Factory, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("advisor", "deputy"):
            self.fields[name].queryset = advisors_of(factory, at)  # type: ignore[attr-defined]


class DeputyForm(forms.Form):
    deputy = deputy_field()

    def __init__(self, *args: Any, factory: Factory, advisor: UUID, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = advisors_of(factory, at).exclude(pk=advisor)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))
