"""Plans the reports that an assessment owes. Nothing is ever derived from a planned assessment."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.trail import acting
from assessments.models import Assessment
from assessments.models.assessment import AssessmentRows
from programmes import calendar
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import Kind
from reporting import schedule
from reporting.models import Report
from reporting.models.report import ReportRows
from reporting.schedule import Planned

BATCH = 200
Status = Assessment.Status


def plan_reports(at: datetime) -> int:
    """For each assessment whose data collection has ended, the reports it owes; returns how many.

    Idempotent: one report of a kind an assessment, held by the database.
    """
    return _after_data_collection(at) + _after_release(at)


def _after_data_collection(at: datetime) -> int:
    made, last = 0, UUID(int=0)
    while batch := _plan_batch(at, last):
        made += batch[0]
        last = batch[1]
    return made


def _plan_batch(at: datetime, after: UUID) -> tuple[int, UUID] | None:
    """Plans one batch; returns how many reports it made and where the next batch begins."""
    with transaction.atomic(), acting("reporting.plan_reports", by=None, at=at):
        found = list(_without_reports(at).filter(pk__gt=after).order_by("pk")[:BATCH])
        made = [report for assessment in found for report in _owed_by(assessment, at)]
        Report.rows.bulk_create(made, ignore_conflicts=True)
    return (len(made), found[-1].pk) if found else None


def _without_reports(at: datetime) -> AssessmentRows:
    """Begun assessments that may have ended by now; the exact day is judged in their own zone."""
    reports = Report.rows.filter(assessment=OuterRef("pk"))
    begun = Assessment.rows.begun().filter(last_day__lte=at.date() + timedelta(days=1))
    return (
        begun.filter(~Exists(reports))
        .select_related("factory__programme", "cycle")
        .select_for_update(skip_locked=True, of=("self",))
    )


def _owed_by(assessment: Assessment, at: datetime) -> list[Report]:
    programme = assessment.factory.programme
    if assessment.last_day is None or not _has_ended(assessment, at):
        return []
    planned = schedule.owed(_rules(programme), assessment.last_day, programme.tz)
    return [report_of(assessment, one) for one in planned]


def _has_ended(assessment: Assessment, at: datetime) -> bool:
    """The last day is over, or the team has shared what it found: a second day that is still to
    come is as secret as the first was."""
    if assessment.status in (Status.SHARED, Status.FINALISED) or assessment.last_day is None:
        return True
    return at > calendar.end_of_day(assessment.last_day, assessment.factory.programme.tz)


def _rules(programme: CountryProgramme) -> list[Any]:
    """`CalendarRule` rows; mypy does not see through Django's fields that they are RuleRows."""
    return list(CalendarRule.objects.for_programme(programme))


def report_of(assessment: Assessment, planned: Planned[Any]) -> Report:
    return Report(
        factory_id=assessment.factory_id,
        cycle=assessment.cycle,
        assessment=assessment,
        kind=planned.kind.value,
        rule=planned.rule,
        anchor_at=planned.anchor_at,
        release_at=planned.release_at,
        due_at=planned.due_at,
        joined=planned.joined,
    )


# -- The rule of 2018 ---------------------------------------------------------------------------
def _after_release(at: datetime) -> int:
    """Where that rule was ever on: released assessment reports that nothing of it follows yet."""
    programmes = _with_rule_of_2018()
    if not programmes:
        return 0
    with transaction.atomic(), acting("reporting.plan_reports", by=None, at=at):
        released = _released_alone().filter(factory__programme__in=programmes)
        made = [following for report in released if (following := _following(report))]
        Report.rows.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _with_rule_of_2018() -> list[CountryProgramme]:
    on = CalendarRule.objects.filter(kind=Kind.PROGRESS_REPORT_1_AFTER_RELEASE, amount__isnull=False)
    if on.filter(programme=None).exists():
        return list(CountryProgramme.objects.all())
    return list(CountryProgramme.objects.filter(pk__in=on.values("programme")))


def _released_alone() -> ReportRows:
    siblings = Report.rows.filter(assessment=OuterRef("assessment"), kind=Report.Kind.PROGRESS_1)
    released = Report.rows.filter(kind=Report.Kind.ASSESSMENT, status=Report.Status.RELEASED)
    return (
        released.filter(~Exists(siblings))
        .select_related("factory__programme", "assessment__cycle")
        .select_for_update(skip_locked=True, of=("self",))
    )


def _following(released: Report) -> Report | None:
    """Counted from the first release: a correction moves nothing."""
    assessment, programme = released.assessment, released.factory.programme
    if assessment is None or assessment.last_day is None or released.done_at is None:
        return None
    planned = schedule.owed_after_release(
        _rules(programme), assessment.last_day, released.done_at, programme.tz
    )
    return report_of(assessment, planned) if planned else None
