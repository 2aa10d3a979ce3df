"""Forms of the reporting pages; what they may hold is decided by the actions behind them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.composing.plan import Followed, section_of
from reporting.typed import Section, level_choices

LENGTH = 10_000  # characters a section


class PartsForm(forms.Form):
    """The sections of a report as their author types them; nothing is demanded before it is sent."""

    def __init__(
        self,
        typed: Iterable[Section],
        items: Iterable[Followed],
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for section in typed:
            self.fields[section.key] = _field(section)
        for row in items:
            self.fields[section_of(row.item)] = _progress(row)


def _hint(section: Section) -> str:
    """A draft may be kept without them; what is sent may not."""
    needed = str(_("Needed before it is sent.")) if section.needed else ""
    return " ".join(part for part in (str(section.hint), needed) if part)


def _field(section: Section) -> forms.Field:
    if section.choices:
        return forms.ChoiceField(
            label=str(section.label),
            help_text=_hint(section),
            choices=level_choices(),
            required=False,
            widget=forms.RadioSelect,
        )
    return forms.CharField(
        label=str(section.label),
        help_text=_hint(section),
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": section.height}),
    )


def _progress(row: Followed) -> forms.CharField:
    return forms.CharField(
        label=f"{row.item.code}: {row.findings[0].sentence}",
        help_text=row.item.get_status_display(),
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class ReplyForm(forms.Form):
    words = forms.CharField(
        label=_("Your reply"),
        help_text=_("Readers of the report see it beside the finding, marked as not verified."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the report"),
        help_text=_("It stands on the cover and in the foot of every page, like 7F3K-92QD-1MXA."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "ltr"}),
    )
