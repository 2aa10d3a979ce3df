"""Forms of the improvement plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.actions.plan import ADDED_BY_HAND, TITLE_LENGTH
from advisory.forms.fields import FilesField, PointField, date_field
from advisory.models import PlanItem

Status = PlanItem.Status


class ItemForm(forms.Form):
    """A new item, typed by hand."""

    title = forms.CharField(label=_("What is to improve"), max_length=TITLE_LENGTH)
    origin = forms.ChoiceField(
        label=_("Where it comes from"),
        choices=[(origin, origin.label) for origin in ADDED_BY_HAND],
        widget=forms.RadioSelect,
        initial=PlanItem.Origin.PICC,
    )
    point = PointField(
        label=_("Compliance point"),
        required=False,
        empty_label=_("none, or not sure"),
        help_text=_("What it is about. Items of one cluster stand together."),
    )
    words = forms.CharField(label=_("In more words"), widget=forms.Textarea, required=False)
    root_cause = forms.CharField(
        label=_("Root cause"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Why is it so? Ask why until the answer is something you can change."),
    )
    owner = forms.CharField(label=_("Who sees to it"), max_length=120, required=False)
    due_on = date_field(_("Until when"), required=False)


class UpdateForm(forms.Form):
    """Where an item stands, as the factory says."""

    base = forms.CharField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Where does it stand?"),
        widget=forms.RadioSelect,
        choices=[
            (Status.OPEN, _("Not started")),
            (Status.IN_PROGRESS, _("In progress")),
            (Status.DONE, _("Done, please check")),
        ],
        help_text=_("Your advisor verifies what is done, on the next visit or from evidence."),
    )
    due_on = date_field(_("Until when"), required=False)
    owner = forms.CharField(label=_("Who sees to it"), max_length=120, required=False)
    root_cause = forms.CharField(
        label=_("Root cause"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    said = forms.CharField(
        label=_("What was done, or why the date moves"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    evidence = FilesField(
        label=_("Photos or files"),
        required=False,
        help_text=_("Up to 10 MB each. Location data is removed from photos."),
    )

    @classmethod
    def of(cls, item: PlanItem, data: Any = None, files: Any = None) -> "UpdateForm":
        """With what the item says now, and over it what was typed, if anything was."""
        now = {name: getattr(item, name) for name in ("status", "due_on", "owner", "root_cause")}
        return cls(data, files, initial={**now, "base": item.version}, auto_id="update_%s")


class VerifyForm(forms.Form):
    verification = forms.ChoiceField(
        label=_("How did you verify it?"),
        choices=PlanItem.Verification,
        widget=forms.RadioSelect,
    )
    said = forms.CharField(label=_("What you saw"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=_("What is missing"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The factory reads this."),
    )


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it leaves the plan"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history. The factory reads this."),
    )


class CommentForm(forms.Form):
    words = forms.CharField(
        label=_("Your comment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides of the PICC and the advisor read it. It cannot be changed later."),
    )


class StepForm(forms.Form):
    words = forms.CharField(label=_("Step"), widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.CharField(label=_("Who"), max_length=120, required=False)
    due_on = date_field(_("Until when"), required=False)


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=_("Photo or file"),
        help_text=_("Up to 10 MB. Location data is removed from photos."),
    )
    words = forms.CharField(label=_("What it shows"), max_length=300, required=False)
