"""Forms of restricted files. Each hands its action exactly the keywords that the action takes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advisory.forms.fields import date_field
from advisory.models import PersonConcerned, PlannedAction
from factories.forms.fields import FactoryField, MomentField
from factories.models import Factory
from programmes.zerotolerance import Issue

NO_NAMES = _("No names, and nothing by which a person could be recognised.")


def words_field(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    given = {"widget": forms.Textarea(attrs={"rows": rows}), "max_length": 4000, "help_text": NO_NAMES}
    return forms.CharField(label=label, **{**given, **kwargs})


def yes_or_no(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )


class ReportForm(forms.Form):
    factory = FactoryField()
    issue = forms.ChoiceField(
        label=_("What is suspected"),
        choices=Issue,
        widget=forms.RadioSelect,
    )
    issue_words = forms.CharField(label=_("If another issue: which"), max_length=160, required=False)
    words = words_field(_("What was seen or heard, and where"), rows=4)
    known_at = MomentField(label=_("Known since"), help_text=_("Local time at the factory."))
    head_office_alone = forms.BooleanField(
        label=_("Head office decides, not the country manager"),
        required=False,
        help_text=_(
            "Where the country manager may have part in it. The country manager then never sees this file."
        ),
    )

    def __init__(
        self, data: Any, *, user: User, at: datetime, zone: Any, factory: Factory | None = None
    ) -> None:
        super().__init__(data, initial={"known_at": at})
        self.fields["factory"].user = user  # type: ignore[attr-defined]
        self.fields["known_at"].zone = factory.programme.tz if factory else zone  # type: ignore[attr-defined]
        self.given = factory
        if factory is not None:
            del self.fields["factory"]

    def clean(self) -> dict[str, Any]:
        """The moment is of the factory's own clock, whichever factory was typed."""
        typed: dict[str, Any] = super().clean() or {}
        typed["factory"] = factory = self.given or typed.get("factory")
        if factory and typed.get("known_at"):
            typed["known_at"] = typed["known_at"].replace(tzinfo=factory.programme.tz)
        return typed


class DecideForm(forms.Form):
    activate = yes_or_no(
        _("Decision"), _("Activate the protocol: a suspicion is enough"), _("Do not activate it")
    )
    reason = words_field(_("Reason"))


class NameForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    reason = forms.CharField(label=_("What for"), max_length=200)
    sees_persons = forms.BooleanField(
        label=_("May see the persons concerned"),
        required=False,
        help_text=_("Only where the person cannot do the work without it."),
    )

    def __init__(self, data: Any, people: Any) -> None:
        super().__init__(data)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class PassForm(NameForm):
    """At a hand-over: one person in, another out."""

    leaves = forms.ModelChoiceField(User.objects.none(), label=_("Who reads no more"))

    field_order = ["leaves", "user", "reason", "sees_persons"]

    def __init__(self, data: Any, people: Any, readers: Any, initial: Any) -> None:
        super().__init__(data, people)
        self.fields["leaves"].queryset = readers  # type: ignore[attr-defined]
        self.initial = initial


class SpecialForm(forms.Form):
    special = yes_or_no(_("Special investigation"), _("There is to be one"), _("None is needed"))
    reason = words_field(_("Reason"))


class FindingsForm(forms.Form):
    findings = words_field(_("What the special investigation found"), rows=6)


class PlanActionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Part of the plan"), choices=PlannedAction.Kind, widget=forms.RadioSelect
    )
    words = words_field(_("What is to be done"))
    owner = forms.CharField(
        label=_("Who sees to it"),
        max_length=160,
        help_text=_("An office, such as the inspectorate, factory management, the programme."),
    )
    due_on = date_field(_("Until"))


class FinishActionForm(forms.Form):
    done_on = date_field(_("Done on"))
    outcome = words_field(_("What came of it"))


class CloseForm(forms.Form):
    outcome = words_field(_("Outcome"), rows=4)


class OfStepForm(forms.Form):
    """With a moment at the factory, which is now unless somebody types another."""

    def __init__(self, data: Any, *, at: datetime, zone: Any) -> None:
        super().__init__(data, initial={"done_at": at})
        self.fields["done_at"].zone = zone  # type: ignore[attr-defined]


class FinishForm(OfStepForm):
    outcome = words_field(_("What was done, and what came of it"))
    done_at = MomentField(label=_("When"), help_text=_("Local time at the factory."))


class MinistryForm(OfStepForm):
    ministry = forms.CharField(label=_("Ministry, and the office or person there"), max_length=200)
    reference = forms.CharField(label=_("Its reference, if there is one"), max_length=120, required=False)
    done_at = MomentField(
        label=_("Informed"),
        help_text=_("Local time at the factory. The ministry's time and ours count from this moment."),
    )


class LeaveOutForm(forms.Form):
    reason = words_field(_("Why this step is left out"))


class GiveForm(forms.Form):
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who sees to it"), help_text=_("Somebody named in the file.")
    )

    def __init__(self, data: Any, people: Any) -> None:
        super().__init__(data)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Name, or how the person wants to be called"),
        max_length=160,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    reach = forms.CharField(
        label=_("How the person is reached safely"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    circumstances = words_field(_("Age, work, circumstances"), required=False, help_text="")
    wishes = words_field(
        _("What the person wants to happen, and not to happen"), required=False, help_text=""
    )
    consent = forms.ChoiceField(
        label=_("Consent"), choices=PersonConcerned.Consent, widget=forms.RadioSelect, initial="not_asked"
    )
