"""The evidence of an incident as a person reads it, in the active language: words for codes, local moments. Pure.

The JSON keeps the codes, so that the same evidence gives the same bytes everywhere.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisory.models import Consultation, Duty, Escalation, Incident, Party
from factories.models import Delivery
from programmes import languages
from reporting.models import Notice, NoticeRecipient

Row = Mapping[str, Any]
Labels = Mapping[str, Callable[[Any], object]]

MESSAGES: dict[str, str | Promise] = {
    "notice_to_buyer": gettext_lazy("the notice to buyers"),
    "incident_tell_buyers": gettext_lazy("the factory was asked to tell its buyers"),
    "strike_tell_buyers": gettext_lazy("the factory was asked to tell its buyers of the strike"),
    **{f"duty_{rung.value}": rung.label for rung in Escalation.Rung},
}


def in_words(found: Row) -> Row:
    """The same shape; `offset` is the distance of its moments from universal time."""
    return {
        "made_at": moment(found["made_at"]),
        "offset": found["made_at"][-6:],
        "incident": _row(found["incident"], INCIDENT),
        "what_was_known": [_row(each, {}) for each in found["what_was_known"]],
        "duties": [_row(each, DUTY) for each in found["duties"]],
        "calls": [_row(each, CALL) for each in found["calls"]],
        "consultations": [_row(each, CONSULTATION) for each in found["consultations"]],
        "notices": [_row(each, NOTICE) for each in found["notices"]],
        "deliveries": [_row(each, DELIVERY) for each in found["deliveries"]],
    }


def moment(written: str) -> str:
    """As it was at the factory, to the second."""
    return date_format(datetime.fromisoformat(written), "j M Y, H:i:s")


def _row(row: Row, labels: Labels) -> Row:
    return {name: _value(name, value, labels) for name, value in row.items()}


def _value(name: str, value: Any, labels: Labels) -> object:
    if not value:
        return value
    if name in labels:
        return labels[name](value)
    return moment(value) if name == "at" or name.endswith("_at") or name == "counted_from" else value


def _label(choices: type[TextChoices], code: str) -> str:
    """A code of an older release, whose word is gone, is shown as it is."""
    return capfirst(str(choices(code).label)) if code in choices.values else code


def _of(choices: type[TextChoices]) -> Callable[[str], str]:
    return partial(_label, choices)


def _message(kind: str) -> str:
    return capfirst(str(MESSAGES.get(kind, kind)))


def _recipients(lines: list[Row]) -> list[Row]:
    missing: Labels = {"missing": lambda codes: [_label(NoticeRecipient.Missing, code) for code in codes]}
    return [_row(each, missing) for each in lines]


INCIDENT: Labels = {"kind": _of(Incident.Kind), "status": _of(Incident.Status)}
DUTY: Labels = {"kind": _of(Duty.Kind), "met_by": _of(Duty.MetBy)}
CALL: Labels = {"rung": _of(Escalation.Rung), "duty": _of(Duty.Kind)}
CONSULTATION: Labels = {"party": _of(Party), "outcome": _of(Consultation.Outcome)}
NOTICE: Labels = {"kind": _of(Notice.Kind), "status": _of(Notice.Status), "recipients": _recipients}
DELIVERY: Labels = {
    "what": _message,
    "channel": _of(Delivery.Channel),
    "status": _of(Delivery.Status),
    "language": lambda code: _("in %(language)s") % {"language": languages.name(code)},
}
