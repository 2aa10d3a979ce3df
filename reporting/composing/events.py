"""Strikes and incidents of a report's span, from their rows (NTF-2: the next progress report says them)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisory.incidents import strikes
from advisory.models import Duty, Incident
from reporting import payload as p
from reporting.composing import words
from reporting.composing.source import Source

TELLS = (Duty.Kind.INFORM_BUYER, Duty.Kind.FACTORY_TELLS, Duty.Kind.ASSESS_STRIKE)


def events(source: Source) -> tuple[tuple[p.Stoppage, ...], tuple[p.Incident, ...]]:
    """Since the assessment, and what an earlier report did not say yet; nothing that was recorded by mistake."""
    rows = list(_rows(source))
    told = _told([row.pk for row in rows])
    stoppages = tuple(_stoppage(row, told[row.pk], source) for row in rows if row.is_strike)
    others = tuple(_incident(row, told[row.pk], source) for row in rows if not row.is_strike)
    return stoppages, others


def _rows(source: Source) -> Any:
    rows = Incident.rows.filter(factory=source.report.factory_id, recorded_at__lte=source.at)
    kept = rows.exclude(status=Incident.Status.MISTAKEN).exclude(kind=Incident.Kind.NON_COOPERATION)
    last_day = source.assessment.last_day
    unsaid = Duty.rows.open().filter(kind=Duty.Kind.NEXT_REPORT).values("incident")
    since = kept.filter(began_at__date__gte=last_day) if last_day else kept.none()
    return (since | kept.filter(pk__in=unsaid)).order_by("began_at")


def _told(incidents: Sequence[UUID]) -> Mapping[UUID, list[Duty]]:
    found: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in Duty.rows.filter(incident__in=incidents, kind__in=TELLS).order_by("done_at"):
        found[duty.incident_id].append(duty)
    return found


def _stoppage(row: Incident, duties: Sequence[Duty], source: Source) -> p.Stoppage:
    judged = strikes.judge(row, source.at, source.zone)
    ended = row.ended_at or source.at
    return p.Stoppage(
        first_day=_day(row.began_at, source),
        last_day=_day(ended, source),
        category=p.Category(judged.category.value),
        workers=row.workers or 0,
        violence=row.violence_at is not None,
        what=words.said(" ".join(part for part in (row.what, row.cause) if part)),
        told=words.said(_how_told(duties, source) or _("In this report, as the rule says")),
    )


def _incident(row: Incident, duties: Sequence[Duty], source: Source) -> p.Incident:
    what = f"{row.get_kind_display()[:1].upper()}{row.get_kind_display()[1:]}. {row.what}"
    told = _how_told(duties, source) or _("No buyer was registered")
    return p.Incident(day=_day(row.began_at, source), what=words.said(what), told=words.said(told))


def _day(moment: datetime, source: Source) -> p.Day:
    return words.day(words.local_day(moment, source.zone), source.zone)


def _how_told(duties: Sequence[Duty], source: Source) -> str:
    """By whom, and whether in time; no buyer is named."""
    met = [duty for duty in duties if duty.done_at]
    said = []
    for by, sentence in (
        (Duty.MetBy.FACTORY, _("By the factory, %(when)s")),
        (Duty.MetBy.NOTICE, _("By Better Work, %(when)s")),
    ):
        theirs = [duty.done_at for duty in met if duty.met_by == by and duty.done_at]
        if theirs:
            when = date_format(min(theirs).astimezone(source.zone), "j F Y, H:i")
            said.append(sentence % {"when": when})
    if any(duty.is_late for duty in duties):
        said.append(_("not all in time"))
    if not met and duties:
        said.append(_("Not yet"))
    return "; ".join(said)
