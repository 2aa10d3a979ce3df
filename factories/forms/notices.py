"""Filters of the inbox, personal wishes, and what is done about a message that did not arrive."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from factories import outbox
from factories.actions.remedies import ways
from factories.actions.wishes import AT_ONCE, DAILY, INBOX_ONLY, manner_of
from factories.models import Delivery, Family, Remedy, Wishes

MANNERS = [(AT_ONCE, _("At once")), (DAILY, _("Once a day")), (INBOX_ONLY, _("In the inbox alone"))]
MOST_FACTORIES = 300  # in a list to choose from


class InboxFilter(forms.Form):
    """By factory, by family of kinds, unread alone; what the address says, with nonsense left out."""

    factory = forms.ChoiceField(label=_("Factory"), required=False)
    family = forms.ChoiceField(
        label=_("What it is about"), choices=[("", _("Everything")), *Family.choices], required=False
    )
    unread = forms.BooleanField(label=_("Unread alone"), required=False)

    def __init__(self, data: Any, *, inbox: Any) -> None:
        super().__init__(data)
        pairs = inbox.order_by("factory__name").exclude(factory=None).values_list("factory", "factory__name")
        named = [(str(pk), name) for pk, name in pairs.distinct()[:MOST_FACTORIES]]
        self.fields["factory"].choices = [("", _("All factories")), *named]  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())

    def kept(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        if wanted.get("factory"):
            rows = rows.filter(factory=wanted["factory"])
        if family := wanted.get("family"):
            rows = rows.filter(kind__in=outbox.kinds_of(family)) if family != Family.OTHER else other(rows)
        return rows.filter(status=Delivery.Status.SENT) if wanted.get("unread") else rows


def other(rows: Any) -> Any:
    """What belongs to no other family, kinds that nobody registered among it."""
    named = [kind for family in Family if family != Family.OTHER for kind in outbox.kinds_of(family)]
    return rows.exclude(kind__in=named)


class WishesForm(forms.Form):
    """A choice for each family of kinds, and the zone of the morning."""

    zone = forms.ChoiceField(
        label=_("Your time zone"),
        required=False,
        help_text=_("The daily mail comes at 7 in the morning there."),
    )

    def __init__(self, *args: Any, wishes: Wishes | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [("", _("That of my programme or factory")), *((z, z) for z in sorted(available_timezones()))]
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]
        self.fields["zone"].initial = wishes.zone if wishes else ""
        for family in Family:
            self.fields[family.value] = forms.ChoiceField(
                label=family.label, choices=MANNERS, initial=manner_of(family, wishes)
            )
        self.order_fields([*Family.values, "zone"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.manners = {family: said[family] for family in Family.values if family in said}
        self.cleaned_data = {"manners": self.manners, "zone": said.get("zone", "")}
        return self.cleaned_data


class RemedyForm(forms.Form):
    how = forms.ChoiceField(label=_("What is done"), widget=forms.RadioSelect)
    address = forms.EmailField(
        label=_("Another address"), required=False, help_text=_("Of the same person. It is used this once.")
    )
    words = forms.CharField(
        label=_("Why, and whom you spoke with"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, delivery: Delivery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = ways(delivery)
        named = [(each.value, each.label) for each in Remedy.How if each in possible]
        self.fields["how"].choices = named  # type: ignore[attr-defined]
        self.fields["how"].initial = named[0][0] if named else None
        if Remedy.How.OTHER_ADDRESS not in possible:
            del self.fields["address"]


class WebhookForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("The system that is told, such as “Sourcing”.")
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
        help_text=_(
            "It must begin with https:// and be reached from the internet. Redirects are not followed."
        ),
    )
