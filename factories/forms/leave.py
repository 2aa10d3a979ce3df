"""Writing down leave."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Absence, User
from factories.leave import colleagues, written_by


class AbsenceForm(forms.Form):
    """Who leads an office chooses for whom; everybody else writes the own days."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Who is away"), empty_label=None)
    first_day = forms.DateField(label=_("First day"))
    last_day = forms.DateField(label=_("Last day"), help_text=_("The last day away, not the first one back."))
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who stands in"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Clocks call this colleague on these days. Without one the next rung is called."),
    )

    def __init__(self, data: Any, *, user: User, today: date, absence: Absence | None = None) -> None:
        super().__init__(data, initial=_said(absence) if absence else {"person": user.pk, "first_day": today})
        self.user = user
        people = written_by(user)
        deputies = colleagues(absence.user if absence else user)
        if absence is None and len(people) > 1:
            self.fields["person"].queryset = people  # type: ignore[attr-defined]
            deputies = (deputies | User.objects.filter(pk=user.pk)).order_by("name")
        else:
            del self.fields["person"]
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]
        self.given = absence

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if self.given is None and "person" not in self.fields:
            typed["person"] = self.user
        return typed


def _said(absence: Absence) -> dict[str, Any]:
    return {
        "first_day": absence.first_day,
        "last_day": absence.last_day,
        "deputy": absence.deputy_id,
    }
