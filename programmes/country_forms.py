"""A country programme's own data, as it is typed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.errors import Invalid
from programmes import holidaylist, languages
from programmes.forms import WEEKDAYS, ZONES
from programmes.models import CountryProgramme


class CountryForm(forms.Form):
    weekend = forms.TypedMultipleChoiceField(
        label=_("Days of the week on which nobody works"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("It can be changed only while nothing is due by it.")
    )

    def __init__(self, *args: Any, programme: CountryProgramme, **kwargs: Any) -> None:
        now = {"weekend": programme.weekend, "languages": programme.languages, "zone": programme.zone}
        super().__init__(*args, **{"initial": now, **kwargs})
        self.fields["languages"].choices = languages.choices(programme.languages)  # type: ignore[attr-defined]
        self.fields["zone"].choices = [(zone, zone) for zone in ZONES]  # type: ignore[attr-defined]


class RegionForm(forms.Form):
    name = forms.CharField(label=_("Name of the region"), max_length=120)


class HolidayForm(forms.Form):
    on = forms.DateField(label=_("Day"), help_text=_("The local date."))
    name = forms.CharField(label=_("Name"), max_length=120)


class HolidayListForm(forms.Form):
    written = forms.CharField(
        label=_("The list"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("One holiday a line: the day as in 2026-04-14, then its name."),
    )

    def clean(self) -> dict[str, Any]:
        """Gives `holidays`, what the lines say."""
        written = (super().clean() or {}).get("written")
        if not written:
            return {}
        try:
            holidays: list[tuple[date, str]] = holidaylist.read(written)
        except Invalid as wrong:
            self.add_error("written", str(wrong))
            return {}
        return {"holidays": holidays}


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Name of the person or the desk"), max_length=120)
    purpose = forms.CharField(label=_("What for"), max_length=160)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    public = forms.BooleanField(
        label=_("Everybody may read it"),
        required=False,
        help_text=_("It then stands on the public page of conditions, from the next update on."),
    )
    mediates = forms.BooleanField(
        label=_("An institution that mediates in strikes"),
        required=False,
        help_text=_("It then stands on the page of every strike in the country, for both sides."),
    )
