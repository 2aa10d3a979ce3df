"""What a buyer raises, and what management and the committee answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisory.actions.plan import TITLE_LENGTH
from advisory.forms.committee import OnAgendaForm
from advisory.forms.fields import PointField, date_field

__all__ = ["AcceptForm", "AnswerForm", "NotAcceptedForm", "OnAgendaForm", "PriorityForm"]


class PriorityForm(forms.Form):
    title = forms.CharField(
        label=_("What matters to you"), max_length=200, help_text=_("One sentence, one matter.")
    )
    point = PointField(label=_("Compliance point"), required=False, empty_label=_("none, or not sure"))
    words = forms.CharField(
        label=_("In more words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text=_("The factory, its PICC and the advisor read this, with your organisation's name."),
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Why it is not put on the agenda"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("The buyer reads this."),
    )


class AcceptForm(forms.Form):
    title = forms.CharField(
        label=_("What is to improve, in the committee's words"),
        max_length=TITLE_LENGTH,
        help_text=_("Without the buyer's name. It becomes the title of the plan item; the buyer reads it."),
    )
    owner = forms.CharField(label=_("Who sees to it"), max_length=120, required=False)
    due_on = date_field(_("Until when"), required=False)


class NotAcceptedForm(forms.Form):
    words = forms.CharField(
        label=_("Why the committee declines"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("The buyer reads this."),
    )
