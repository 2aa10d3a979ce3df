"""An update on conditions, by language; its approval with a moment."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from programmes.models import CountryProgramme
from reporting.actions.conditions import languages_of
from reporting.models import ConditionsUpdate


class UpdateForm(forms.Form):
    """A title and words for each language of the product; those of the programme need a title."""

    on = forms.DateField(
        label=_("Conditions on"),
        help_text=_("The local day of which the update speaks: today, or a coming one."),
    )

    def __init__(
        self, *args: Any, programme: CountryProgramme, update: ConditionsUpdate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        needed = languages_of(programme)
        for language, _name in settings.LANGUAGES:
            name = get_language_info(language)["name_translated"]
            lang = {"lang": language, "dir": "auto"}
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title, %(language)s") % {"language": name},
                max_length=160,
                required=language in needed,
                initial=update.titles.get(language, "") if update else "",
                widget=forms.TextInput(attrs=lang),
            )
            self.fields[f"words_{language}"] = forms.CharField(
                label=_("What it means, %(language)s") % {"language": name},
                required=False,
                initial=update.words.get(language, "") if update else "",
                widget=forms.Textarea(attrs={"rows": 5, **lang}),
            )

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        languages = [language for language, _name in settings.LANGUAGES]
        titles = {language: given.pop(f"title_{language}", "") for language in languages}
        words = {language: given.pop(f"words_{language}", "") for language in languages}
        return {**given, "titles": titles, "words": words}


class ApproveUpdateForm(forms.Form):
    publish_at = forms.DateTimeField(
        label=_("Publish on"),
        required=False,
        widget=forms.DateTimeInput(),
        help_text=_("Local time of the country. Leave it empty: it is published at once."),
    )
    reason = forms.CharField(
        label=_("Why nobody else approves it"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, update: ConditionsUpdate, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = update.programme.tz
        if not alone:
            del self.fields["reason"]

    def clean_publish_at(self) -> datetime | None:
        """What is typed is the country's own time."""
        typed: datetime | None = self.cleaned_data["publish_at"]
        return typed.replace(tzinfo=self.zone) if typed else None
