"""Forms of the committee: its members, elections, meetings and the workers' drafts."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisory.actions.committee import NewSeat
from advisory.actions.meetings import Decided
from advisory.forms.fields import date_field, one_of, ticked
from advisory.models import Committee, Election
from advisory.models.committee import Sex, Side

ROWS = 5  # empty lines per side; more by “More lines”
MOST_ROWS = 30


class SeatForm(forms.Form):
    """One line of a side; a line without a name counts as empty."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "–"), *Sex.choices], required=False)
    function = forms.CharField(label=_("Function"), max_length=120, required=False)
    union = forms.CharField(label=_("Trade union, if any"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if any(typed.values()) and not typed.get("name"):
            self.add_error("name", gettext("Write the name, or empty this line."))
        if typed.get("name") and not typed.get("sex"):
            self.add_error("sex", gettext("Choose; “not said” is an answer."))
        return typed


class Seats:
    """The lines of both sides; the side comes from where the line stands."""

    def __init__(self, data: Any = None, rows: int = ROWS) -> None:
        make = forms.formset_factory(
            SeatForm, extra=min(rows, MOST_ROWS), max_num=MOST_ROWS, absolute_max=MOST_ROWS
        )
        self.sides = [(side, make(data, prefix=side.value)) for side in Side]

    def is_valid(self) -> bool:
        valid = [lines.is_valid() for _side, lines in self.sides]  # each, so that all mistakes show
        return all(valid)

    def seats(self) -> list[NewSeat]:
        """Of a valid form, those that were filled."""
        return [
            NewSeat(side=side, **line.cleaned_data)
            for side, lines in self.sides
            for line in lines
            if line.cleaned_data.get("name")
        ]


class CommitteeForm(forms.Form):
    formed_on = date_field(_("Formed on"))
    name = forms.CharField(
        label=_("Its name in the country"),
        max_length=120,
        required=False,
        help_text=_("If it is not called PICC, such as “bipartite committee”."),
    )
    adopted = forms.BooleanField(
        label=_("An existing committee was adopted"),
        required=False,
    )
    unbalanced_reason = forms.CharField(
        label=_("If the sides are not equal: why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("The committee is then shown as out of balance, with this reason."),
    )


class MembersForm(forms.Form):
    """Who leaves, and since when the change holds; who joins stands in `Seats`."""

    on = date_field(_("Since when"))
    leaving = ticked(_("Who leaves"), required=False)
    unbalanced_reason = forms.CharField(
        label=_("If the sides are then not equal: why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, data: Any, members: Any, committee: Committee, **kwargs: Any) -> None:
        given = {"unbalanced_reason": committee.unbalanced_reason}
        super().__init__(data, initial={**given, **kwargs.pop("initial", {})}, **kwargs)
        _choose(self, "leaving", members)


class ElectionForm(forms.Form):
    held_on = date_field(_("Held on"))
    method = forms.ChoiceField(label=_("How"), choices=Election.Method, widget=forms.RadioSelect)
    candidates = forms.IntegerField(label=_("Candidates"), min_value=1, max_value=10_000)
    entitled = forms.IntegerField(label=_("Workers entitled to vote"), min_value=1, max_value=1_000_000)
    voters = forms.IntegerField(label=_("Workers who voted"), min_value=0, max_value=1_000_000)
    elected = ticked(_("Who was elected"))

    def __init__(self, data: Any, workers: Any) -> None:
        super().__init__(data)
        _choose(self, "elected", workers)


class MeetingForm(forms.Form):
    on = date_field(_("Day"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(format="%H:%M"))
    agenda = forms.CharField(
        label=_("Agenda"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("One point a line. Both sides and the advisor read it."),
    )


class AgendaForm(forms.Form):
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    agenda = forms.CharField(
        label=_("Agenda"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("One point a line. Both sides and the advisor read it."),
    )


class HeldForm(forms.Form):
    held_on = date_field(_("Held on"))
    present = ticked(_("Who came"))
    minutes = forms.CharField(label=_("Minutes"), widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, data: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _choose(self, "present", members)


class MinutesForm(forms.Form):
    minutes = forms.CharField(label=_("Minutes"), widget=forms.Textarea(attrs={"rows": 6}))


class DecisionForm(forms.Form):
    """One line of decisions; a line without words counts as empty."""

    words = forms.CharField(
        label=_("Decision"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
    owner = forms.CharField(label=_("Who sees to it"), max_length=120, required=False)
    due_on = date_field(_("Until when"), required=False)
    to_plan = forms.BooleanField(label=_("Becomes a plan item"), required=False, initial=True)


class Decisions:
    LINES = 3

    def __init__(self, data: Any = None) -> None:
        make = forms.formset_factory(DecisionForm, extra=self.LINES, max_num=20, absolute_max=20)
        self.lines = make(data, prefix="decision")

    def is_valid(self) -> bool:
        return bool(self.lines.is_valid())

    def decided(self) -> list[Decided]:
        typed = [line.cleaned_data for line in self.lines]
        return [Decided(**line) for line in typed if line.get("words", "").strip()]


class ToPlanForm(forms.Form):
    owner = forms.CharField(label=_("Who sees to it"), max_length=120, required=False)
    due_on = date_field(_("Until when"), required=False)


class DraftForm(forms.Form):
    words = forms.CharField(
        label=_("Draft"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the workers' side of this committee reads it, until it puts it on the agenda."),
    )


class OnAgendaForm(forms.Form):
    meeting = one_of(_("Meeting"))

    def __init__(self, data: Any, meetings: Any) -> None:
        super().__init__(data)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


def _choose(form: forms.Form, name: str, rows: Any) -> None:
    """The choices are rows that the person sees, by name and side."""
    field: Any = form.fields[name]
    field.queryset = rows
    field.label_from_instance = lambda member: f"{member.name} ({member.get_side_display()})"
