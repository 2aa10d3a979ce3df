"""Drafting a country's zero tolerance protocol."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.forms.fields import date_field
from programmes import languages
from programmes.models import Protocol, ProtocolStep
from programmes.rules import Kind
from programmes.words import name_of
from programmes.zerotolerance import CLOCKS, Issue, Owner


class DraftForm(forms.Form):
    issue = forms.ChoiceField(
        label=_("Of which issue"), choices=[("", _("Every issue")), *Issue.choices], required=False
    )
    valid_from = date_field(
        _("In force from"), help_text=_("Files that are open keep the version they began with.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Which agreement with whom, of which day.")
    )


class StepForm(forms.Form):
    """Words in each language of the programme; a new step has a key as well."""

    key = forms.SlugField(
        label=_("Key"),
        max_length=40,
        help_text=_("Short, in English, such as tell_union. It stays as it is."),
    )
    owner = forms.ChoiceField(label=_("Who sees to it"), choices=Owner, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label=_("Comes after"), widget=forms.CheckboxSelectMultiple, required=False
    )
    rule = forms.ChoiceField(label=_("Clock"), required=False)
    counted_from = forms.ChoiceField(
        label=_("Counted from"), required=False, help_text=_("Its length stands in the country's calendar.")
    )

    def __init__(
        self, data: Any, *, protocol: Protocol, spoken: Iterable[str], step: ProtocolStep | None = None
    ) -> None:
        super().__init__(data, initial=_start(step))
        self.spoken = list(dict.fromkeys(["en", *spoken]))
        known = step.words if step else {}
        for language in self.spoken:
            self.fields[f"words_{language}"] = forms.CharField(
                label=_("In %(language)s") % {"language": languages.name(language)},
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=300,
                required=False,
                initial=known.get(language, ""),
            )
        self._choose(protocol, step)
        self.order_fields(["key", *(f"words_{language}" for language in self.spoken)])
        if step is not None:
            self.fields["key"].disabled = True

    def _choose(self, protocol: Protocol, step: ProtocolStep | None) -> None:
        """Among the steps before this one."""
        others = [each for each in protocol.steps.all() if step is None or each.order < step.order]
        before = [(each.key, each.words_in("en")) for each in others]
        self.fields["needs"].choices = before  # type: ignore[attr-defined]
        self.fields["counted_from"].choices = [("", _("Nothing")), *before]  # type: ignore[attr-defined]
        clocks = [(kind.value, name_of(Kind(kind))) for kind in CLOCKS]
        self.fields["rule"].choices = [("", _("No clock")), *clocks]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        typed["words"] = {language: typed.pop(f"words_{language}", "") for language in self.spoken}
        return typed


def _start(step: ProtocolStep | None) -> dict[str, Any]:
    names = ("key", "owner", "needs", "rule", "counted_from")
    return {name: getattr(step, name) for name in names} if step else {"owner": Owner.COUNTRY_MANAGER}
