"""Agreements with national constituents, as they are typed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from factories.models import Agreement, Opens, SpeaksFor
from factories.models.agreement import EXPLAINED


class TermsForm(forms.Form):
    """What is agreed; of a draft everything but the organisation can be changed."""

    speaks_for = forms.ChoiceField(label=_("It speaks for"), choices=SpeaksFor, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Document"),
        max_length=300,
        help_text=_("Which one, between whom. Factories and the organisation read it."),
    )
    signed_on = forms.DateField(label=_("Signed on"))
    valid_from = forms.DateField(label=_("First day"))
    last_day = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Empty: until somebody ends it.")
    )
    opens = forms.MultipleChoiceField(
        label=_("What it opens"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Nothing else is open: no other planned assessment, no interview, no note of staff, no person's data."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(kind.value, f"{str(kind.label).capitalize()}. {EXPLAINED[kind]}") for kind in Opens]
        self.fields["opens"].choices = words  # type: ignore[attr-defined]


class DraftForm(TermsForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(kind=Organisation.Kind.CONSTITUENT).order_by("name"),
        label=_("Organisation"),
        required=False,
        help_text=_("A labour inspectorate, an employers' organisation, a union federation."),
    )
    new_organisation = forms.CharField(label=_("Or a new one, by its name"), max_length=200, required=False)

    field_order = ("organisation", "new_organisation")


class EndForm(forms.Form):
    on = forms.DateField(label=_("First day on which it opens nothing any more"))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("The organisation and the factories read it."),
    )


def terms_of(agreement: Agreement) -> dict[str, Any]:
    """What a draft says, as the form's start."""
    names = ("speaks_for", "source", "signed_on", "valid_from", "last_day", "opens")
    return {name: getattr(agreement, name) for name in names}


def end_today(today: date) -> EndForm:
    return EndForm(initial={"on": today}, auto_id="end_%s")
