"""To whom each factory passes."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planning.handover.preview import Line, Preview


class HandOverForm(forms.Form):
    """A choice for each factory; and for each restricted file on which the planner decides."""

    why = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Team leaders, the country manager and head office read it; factories do not."),
    )

    def __init__(self, data: Any, *, preview: Preview, proposed: UUID | None = None) -> None:
        super().__init__(data)
        self.preview = preview
        self.people = preview.successors.people
        for line in preview.lines:
            free = preview.successors.free_for(line.factory)
            chosen = next((user.pk for user in free if user.pk == proposed), "")
            self.fields[_key(line)] = _choice(line.factory.name, free, _("stays"), chosen)
        for file in preview.decided:
            self.fields[f"file-{file.pk}"] = _choice(
                file.code, list(self.people.values()), _("I decide later"), ""
            )

    @property
    def factories(self) -> Iterator[tuple[Line, Any]]:
        return ((line, self[_key(line)]) for line in self.preview.lines)

    @property
    def restricted(self) -> Iterator[tuple[Any, Any]]:
        return ((file, self[f"file-{file.pk}"]) for file in self.preview.decided)

    def clean(self) -> dict[str, Any]:
        """What the action takes."""
        typed: dict[str, Any] = super().clean() or {}
        if any(
            name.startswith("to-") and said and name not in self.fields for name, said in self.data.items()
        ):
            raise ValidationError(
                _("A factory is in other hands already: somebody was quicker. Look at what is left.")
            )
        lines = {line.factory.pk: typed.get(_key(line)) for line in self.preview.lines}
        files = {file: typed.get(f"file-{file.pk}") for file in self.preview.decided}
        return {
            "why": typed.get("why", ""),
            "to": {pk: self.people[UUID(chosen)] for pk, chosen in lines.items() if chosen},
            "files": {file: self.people[UUID(chosen)] for file, chosen in files.items() if chosen},
        }


def _key(line: Line) -> str:
    return f"to-{line.factory.pk}"


def _choice(label: str, people: list[User], nobody: Any, chosen: Any) -> forms.ChoiceField:
    choices = [("", nobody), *((str(user.pk), user.name) for user in people)]
    wrong = {"invalid_choice": _("This person is not free for it. Choose somebody else.")}
    return forms.ChoiceField(
        label=label, choices=choices, required=False, initial=str(chosen), error_messages=wrong
    )
