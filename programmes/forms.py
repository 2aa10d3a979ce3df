"""A dated row of the calendar, a country programme."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programmes.rules import Kind

WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc"))


class RuleForm(forms.Form):
    amount = forms.IntegerField(
        label=_("Length"), min_value=0, required=False, help_text=_("Leave it empty to switch the rule off.")
    )
    valid_from = forms.DateField(
        label=_("Valid from"), help_text=_("What is counted from an earlier day stays.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The decision or paper that says so, with its date.")
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "kind": self.kind}


class ProgrammeForm(forms.Form):
    code = forms.RegexField(r"^[A-Za-z]{2}$", label=_("Country code"), help_text=_("Two letters, ISO 3166."))
    name = forms.CharField(label=_("Country"), max_length=80)
    zone = forms.ChoiceField(label=_("Time zone"))
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    weekend = forms.MultipleChoiceField(
        label=_("Weekend"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(zone, zone) for zone in ZONES]  # type: ignore[attr-defined]
