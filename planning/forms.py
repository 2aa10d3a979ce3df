"""A draft of a fact, its approval, an exception for one factory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.words import FORMS, SUBJECTS, VALUES
from programmes.models import CountryProgramme, Region
from programmes.policy import VALUES as BY_SUBJECT
from programmes.policy import FactValue, Subject
from programmes.services import Modality, Service

FACTS = [
    (f"{subject}:{value}", (SUBJECTS[subject], VALUES[value]))
    for subject, values in BY_SUBJECT.items()
    for value in values
]


class FactDraftForm(forms.Form):
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Country or region"),
        required=False,
        empty_label=_("The whole country"),
    )
    fact = forms.ChoiceField(label=_("Fact that changes"))
    valid_from = forms.DateField(label=_("From"), help_text=_("The first local day on which it holds."))
    valid_until = forms.DateField(
        label=_("Until, or leave open"),
        required=False,
        help_text=_("The first local day on which it no longer holds; then the value before it comes back."),
    )
    decision = forms.CharField(
        label=_("Decision"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who decided, when, and who was consulted. Shown for ever beside the fact."),
    )

    def __init__(self, *args: Any, programme: CountryProgramme, of_a_factory: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [  # type: ignore[attr-defined]
            (key, f"{subject}: {value}") for key, (subject, value) in FACTS
        ]
        if of_a_factory:
            del self.fields["region"]
        else:
            regions = Region.objects.filter(programme=programme)
            self.fields["region"].queryset = regions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        subject, _colon, value = given.pop("fact", ":").partition(":")
        if subject:
            given |= {"subject": Subject(subject), "value": FactValue(value)}
        return given


class ApprovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why nobody else approves it"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ExceptionForm(forms.Form):
    valid_from = forms.DateField(label=_("From"))
    valid_until = forms.DateField(label=_("Until"), help_text=_("The first day on which it no longer holds."))
    modality = forms.ChoiceField(label=_("Form"))
    reason = forms.CharField(label=_("The critical issue"), widget=forms.Textarea(attrs={"rows": 3}))
    clearance = forms.CharField(
        label=_("Who cleared the visit"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("By national regulations and by the policy of UN and ILO: who, and when."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_of_a_visit = [(each.value, FORMS[each]) for each in (Modality.ON_SITE, Modality.HYBRID)]
        self.fields["modality"].choices = forms_of_a_visit  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        if "modality" in given:
            given |= {"service": Service.ADVISORY_VISIT, "modality": Modality(given["modality"])}
        return given
