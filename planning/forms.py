"""A draft of a fact, of a policy and its rows, its approval, an exception for one factory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.said import FORMS
from planning.words import SUBJECTS, VALUES
from programmes.models import CountryProgramme, Region
from programmes.policy import VALUES as BY_SUBJECT
from programmes.policy import FactValue, Subject
from programmes.reasons import MODALITIES, PHASES, SERVICES, capital
from programmes.services import PRIORITIES, Modality, Service

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


class PolicyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    valid_from = forms.DateField(
        label=_("From"), help_text=_("The first local day on which it holds. The policy before it ends then.")
    )
    valid_until = forms.DateField(
        label=_("Until, or leave open"),
        required=False,
        help_text=_("The first local day on which it no longer holds."),
    )
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    decided_on = forms.DateField(label=_("Decided on"), required=False)
    consulted = forms.CharField(
        label=_("Who was consulted"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The decision or paper that says so, with its date.")
    )


class PolicyRowForm(forms.Form):
    """One row of a policy; its fields are those of `RowOfPolicy`."""

    code = forms.CharField(
        label=_("Short name of the row"), max_length=12, help_text=_("Pilots are named by it.")
    )
    service = forms.ChoiceField(label=_("Service or kind of report"))
    allowed = forms.BooleanField(label=_("It is offered; without the tick it is forbidden"), required=False)
    modalities = forms.MultipleChoiceField(
        label=_("Forms"),
        choices=[(form.value, words) for form, words in MODALITIES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any it is left open."),
    )
    phases = forms.TypedMultipleChoiceField(
        label=_("Phases"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.CharField(label=_("For whom"), max_length=120, required=False)
    starts_on = forms.DateField(
        label=_("From"), required=False, help_text=_("Empty: from the policy's first day.")
    )
    starts_by = forms.DateField(
        label=_("Surely from"),
        required=False,
        help_text=_("Where a month or a quarter is said: the first day after it."),
    )
    when = forms.CharField(label=_("Date as the source says it"), max_length=40, required=False)
    confirmed = forms.BooleanField(
        label=_("The date is confirmed; without the tick it is expected, never a yes"), required=False
    )
    pilot = forms.BooleanField(label=_("A pilot, for factories that are named"), required=False)
    targets = forms.ChoiceField(
        label=_("For factories of priority"),
        choices=[("", _("every factory")), *PRIORITIES.items()],
        required=False,
    )
    partner = forms.CharField(label=_("With"), max_length=200, required=False)
    condition = forms.CharField(label=_("Condition"), max_length=300, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    source = forms.CharField(label=_("Source"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = [(each.value, capital(words)) for each, words in SERVICES.items()]
        phases = [(number, f"{number}: {words}") for number, words in PHASES.items()]
        self.fields["service"].choices = services  # type: ignore[attr-defined]
        self.fields["phases"].choices = phases  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        for name in ("starts_on", "starts_by"):
            given[name] = given[name].isoformat() if given.get(name) else ""
        for name in ("modalities", "phases"):
            given[name] = tuple(given.get(name, ()))
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
