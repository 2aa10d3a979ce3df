"""Approving a draft that may be one's own (WHO-15)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApproveForm(forms.Form):
    alone_because = forms.CharField(
        label=_("Why you approve your own draft"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Only where nobody else can. Head office reads it."),
    )
