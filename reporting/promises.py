"""Why a report falls due when it does, in a sentence (the design's “say why”)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.rules import RULES, Kind, Unit
from reporting.models import Report

NEAR = timedelta(days=5)  # unapproved so shortly before its moment, a report is at risk
LENGTHS = {
    Unit.DAYS: lambda count: ngettext("%(count)s day", "%(count)s days", count) % {"count": count},
    Unit.MONTHS: lambda count: ngettext("%(count)s month", "%(count)s months", count) % {"count": count},
    Unit.HOURS: lambda count: ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count},
}


@dataclass(frozen=True)
class Why:
    """`components/why.html`: the sentence, the rule's name and since when it holds."""

    text: str
    rule: str


def why(report: Report) -> Why | None:
    """“28 days after the last day of data collection. advisory FAQ III.3”"""
    rule = report.rule
    if rule is None or rule.amount is None:
        return None
    kind = RULES[Kind(rule.kind)]
    said = {"length": LENGTHS[kind.unit](rule.amount), "anchor": kind.anchor, "source": rule.source}
    text = _("%(length)s after %(anchor)s; released in the morning of that day. Source: %(source)s.") % said
    return Why(text=text, rule=rule.kind)


def state_key(report: Report) -> str:
    """The key of the report's badge (`betterwork/badges.py`)."""
    Status = Report.Status
    return {
        Status.DUE.value: "not_started",
        Status.DRAFTED.value: "waiting",
        Status.APPROVED.value: "scheduled",
        Status.RELEASED.value: "released",
        Status.NOT_SUBMITTED.value: "late",
        Status.HELD.value: "held_back",
        Status.RECALLED.value: "recalled",
        Status.WAIVED.value: "waived",
    }[report.status]


def is_at_risk(report: Report, at: datetime) -> bool:
    """Its moment is near (or past) and nobody has approved it."""
    waiting = report.status in (Report.Status.DUE, Report.Status.DRAFTED, Report.Status.HELD)
    return waiting and report.release_at is not None and report.release_at <= at + NEAR
