"""Forms of the self-diagnosis: one cluster at a time, so that a phone can hold it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisory.actions.diagnosis import Said
from advisory.forms.fields import ticked
from advisory.models import SelfDiagnosisAnswer
from advisory.models.diagnosis import Stance
from programmes.models import CompliancePoint


class ClusterForm(forms.Form):
    """Stance and words for each point of one cluster; a point may be left for later."""

    def __init__(
        self, data: Any, points: list[CompliancePoint], answers: dict[Any, SelfDiagnosisAnswer]
    ) -> None:
        super().__init__(data)
        self.points = points
        for point in points:
            answer = answers.get(point.pk)
            self.fields[f"stance_{point.pk}"] = forms.ChoiceField(
                label=point.name,
                choices=Stance,
                widget=forms.RadioSelect,
                required=False,
                initial=answer.stance if answer else None,
            )
            self.fields[f"words_{point.pk}"] = forms.CharField(
                label=_("In your words"),
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
                max_length=4000,
                initial=answer.words if answer else "",
            )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        for point in self.points:
            if typed.get(f"words_{point.pk}") and not typed.get(f"stance_{point.pk}"):
                self.add_error(f"stance_{point.pk}", gettext("Say where you stand, beside your words."))
        return typed if self.errors else {"said": list(self._said(typed))}

    def _said(self, typed: dict[str, Any]) -> Iterator[Said]:
        for point in self.points:
            if stance := typed.get(f"stance_{point.pk}"):
                yield Said(point, stance, typed.get(f"words_{point.pk}", ""))

    def lines(self) -> Iterator[tuple[CompliancePoint, Any, Any]]:
        for point in self.points:
            yield point, self[f"stance_{point.pk}"], self[f"words_{point.pk}"]


class CompleteForm(forms.Form):
    """Which gaps enter the plan; all of them unless the factory unticks some."""

    to_plan = ticked(_("What enters the improvement plan"), required=False)

    def __init__(self, data: Any, gaps: Any) -> None:
        super().__init__(data, initial={"to_plan": [point.pk for point in gaps]})
        chosen: Any = self.fields["to_plan"]
        chosen.queryset = gaps
