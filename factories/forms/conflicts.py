"""Declaring a conflict of interest."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import STAFF, Membership, User
from factories.forms.fields import FactoryField
from factories.models import ConflictOfInterest, ManufacturingGroup
from factories.models.conflict import MANAGERS, managed_by


class ConflictForm(forms.Form):
    """Managers choose for whom; everybody else declares the own one."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Whose"), empty_label=None)
    factory = FactoryField(required=False)
    group = forms.ModelChoiceField(
        ManufacturingGroup.objects.order_by("name"),
        label=_("Or all factories of a group"),
        required=False,
        empty_label=_("No group"),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=ConflictOfInterest.Kind, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_(
            "The person, the country manager and head office read it. Whoever plans reads “Not free”."
        ),
    )
    since = forms.DateField(label=_("Since"))
    until = forms.DateField(
        label=_("Until"), required=False, help_text=_("The first day on which it no longer holds, if known.")
    )

    def __init__(self, data: Any, *, user: User, today: date) -> None:
        super().__init__(data, initial={"since": today, "person": user.pk})
        self.user = user
        self.fields["factory"].user = user  # type: ignore[attr-defined]
        if user.is_(*MANAGERS):
            self.fields["person"].queryset = _people(user)  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if "person" not in self.fields:
            typed["person"] = self.user
        return typed


def _people(user: User) -> Any:
    staff = Membership.objects.current().filter(role__in=STAFF)
    mine = Q(pk__in=managed_by(user).values("pk")) | Q(pk=user.pk)
    people = User.objects.filter(mine, pk__in=staff.values("user"), is_active=True, is_machine=False)
    return people.order_by("name")


class EndForm(forms.Form):
    on = forms.DateField(label=_("From this day on the person is planned again"))
