"""Fields that several forms share."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.models import ModelChoiceIterator

from programmes.models import CompliancePoint


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; `cleaned_data` holds a list, empty when none was chosen."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given and self.required:
            super().clean(None, initial)
        found: list[UploadedFile] = [super(FilesField, self).clean(each, initial) for each in given]
        return found


class ByCluster(ModelChoiceIterator):
    """The points under the heads of their clusters, in one query."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        for cluster, points in groupby(self.queryset, key=lambda point: point.cluster.name):
            yield cluster, [(point.pk, point.name) for point in points]


class PointField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A compliance point, chosen under its cluster."""

    iterator = ByCluster

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(CompliancePoint.objects.filter(facts=False).select_related("cluster"), **kwargs)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def date_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), **kwargs)


def ticked(label: Any, **kwargs: Any) -> Any:
    """Rows to tick; the form's maker sets which, as the person may see them."""
    return forms.ModelMultipleChoiceField(None, label=label, widget=forms.CheckboxSelectMultiple, **kwargs)


def one_of(label: Any, **kwargs: Any) -> Any:
    """One row to choose; the form's maker sets among which."""
    return forms.ModelChoiceField(None, label=label, **kwargs)
