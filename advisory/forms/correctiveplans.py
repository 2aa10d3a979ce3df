"""What the sender of a buyer's plan says, and who maps its points."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.buyers.planfile import FIELDS
from advisory.forms.fields import one_of
from advisory.models import CorrectivePlan


class PlanForm(forms.Form):
    file = forms.FileField(
        label=_("The plan"),
        help_text=_(
            "CSV or XLSX, at most 500 points. Columns for issue, requirement, due date, status and"
            " responsible are found by their headers. Nothing is taken in yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class OnBehalfForm(PlanForm):
    """The factory's management sends it for one of its buyers."""

    link = one_of(_("Whose plan"), empty_label=None)
    field_order = ["link", "file"]

    def __init__(self, data: Any, files: Any, links: Any) -> None:
        super().__init__(data, files)
        chosen: Any = self.fields["link"]
        chosen.queryset = links
        chosen.label_from_instance = lambda link: link.buyer.name


class ColumnsForm(forms.Form):
    """Which column is what; one choice a column."""

    def __init__(self, plan: CorrectivePlan, data: Any = None) -> None:
        super().__init__(data)
        for index, header in enumerate(plan.headers):
            label = header or _("Column %(number)s") % {"number": index + 1}
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=label,
                choices=[("", _("nothing of these")), *FIELDS.items()],
                required=False,
                initial=plan.columns.get(str(index), ""),
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        return {"columns": {int(name.removeprefix("column_")): field for name, field in typed.items()}}


class CoverForm(forms.Form):
    item = one_of(_("Another item of the plan"))

    def __init__(self, data: Any, items: Any) -> None:
        super().__init__(data, auto_id="cover_%s")
        chosen: Any = self.fields["item"]
        chosen.queryset = items
        chosen.label_from_instance = lambda item: f"{item.code} {item.title}"


class LeaveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why nothing is planned for it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("The buyer reads this."),
    )
