"""The factory's year: its standing, and what the policy asks of single factories."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factories.models import Designation
from factories.models.cycle import STANDINGS
from programmes.models import CountryProgramme, ServicePolicy
from programmes.reasons import SERVICES
from programmes.services import Service


class DifferentiationForm(forms.Form):
    standing = forms.ChoiceField(label=_("Standing in this year"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The factory reads it. The year's visits are planned anew by it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, str(words).capitalize()) for key, words in STANDINGS]
        self.fields["standing"].choices = choices  # type: ignore[attr-defined]


class DesignationForm(forms.Form):
    which = forms.ChoiceField(label=_("Designation"))
    valid_from = forms.DateField(label=_("From"))
    valid_until = forms.DateField(label=_("Until, or leave open"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, programme: CountryProgramme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = [*COMMON, *_pilots(programme)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        if which := given.pop("which", ""):
            given["kind"], _colon, given["value"] = which.partition(":")
        return given


PRIORITY, PILOT, EGREGIOUS = Designation.Kind.PRIORITY, Designation.Kind.PILOT, Designation.Kind.EGREGIOUS
COMMON = [
    (f"{PRIORITY}:high", _("High priority for assessment")),
    (f"{PRIORITY}:lower", _("Lower priority for assessment")),
    (f"{EGREGIOUS}:", _("Egregious issue")),
]


def _pilots(programme: CountryProgramme) -> list[tuple[str, str]]:
    """The rows of policies that name a pilot here."""
    rows = ServicePolicy.objects.filter(pilot=True, country__in=["", programme.code]).order_by("code")
    return [
        (f"{PILOT}:{row.code}", f"{_('Pilot')}: {SERVICES[Service(row.service)]} ({row.code})")
        for row in rows
    ]
