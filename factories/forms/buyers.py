"""Claims, the access form, registrations."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BuyerForm(forms.Form):
    name = forms.CharField(label=_("Name of the buyer"), max_length=200)


class ClaimForm(forms.Form):
    code = forms.CharField(
        label=_("Factory's code"), max_length=12, help_text=_("As on its papers, such as KH-0417.")
    )
    name = forms.CharField(
        label=_("Factory's name"),
        max_length=200,
        help_text=_("As you know it. The factory must recognise itself."),
    )


class ConfirmForm(forms.Form):
    pass


class VouchForm(forms.Form):
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_(
            "You confirm for the factory: say on which evidence, such as a purchase order of March 2026."
        ),
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )


class MatchForm(forms.Form):
    code = forms.CharField(label=_("Code of the factory that is meant"), max_length=12)
