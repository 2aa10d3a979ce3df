"""The kinds of calendar rules. How long each is, where and since when, are dated rows.

A kind is code because the product hangs behaviour on it; its length never is, because the same
report has had two anchors, two lengths and two authors in different years, and Haiti differs.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unit(StrEnum):
    """Hours are elapsed time; days and months are local calendar dates of the programme."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    CLOCK_HOUR = "clock_hour"  # an hour of the local day, 0 to 23


class Kind(StrEnum):
    INITIAL_ADVISORY = "initial_advisory"
    CYCLE_LENGTH = "cycle_length"
    COMMENT_WINDOW = "comment_window"
    ASSESSMENT_REPORT = "assessment_report"
    PROGRESS_REPORT_1 = "progress_report_1"
    PROGRESS_REPORT_1_AFTER_RELEASE = "progress_report_1_after_release"
    PROGRESS_REPORT_2 = "progress_report_2"
    RELEASE_HOUR = "release_hour"
    COMMITTEE_TERM = "committee_term"
    COMMITTEE_MEETING = "committee_meeting"


@dataclass(frozen=True)
class Rule:
    """What starts the clock, who owes, and whether it is a promise or an aim."""

    unit: Unit
    anchor: Promise
    promise: bool
    default: int | None  # the length that ships; None: ships switched off
    source: str


RULES: dict[Kind, Rule] = {
    Kind.INITIAL_ADVISORY: Rule(
        Unit.DAYS, _("the first advisory visit"), False, 100, "engagement model, first cycle"
    ),
    Kind.CYCLE_LENGTH: Rule(
        Unit.MONTHS, _("the first advisory visit of the cycle"), False, 12, "engagement model; our reading"
    ),
    Kind.COMMENT_WINDOW: Rule(
        Unit.DAYS,
        _("the findings being shared with the factory"),
        True,
        7,
        "older terms of service; our reading",
    ),
    Kind.ASSESSMENT_REPORT: Rule(
        Unit.DAYS, _("the last day of data collection"), True, 28, "programme help desk; engagement model"
    ),
    Kind.PROGRESS_REPORT_1: Rule(
        Unit.MONTHS, _("the last day of data collection"), True, 5, "advisory FAQ III.3"
    ),
    Kind.PROGRESS_REPORT_1_AFTER_RELEASE: Rule(
        Unit.DAYS, _("the release of the assessment report"), True, None, "Progress Report 1 guide, 2018"
    ),
    Kind.PROGRESS_REPORT_2: Rule(
        Unit.MONTHS, _("the last day of data collection"), True, 11, "advisory FAQ III.3"
    ),
    Kind.RELEASE_HOUR: Rule(Unit.CLOCK_HOUR, _("the day on which a report is due"), False, 9, "our reading"),
    Kind.COMMITTEE_TERM: Rule(Unit.MONTHS, _("the election"), False, 24, "our reading"),
    Kind.COMMITTEE_MEETING: Rule(Unit.DAYS, _("the last meeting"), False, 31, "programme practice: monthly"),
}
