"""Forms of the logbook: short enough to be filled at a gate, on a phone."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import STAFF, User
from advisory.models import LogbookEntry
from factories.forms.fields import FactoryField, MomentField
from programmes.models import CountryProgramme


class EntryForm(forms.Form):
    programme = forms.ModelChoiceField(CountryProgramme.objects.none(), label=_("Country"), empty_label=None)
    way = forms.ChoiceField(label=_("What happened"), choices=LogbookEntry.Way, widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("What it was"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("Money, a gift, a meal, a lift, a favour; also a small one."),
    )
    by_whom = forms.CharField(label=_("By whom"), max_length=200)
    happened_at = MomentField(label=_("When"), help_text=_("Local time."))
    place = forms.CharField(label=_("Where"), max_length=200)
    refused_how = forms.CharField(
        label=_("How it was refused"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    factory = FactoryField(required=False)
    head_office_alone = forms.BooleanField(
        label=_("For head office alone"),
        required=False,
        help_text=_("Where the country manager may have part in it."),
    )

    def __init__(self, data: Any, *, user: User, at: datetime) -> None:
        programmes = CountryProgramme.objects.of_staff(user, *STAFF)
        self.only = programmes[0] if len(programmes) == 1 else None
        super().__init__(data, initial={"happened_at": at})
        self.fields["factory"].user = user  # type: ignore[attr-defined]
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if self.only is not None:
            self.fields["happened_at"].zone = self.only.tz  # type: ignore[attr-defined]
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        """The moment is of the clock of the country that the entry is about."""
        typed: dict[str, Any] = super().clean() or {}
        typed["programme"] = programme = self.only or typed.get("programme")
        if programme and typed.get("happened_at"):
            typed["happened_at"] = typed["happened_at"].replace(tzinfo=programme.tz)
        return typed


class RemarkForm(forms.Form):
    words = forms.CharField(
        label=_("Remark"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("It is added below the entry, which stays as it is."),
    )
