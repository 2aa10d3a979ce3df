"""Forms of the assessments floor. Each hands its action exactly the keywords the action takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advisory.models.visit import Modality
from assessments import accompanying
from assessments.models import Assessment
from assessments.team import Candidate, Verdict, person

HOW = {
    "on_site_2": (Modality.ON_SITE, 2, _("On-site, 2 days")),
    "on_site_1": (Modality.ON_SITE, 1, _("On-site, 1 day")),
    "hybrid": (Modality.HYBRID, 2, _("Hybrid: 1 day on site, then 1 virtual")),
    "virtual": (Modality.VIRTUAL, 1, _("Virtual compliance check, by appointment")),
}


def how_of(assessment: Assessment) -> str:
    """The choice of `HOW` that an assessment was planned with."""
    wanted = (assessment.modality, assessment.days)
    return next((key for key, (how, days, _label) in HOW.items() if (how, days) == wanted), "on_site_2")


class PlanForm(forms.Form):
    """Day, how, tool, team and company. `candidates` are the programme's assessors, judged for the day;
    `companions` the people whom an agreement lets accompany it.
    """

    planned_on = forms.DateField(label=_("First day"))
    how = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=[(key, label) for key, (_modality, _days, label) in HOW.items()],
        initial="on_site_2",
    )
    scope = forms.ChoiceField(
        label=_("Tool"),
        widget=forms.RadioSelect,
        choices=[
            (Assessment.Scope.FULL, _("Full tool")),
            (Assessment.Scope.FOCUSED, _("Focused tool: the core subset of questions")),
        ],
        initial=Assessment.Scope.FULL,
    )
    team = forms.ModelMultipleChoiceField(
        label=_("Team, two or more"),
        widget=forms.CheckboxSelectMultiple,
        queryset=User.objects.none(),
        error_messages={"required": _("Choose two people or more.")},
    )
    company = forms.ModelMultipleChoiceField(
        label=_("Who accompanies it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        queryset=User.objects.none(),
        error_messages={"invalid_choice": _("No agreement lets this person accompany it any more.")},
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate] = (),
        companions: Sequence[accompanying.Candidate] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates, self.companions = candidates, companions
        for name, people in (("team", candidates), ("company", companions)):
            chosen = (
                User.objects.filter(pk__in=[each.id for each in people]) if people else User.objects.none()
            )
            self.fields[name].queryset = chosen.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if how := given.pop("how", None):
            given["modality"], given["days"], _label = HOW[how]
        return given

    @property
    def assessors(self) -> list[Mapping[str, object]]:
        """The choices of the team: each person with the verdict, and whether it is chosen now."""
        chosen = self.chosen("team")
        return [_choice(candidate, chosen) for candidate in self.candidates]

    @property
    def guests(self) -> list[Mapping[str, object]]:
        """The choices of who accompanies the team, as those of the team."""
        chosen = self.chosen("company")
        return [
            {"of": each, "verdict": accompanying.person(each), "checked": str(each.id) in chosen}
            for each in self.companions
        ]

    def chosen(self, name: str) -> set[str]:
        """The ids that are ticked now."""
        return {str(value) for value in self[name].value() or []}


def _choice(candidate: Candidate, chosen: set[str]) -> Mapping[str, object]:
    verdict: Verdict = person(candidate)
    return {
        "id": candidate.id,
        "name": candidate.name,
        "verdict": verdict,
        "checked": str(candidate.id) in chosen and not candidate.advises,
        "disabled": candidate.advises,
    }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is cancelled"), widget=forms.Textarea, help_text=_("Planners alone read this.")
    )


class LastDayForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day of data collection"),
        help_text=_("Reports are counted from the end of this day."),
    )


class FindingForm(forms.Form):
    sentence = forms.CharField(
        label=_("What readers of the report see"),
        widget=forms.Textarea,
        help_text=_("One sentence on what is not met. No names, no quotations, no count under five."),
    )
    evidence = forms.CharField(
        label=_("Evidence from documents and observation"),
        widget=forms.Textarea,
        required=False,
        help_text=_("The factory and programme staff read this; no reader outside does."),
    )
    legal_reference = forms.CharField(label=_("Legal reference"), max_length=300, required=False)
    interviews = forms.CharField(
        label=_("From worker interviews"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Your team and planners alone read this; it is in no report, mail or export."),
    )
    checked = forms.BooleanField(
        label=_("I have checked: nobody can tell from these words who said it"), required=False
    )


class WithdrawForm(forms.Form):
    value = forms.ChoiceField(label=_("The answer that holds instead"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why the finding is withdrawn"), widget=forms.Textarea, help_text=_("Kept in the trail.")
    )

    def __init__(self, *args: Any, noncompliant: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("yes", _("Yes")), ("no", _("No")), ("na", _("Does not apply"))]
        self.fields["value"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in every if value != noncompliant
        ]


class CommentForm(forms.Form):
    words = forms.CharField(
        label=_("What you say to the findings"),
        widget=forms.Textarea,
        required=False,
        help_text=_("The assessors and programme staff read it. It is not verified by Better Work."),
    )
    last = forms.BooleanField(
        label=_("This is all: the findings can be made final"),
        required=False,
        help_text=_("The assessors then need not wait for the end of the window."),
    )


class PublishForm(forms.Form):
    valid_from = forms.DateField(
        label=_("In force from"),
        help_text=_("Assessments that begin on this day or later use this version."),
    )
