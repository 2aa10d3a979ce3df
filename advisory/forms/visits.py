"""Forms of visits; the log fits on a phone and can be written in two minutes."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from advisory.actions.visits import Log
from advisory.forms.fields import date_field, ticked
from advisory.models import PlanItem, Visit
from advisory.models.visit import Modality
from advisory.topics import TOPICS

COUNTS = ("managers_women", "managers_men", "workers_women", "workers_men")


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M"), required=False)


def count_field(label: Any) -> forms.IntegerField:
    attrs = {"inputmode": "numeric"}
    return forms.IntegerField(label=label, min_value=0, required=False, widget=forms.TextInput(attrs=attrs))


def constituent_field() -> "forms.ModelChoiceField[Organisation]":
    return forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("National constituent"),
        required=False,
        help_text=_("With an agreement in this country. It reads day, form, topics and its own part."),
    )


class VisitForm(forms.Form):
    """A visit to come."""

    on = date_field(_("Day"))
    starts = time_field(_("From"))
    ends = time_field(_("To"))
    modality = forms.ChoiceField(
        label=_("How"), choices=Modality, widget=forms.RadioSelect, initial=Modality.ON_SITE
    )
    agenda = forms.CharField(
        label=_("What is planned"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_(
            "The factory reads this. Items named by their code, such as IP-014, are ticked in the log."
        ),
    )
    constituent = constituent_field()

    def __init__(self, *args: Any, constituents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_among(self, constituents)


class MoveForm(forms.Form):
    on = date_field(_("New day"))
    starts = time_field(_("From"))
    ends = time_field(_("To"))


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it does not take place"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The factory reads this."),
    )


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Never shown to the factory or buyers, and in no report."),
    )


class LogForm(forms.Form):
    """What happened at a visit."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    on = date_field(_("Date"))
    starts = time_field(_("From"))
    ends = time_field(_("To"))
    modality = forms.ChoiceField(label=_("How"), choices=Modality, widget=forms.RadioSelect)
    managers_women = count_field(_("Management, women"))
    managers_men = count_field(_("Management, men"))
    workers_women = count_field(_("Workers, women"))
    workers_men = count_field(_("Workers, men"))
    picc_facilitated = forms.BooleanField(label=_("I facilitated a PICC meeting"), required=False)
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=list(TOPICS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    discussed = ticked(_("Plan items discussed"), required=False)
    verified = ticked(_("Verified at this visit"), required=False)
    notes = forms.CharField(
        label=_("Notes for the factory"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("The factory and its PICC read this."),
    )
    staff_notes = forms.CharField(
        label=_("Notes for staff alone"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Never shown to the factory or buyers, and in no report."),
    )
    next_steps = forms.CharField(
        label=_("Next steps"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    constituent = constituent_field()
    partner = forms.CharField(
        label=_("Constituent or partner"),
        max_length=160,
        required=False,
        help_text=_("Who delivered the visit with you, such as a union, the labour inspectorate, a brand."),
    )
    partner_part = forms.CharField(
        label=_("What they did"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(
        self, data: Any, items: Any, today: date, visit: Visit | None = None, *, constituents: Any
    ) -> None:
        super().__init__(data, initial=_start(today, visit, items))
        _choose_among(self, constituents)
        chosen: Any = self.fields["discussed"]
        chosen.queryset = items
        done: Any = self.fields["verified"]
        done.queryset = items.filter(status=PlanItem.Status.DONE)

    def clean(self) -> dict[str, Any]:
        """Gathers what was typed into what `log_visit` takes."""
        typed: dict[str, Any] = super().clean() or {}
        if self.errors:
            return typed
        rest = {name: typed.pop(name) for name in ("client_id", "discussed", "verified", "staff_notes")}
        counts = {name: typed.pop(name) or 0 for name in COUNTS}
        log: dict[str, Any] = {**typed, **counts}
        return {**rest, "log": Log(**log)}


def _choose_among(form: forms.Form, constituents: Any) -> None:
    """Without an agreement there is nothing to choose, and no field."""
    found = list(constituents)
    chosen: Any = form.fields["constituent"]
    chosen.queryset = constituents
    chosen.choices = [("", "–"), *((each.pk, each.name) for each in found)]
    if not found:
        del form.fields["constituent"]


def _start(today: date, visit: Visit | None, items: Any) -> dict[str, Any]:
    """Sensible defaults: today, on-site; from a planned visit its times and the items it names."""
    start: dict[str, Any] = {"client_id": uuid4(), "on": today, "modality": Modality.ON_SITE}
    if visit is None:
        return start
    numbers = {int(number) for number in re.findall(r"IP-(\d{1,6})", visit.agenda.upper())}
    start["discussed"] = [item.pk for item in items if item.number in numbers]
    known = {"on": min(visit.on, today), "starts": visit.starts, "ends": visit.ends}
    with_whom = {"constituent": visit.constituent_id, "partner": visit.partner}
    return {**start, **known, **with_whom, "modality": visit.modality}
