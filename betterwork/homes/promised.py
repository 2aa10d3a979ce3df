"""The reports that are owed about some factories, as lines of a home page, each with its reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from factories.models import Factory
from programmes.rules import RULES, Kind, Unit
from reporting.models import Report

AHEAD = timedelta(days=45)
SHOWN = 8


def reports_due(
    user: User, factories: Iterable[Factory], at: datetime, *kinds: Report.Kind
) -> list[dict[str, Any]]:
    """Open promises of these kinds that fall due soon or are over, the nearest first."""
    rows: Any = Report.objects.visible_to(user)
    owed = rows.open().filter(
        factory__in=[factory.pk for factory in factories], kind__in=kinds, due_at__lte=at + AHEAD
    )
    found = owed.select_related("factory__programme", "rule").order_by("due_at")[:SHOWN]
    return [_line(report) for report in found]


def _line(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "title": report.get_kind_display(),
        "factory": report.factory,
        "due_at": report.due_at,
        "zone": report.factory.programme.zone,
        "url": _page(report),
        "why": _why(report),
        "rule": report.rule.kind if report.rule else "",
    }


def _page(report: Report) -> str:
    try:
        return reverse("report", args=[report.pk])
    except NoReverseMatch:
        return reverse("factory", args=[report.factory_id])


def _why(report: Report) -> str:
    if report.rule is None or report.rule.amount is None:
        return ""
    kind, amount = RULES[Kind(report.rule.kind)], report.rule.amount
    if kind.unit is Unit.MONTHS:
        length = ngettext("%(count)s month", "%(count)s months", amount)
    else:
        length = ngettext("%(count)s day", "%(count)s days", amount)
    said = {"length": length % {"count": amount}, "anchor": kind.anchor}
    return _("%(length)s after %(anchor)s.") % said
