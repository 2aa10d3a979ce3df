"""A dated row of the calendar, a country programme."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from programmes.rules import LAST_YEAR, RULES, Kind, Rule, Unit
from programmes.succession import needs_amount
from programmes.words import ROLES, STANDINGS, amount_label

WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc"))


class RuleForm(forms.Form):
    """A dated row of one kind; it asks for a year or a standing only where the kind tells them apart."""

    amount = forms.IntegerField(min_value=0, required=False)
    from_year = forms.IntegerField(
        label=_("From which year of the factory"),
        min_value=1,
        max_value=LAST_YEAR,
        required=False,
        help_text=_("Leave it empty for every year."),
    )
    standing = forms.ChoiceField(
        label=_("Of which standing"), choices=[("", _("every standing")), *STANDINGS.items()], required=False
    )
    valid_from = forms.DateField(
        label=_("Valid from"), help_text=_("What is counted from an earlier day stays.")
    )
    valid_until = forms.DateField(
        label=_("No longer valid from"),
        required=False,
        help_text=_("Leave it empty if the row holds until another one begins."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The decision or paper that says so, with its date.")
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, rule = kind, RULES[kind]
        self.fields["amount"] = _amount(rule)
        if not rule.by_year:
            del self.fields["from_year"]
        if not rule.by_standing:
            del self.fields["standing"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "from_year" in self.fields:
            given["from_year"] = given.get("from_year") or 0
        return {**given, "kind": self.kind}


def _amount(rule: Rule) -> forms.Field:
    """The field in which the kind's amount is typed, or chosen where it is a role."""
    given: dict[str, Any] = {"label": amount_label(rule.unit), "required": rule.required}
    if rule.required:
        given["error_messages"] = {"required": lazy(needs_amount, str)()}
    else:
        given["help_text"] = _("Leave it empty to switch the rule off.")
    if rule.unit is Unit.ROLE:
        roles = [(role.value, words) for role, words in ROLES.items()]
        return forms.TypedChoiceField(choices=roles, coerce=int, empty_value=None, **given)
    return forms.IntegerField(min_value=0, **given)


class ProgrammeForm(forms.Form):
    code = forms.RegexField(r"^[A-Za-z]{2}$", label=_("Country code"), help_text=_("Two letters, ISO 3166."))
    name = forms.CharField(label=_("Country"), max_length=80)
    zone = forms.ChoiceField(label=_("Time zone"))
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    weekend = forms.MultipleChoiceField(
        label=_("Weekend"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(zone, zone) for zone in ZONES]  # type: ignore[attr-defined]
