"""Standing of a factory, grants, groups."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from factories.actions.standing import possible
from factories.models import Factory, ManufacturingGroup


class StandingForm(forms.Form):
    to = forms.ChoiceField(label=_("The factory is from now on"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, factory: Factory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(status.value, str(status.label).capitalize()) for status in possible(factory)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the person"), help_text=_("Staff of another country."))
    last_day = forms.DateField(label=_("Last day"), help_text=_("The grant ends by itself after this day."))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, factory: Factory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factory = factory

    def clean(self) -> dict[str, Any]:
        """Turns address and day into the person and the moment that the action takes."""
        given: dict[str, Any] = super().clean() or {}
        email, last_day = given.pop("email", None), given.pop("last_day", None)
        if last_day:
            given["until"] = datetime.combine(last_day, time(23, 59, 59), self.factory.programme.tz)
        given["user"] = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if email and given["user"] is None:
            self.add_error("email", _("Nobody here has this address."))
        return given


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=200)


class JoinForm(forms.Form):
    group = forms.ModelChoiceField(
        ManufacturingGroup.objects.order_by("name"), label=_("Manufacturing group")
    )
    since = forms.DateField(label=_("Since"))
