"""What a buyer asks, and what the advisor answers."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from advisory.forms.fields import date_field
from advisory.models import Visit, VisitRequest


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=VisitRequest.Kind,
        widget=forms.RadioSelect,
        initial=VisitRequest.Kind.SHADOW,
    )
    wished_from = date_field(
        _("Not before"), help_text=_("You are not told when visits are planned; the advisor chooses one.")
    )
    wished_until = date_field(_("Not after"))
    reason = forms.CharField(
        label=_("Why you ask"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("The advisor and the factory read this."),
    )
    persons = forms.CharField(
        label=_("Who would come"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=800,
        help_text=_("One name a line."),
    )

    def clean_persons(self) -> list[str]:
        return str(self.cleaned_data["persons"]).splitlines()


class VisitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, visit: Visit) -> str:
        return f"{date_format(visit.on, 'j M Y')}, {visit.get_modality_display()}"


class AgreeForm(forms.Form):
    visit = VisitChoice(None, label=_("Planned visit"), required=False, empty_label=_("none of these"))
    on = date_field(
        _("Or a new visit on"),
        required=False,
        help_text=_("A visit is planned on this day; the factory sees it."),
    )
    answer = forms.CharField(
        label=_("What the buyer should know"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("The buyer and the factory read this."),
    )

    def __init__(self, data: Any, visits: Any, **given: Any) -> None:
        super().__init__(data, **given)
        chosen: Any = self.fields["visit"]
        chosen.queryset = visits


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("The buyer and the factory read this."),
    )
