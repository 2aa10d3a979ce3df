"""Fields that forms of several floors share."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from factories.models import Factory


class FactoryField(forms.CharField):
    """One factory by its code or name, among those that `user` sees; for lists too long to choose from."""

    user: User | None = None

    def __init__(self, **kwargs: Any) -> None:
        hint = gettext_lazy("Its code, or its name as it is written here.")
        super().__init__(**{"label": gettext_lazy("Factory"), "help_text": hint, "max_length": 200, **kwargs})

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        seen = Factory.objects.visible_to(self._user).select_related("programme")
        found = list(seen.filter(code__iexact=words)[:1]) or list(seen.filter(name__iexact=words)[:2])
        found = found or list(seen.filter(name__icontains=words)[:2])
        if len(found) == 1:
            return found[0]
        several = _("Several factories are called so. Give the code of the one that you mean.")
        raise ValidationError(several if found else _("No factory of this code or name is yours to see."))

    @property
    def _user(self) -> User:
        assert self.user is not None, "the form says whose factories they are"
        return self.user


class MomentField(forms.DateTimeField):
    """A day and time as the clock on the wall of `zone` shows it; gives an aware instant."""

    zone: tzinfo = UTC

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)
