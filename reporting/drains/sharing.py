"""Puts together what countries share with their constituents: once a day, and after each release or recall."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.trail import acting
from factories.models import Agreement, Opens
from factories.phases import TAKING_PART
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import RULES, Kind
from reporting.models import Report, ReportVersion, SharedCompliance
from reporting.payload import AssessmentReport
from reporting.reading import read
from reporting.shared import by_cluster

NEVER_FEWER = 3  # whatever a row says: of two, each would know the other


def share(at: datetime) -> int:
    """Of every country in which an agreement opens it today; returns how many were put together anew."""
    lasting = Q(valid_until=None) | Q(valid_until__gt=at.date())
    opening = Agreement.rows.approved().filter(lasting, opens__contains=[Opens.COMPLIANCE.value])
    found = CountryProgramme.objects.filter(pk__in=opening.values("programme"))
    return sum(_one(programme, at) for programme in found)


def _one(programme: CountryProgramme, at: datetime) -> int:
    today = at.astimezone(programme.tz).date()
    if not _is_stale(programme, today):
        return 0
    least = _least(programme, today)
    payload = by_cluster(_newest(programme), least)
    with transaction.atomic(), acting("reporting.share_compliance", by=None, at=at):
        given = {"on": today, "least": least, "payload": payload, "made_at": at}
        SharedCompliance.rows.update_or_create(programme=programme, defaults=given)
    return 1


def _is_stale(programme: CountryProgramme, today: date) -> bool:
    made = SharedCompliance.rows.filter(programme=programme).first()
    if made is None or made.on != today:
        return True
    since = Q(released_at__gt=made.made_at) | Q(withdrawn_at__gt=made.made_at)
    return ReportVersion.rows.filter(since, factory__programme=programme).exists()


def _least(programme: CountryProgramme, today: date) -> int:
    row = CalendarRule.objects.in_force(Kind.SHARED_LEAST, programme, today)
    amount = row.amount if row is not None else RULES[Kind.SHARED_LEAST].default
    return max(amount or 0, NEVER_FEWER)


def _newest(programme: CountryProgramme) -> Iterator[AssessmentReport]:
    """The newest released assessment report of each factory that takes part."""
    rows: Any = ReportVersion.rows.out().filter(
        report__kind=Report.Kind.ASSESSMENT,
        report__status=Report.Status.RELEASED,
        factory__programme=programme,
        factory__status__in=TAKING_PART,
    )
    for version in rows.order_by("factory_id", "-released_at").distinct("factory_id").iterator(chunk_size=50):
        found = read(version)
        if isinstance(found, AssessmentReport):
            yield found
