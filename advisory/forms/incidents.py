"""Forms of incidents and strikes; the report fits on a phone and asks first for what the clocks need."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisory.actions.incidents import Facts
from advisory.forms.fields import one_of
from advisory.forms.visits import count_field
from advisory.models import Consultation, Incident
from advisory.models.incident import Party

COUNTS = ("workers", "women", "hurt", "dead")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """An instant, typed as the clock on the factory's wall shows it; the form's maker sets the zone."""

    widget = MomentInput
    zone: ZoneInfo

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


class InZone(forms.Form):
    """A form whose moments are local to one factory."""

    def __init__(self, data: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = zone


def _words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class FactsForm(InZone):
    """What is known. Of a strike the end, the violence and the reason decide what is owed."""

    began_at = MomentField(label=_("When it began"))
    known_at = MomentField(
        label=_("When any of us learned of it"),
        required=False,
        help_text=_("The clock runs from this moment, also when you log it later. Empty: now."),
    )
    what = _words(_("What is known"), help_text=_("Without names of workers. The factory reads this too."))
    steps = _words(_("What is being done"), rows=2, required=False)
    workers = count_field(_("Workers affected"))
    women = count_field(_("Of them women"))
    hurt = count_field(_("People hurt or ill"))
    dead = count_field(_("People who died"))
    ended_at = MomentField(label=_("When it ended"), required=False, help_text=_("Empty while it goes on."))
    violence_at = MomentField(
        label=_("When violence was used"), required=False, help_text=_("Of a strike; empty: no violence.")
    )
    threatened = forms.BooleanField(label=_("Lives are under threat"), required=False)
    cause = _words(_("Reason for the strike"), rows=2, required=False)

    def __init__(self, data: Any, zone: ZoneInfo, *, staff: bool, strike: bool = True, **kwargs: Any) -> None:
        super().__init__(data, zone, **kwargs)
        if not staff:
            del self.fields["known_at"]
        if not strike:
            for name in ("violence_at", "cause"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        known = {name: given.pop(name) for name in Facts.__dataclass_fields__ if name in given}
        if not self.errors:
            given["facts"] = Facts(**known)
        return given


class ReportForm(FactsForm):
    """A new incident."""

    kind = forms.ChoiceField(label=_("What happened"), choices=Incident.Kind, widget=forms.RadioSelect)
    staff_notes = _words(
        _("Note for staff"),
        rows=2,
        required=False,
        help_text=_("How we know, and from whom. Neither factory nor buyers ever see it."),
    )
    field_order = ("kind", "began_at", "known_at", "what", "workers", "women", "hurt", "dead", "steps")

    def __init__(self, data: Any, zone: ZoneInfo, *, staff: bool, **kwargs: Any) -> None:
        super().__init__(data, zone, staff=staff, **kwargs)
        if not staff:
            del self.fields["staff_notes"]
            kinds = [each for each in Incident.Kind.choices if each[0] != Incident.Kind.NON_COOPERATION]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class ToldForm(InZone):
    """The factory told one of its buyers."""

    buyer = one_of(_("Buyer"))
    told_at = MomentField(label=_("When"))
    proof = _words(
        _("How it can be proven"), rows=2, help_text=_("To whom, and by which letter, mail or call.")
    )

    def __init__(self, data: Any, zone: ZoneInfo, buyers: Any, **kwargs: Any) -> None:
        super().__init__(data, zone, **kwargs)
        self.fields["buyer"].queryset = buyers  # type: ignore[attr-defined]


class ConsultationForm(InZone):
    party = forms.ChoiceField(label=_("Who"), choices=Party, widget=forms.RadioSelect)
    union = forms.CharField(label=_("Which union"), required=False, max_length=160)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Consultation.Outcome, widget=forms.RadioSelect, initial="consulted"
    )
    consulted_at = MomentField(label=_("When"))
    words = _words(_("What they said"), required=False, help_text=_("Without names of people."))


class JoinForm(forms.Form):
    first = one_of(_("Strike at another factory"))

    def __init__(self, data: Any, strikes: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["first"].queryset = strikes  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    reason = _words(_("Why"), rows=2)
