"""What an administrator is asked on the way of a list into the programme."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from factories.imports.delimited import DELIMITERS, ENCODINGS
from factories.imports.fields import FIELDS
from factories.imports.reading import Habits
from factories.models import ImportBatch
from programmes.models import CountryProgramme


def administered(user: User) -> Any:
    """The programmes whose administrator the person is."""
    offices = [held.organisation_id for held in user.roles if held.role == Role.ADMINISTRATOR]
    return CountryProgramme.objects.filter(organisation_id__in=offices)


def _any_country() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Take factories of other countries too"),
        help_text=_("Otherwise their rows are not taken, each with that reason."),
        required=False,
    )


class UploadForm(forms.Form):
    programme = forms.ModelChoiceField(
        CountryProgramme.objects.none(), label=_("Country programme"), empty_label=None
    )
    file = forms.FileField(
        label=_("List of factories"),
        help_text=_(
            "CSV or XLSX, at most 10 MB. Title rows above the header may stay. Nothing is written yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    any_country = _any_country()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = administered(user)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        upload = self.cleaned_data.pop("file", None)
        if upload is None:
            return self.cleaned_data
        if upload.size > settings.UPLOAD_LIMIT_BYTES:
            self.add_error("file", _("The file is too big. Split it into files of at most 10 MB."))
            return self.cleaned_data
        return self.cleaned_data | {"name": upload.name, "content": upload.read()}


class ColumnsForm(forms.Form):
    """One choice per column of the file, filled with the guess."""

    any_country = _any_country()

    def __init__(self, batch: ImportBatch, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"any_country": batch.any_country})
        super().__init__(*args, **kwargs)
        choices = [("", _("leave out")), *((known.name, known.label) for known in FIELDS)]
        self._columns = batch.columns
        for column in batch.columns:
            self.fields[self._name(column)] = forms.ChoiceField(
                choices=choices, required=False, label=_("Is"), initial=column["field"]
            )

    @staticmethod
    def _name(column: dict[str, Any]) -> str:
        return f"column_{column['index']}"

    def columns(self) -> list[dict[str, Any]]:
        """The columns as they are shown, each with its choice."""
        return [
            {**column, "choice": self[self._name(column)], "percent": round(100 * column["confidence"])}
            for column in self._columns
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        chosen = {column["index"]: cleaned.get(self._name(column), "") for column in self._columns}
        return {"fields": chosen, "any_country": cleaned.get("any_country", False)}


class HabitsForm(forms.Form):
    """How the file is written, where the guess was wrong."""

    header_line = forms.IntegerField(
        label=_("Line of the column names"), help_text=_("0: the file has none."), min_value=0
    )
    encoding = forms.ChoiceField(label=_("Writing"), required=False)
    delimiter = forms.ChoiceField(label=_("Columns are parted by"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)

    def __init__(self, batch: ImportBatch, *args: Any, **kwargs: Any) -> None:
        names = ("header_line", "encoding", "delimiter", "sheet")
        kwargs.setdefault("initial", {name: getattr(batch, name) for name in names})
        super().__init__(*args, **kwargs)
        choices = {
            "encoding": list(dict.fromkeys([batch.encoding, *ENCODINGS])),
            "delimiter": [*DELIMITERS],
            "sheet": batch.sheets,
        }
        for name in ("sheet",) if batch.kind == "csv" else ("encoding", "delimiter"):
            del self.fields[name]
            del choices[name]
        for name, values in choices.items():
            self.fields[name].choices = [(value, WORDS.get(value, value)) for value in values]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        habits = Habits(**{name: cleaned.get(name, "") for name in ("encoding", "delimiter", "sheet")})
        return {"habits": habits, "header_line": cleaned.get("header_line")}


WORDS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}


class ApproveForm(forms.Form):
    good_rows = forms.ChoiceField(
        label=_("Which rows"),
        choices=[("all", _("All rows, or none")), ("good", _("The good rows; the others stay out"))],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        return {"good_rows": self.cleaned_data.get("good_rows") == "good"}


class DecisionForm(forms.Form):
    choice = forms.CharField(max_length=4)
