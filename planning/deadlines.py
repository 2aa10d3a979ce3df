"""What a row of the calendar does to what is promised: moments that move, reports that appear or fall away.

A rule reaches what is counted from its own date on: reports of an assessment whose data collection
ended on it or later, cycles that began then, comment windows that were opened then. Of a planned
assessment nothing is owed yet; planners read when its reports would be due.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Q

from assessments.models import Assessment
from assessments.team import days_of
from programmes import calendar
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import Kind
from reporting import schedule
from reporting.models import Report
from reporting.schedule import Planned

REPORTS = {
    Kind.ASSESSMENT_REPORT,
    Kind.PROGRESS_REPORT_1,
    Kind.PROGRESS_REPORT_1_AFTER_RELEASE,
    Kind.PROGRESS_REPORT_2,
    Kind.RELEASE_HOUR,
}
OF_A_CYCLE = {Kind.CYCLE_LENGTH: "ends_on", Kind.INITIAL_ADVISORY: "initial_advisory_until"}
COMMENTS = "comments_until"
OF_A_YEAR = {Kind.VISITS_LEAST, Kind.VISITS_MOST, Kind.FIRST_VISITS, Kind.VIRTUAL_SHARE}
YEAR = "year_planned_at"  # of a cycle; without it the clock lays its visits anew
MAY_MOVE = [Report.Status.DUE, Report.Status.DRAFTED, Report.Status.APPROVED, Report.Status.HELD]
MAY_FALL_AWAY = [Report.Status.DUE, Report.Status.DRAFTED, Report.Status.HELD]

Rules = Sequence[CalendarRule]
Moment = date | datetime | None
Owed = Mapping[str, Planned[Any]]


@dataclass(frozen=True)
class Move:
    """`what`: a kind of report, or the field that moves. Without `now` it appears, without `then` it falls
    away; of a report that appears `row` is the assessment that owes it."""

    what: str
    row: Any
    now: Moment
    then: Moment
    planned: Planned[Any] | None = None


@dataclass(frozen=True)
class DueEffect:
    """When a report of a planned assessment would be let out: for planners alone."""

    assessment: Assessment
    what: str
    now: Moment
    then: Moment


@dataclass(frozen=True)
class Change:
    """The rules of one programme as they stand and as they would; `since` is the new row's first day."""

    programme: CountryProgramme
    kind: Kind
    now: Rules
    then: Rules
    since: date

    @property
    def moment(self) -> datetime:
        return calendar.start_of_day(self.since, self.programme.tz)


def moves(change: Change, reports: Any, cycles: Any, begun: Any) -> list[Move]:
    if change.kind in REPORTS:
        return list(_of_reports(change, reports))
    if change.kind in OF_A_CYCLE:
        return list(_of_cycles(change, cycles))
    if change.kind in OF_A_YEAR:
        return list(_of_years(change, cycles))
    return list(_of_comments(change, begun)) if change.kind is Kind.COMMENT_WINDOW else []


# -- Reports -----------------------------------------------------------------------------


def _of_reports(change: Change, reports: Any) -> Iterator[Move]:
    counted = Q(assessment__last_day__gte=change.since) | Q(anchor_at__gte=change.moment)
    found = reports.filter(counted, factory__programme=change.programme, assessment__isnull=False)
    rows = found.select_related("factory", "assessment__cycle", "rule").order_by("assessment", "kind")
    for _pk, together in groupby(rows, key=lambda report: report.assessment_id):
        yield from _of_assessment(change, {report.kind: report for report in together})


def _of_assessment(change: Change, reports: Mapping[str, Report]) -> Iterator[Move]:
    assessment = next(iter(reports.values())).assessment
    assert assessment is not None
    released = _released(reports)
    now, then = (_owed(rules, assessment, released, change) for rules in (change.now, change.then))
    for kind in sorted(set(now) | set(then)):
        before, later, report = now.get(kind), then.get(kind), reports.get(kind)
        if report is None and later is not None and before is None:
            yield Move(kind, assessment, None, later.release_at, later)
        elif report is not None and _differs(before, later, report):
            yield Move(kind, report, report.release_at, later.release_at if later else None, later)


def _released(reports: Mapping[str, Report]) -> datetime | None:
    """From when the rule of 2018 counts: its report is counted from there, or it will be."""
    following = reports.get(Report.Kind.PROGRESS_1)
    if following and following.rule and following.rule.kind == Kind.PROGRESS_REPORT_1_AFTER_RELEASE:
        return following.anchor_at
    first = reports.get(Report.Kind.ASSESSMENT)
    return first.done_at if first and first.status == Report.Status.RELEASED else None


def _owed(rules: Rules, assessment: Assessment, released: datetime | None, change: Change) -> Owed:
    last, zone = assessment.last_day, change.programme.tz
    if last is None:
        return {}
    every: list[Any] = list(schedule.owed(rules, last, zone))
    if released is not None:
        every.append(schedule.owed_after_release(rules, last, released, zone))
    return {one.kind.value: one for one in every if one}


def _differs(before: Planned[Any] | None, later: Planned[Any] | None, report: Report) -> bool:
    """Whether this row changes; what is out, waived or refused stays as it is."""
    if later is None:
        return before is not None and report.status in MAY_FALL_AWAY
    if before is None or report.status not in MAY_MOVE:
        return False
    joined = before.joined != later.joined and report.status == Report.Status.DUE
    return joined or (before.release_at, before.due_at) != (later.release_at, later.due_at)


# -- Cycles and comment windows ----------------------------------------------------------------


def _of_cycles(change: Change, cycles: Any) -> Iterator[Move]:
    field = OF_A_CYCLE[change.kind]
    for cycle in _begun(change, cycles):
        began = calendar.start_of_day(cycle.day_zero, change.programme.tz)
        now, then = (_due(rules, change, cycle.day_zero, began) for rules in (change.now, change.then))
        if now != then:
            yield Move(field, cycle, getattr(cycle, field), then.on if then else None)


def _of_years(change: Change, cycles: Any) -> Iterator[Move]:
    """Years that are planned already and are to be planned anew."""
    for cycle in _begun(change, cycles).filter(year_planned_at__isnull=False):
        of = {"year": cycle.number, "standing": cycle.standing}
        now, then = (
            calendar.in_force(rules, change.kind, cycle.day_zero, **of) for rules in (change.now, change.then)
        )
        if (now and now.amount) != (then and then.amount):
            yield Move(YEAR, cycle, cycle.year_planned_at, None)


def _begun(change: Change, cycles: Any) -> Any:
    found = cycles.filter(factory__programme=change.programme, day_zero__gte=change.since, closed_at=None)
    return found.select_related("factory").order_by("day_zero", "pk")


def _of_comments(change: Change, begun: Any) -> Iterator[Move]:
    shared = begun.filter(
        factory__programme=change.programme,
        status=Assessment.Status.SHARED,
        shared_at__gte=change.moment,
    ).select_related("factory")
    for assessment in shared.order_by("shared_at", "pk"):
        on = assessment.shared_at.astimezone(change.programme.tz).date()
        now, then = (_due(rules, change, on, assessment.shared_at) for rules in (change.now, change.then))
        if now != then:
            yield Move(COMMENTS, assessment, assessment.comments_until, then.at if then else None)


def _due(rules: Rules, change: Change, on: date, anchor: datetime) -> calendar.Due | None:
    row = calendar.in_force(rules, change.kind, on)
    if row is None or row.amount is None:
        return None
    return calendar.due(change.kind, row.amount, anchor, change.programme.tz)


# -- Planned assessments --------------------------------------------------------------------------


def dues(change: Change, planned: Iterable[Assessment]) -> list[DueEffect]:
    """`planned` are those that the reader may know of, from the new row's day on."""
    return [effect for assessment in planned for effect in _dues_of(change, assessment)]


def _dues_of(change: Change, assessment: Assessment) -> Iterator[DueEffect]:
    last = days_of(assessment.planned_on, assessment.days, change.programme.weekend)[-1]
    now, then = (
        {one.kind.value: one.release_at for one in schedule.owed(rules, last, change.programme.tz)}
        for rules in (change.now, change.then)
    )
    for kind in sorted(set(now) | set(then)):
        if now.get(kind) != then.get(kind):
            yield DueEffect(assessment, kind, now.get(kind), then.get(kind))
