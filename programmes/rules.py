"""The kinds of calendar rules. How long each is, where and since when, are dated rows.

A kind is code because the product hangs behaviour on it; its length never is, because the same
report has had two anchors, two lengths and two authors in different years, and Haiti differs.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unit(StrEnum):
    """What an amount counts. Hours are elapsed time; days and months are local calendar dates."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    CLOCK_HOUR = "clock_hour"  # an hour of the local day, 0 to 23
    COUNT = "count"
    PERCENT = "percent"
    CYCLE = "cycle"  # the number of a factory's cycle, the first is 1
    ROLE = "role"  # an `AdvisorRole`


BOUNDS: dict[Unit, tuple[int, int]] = {  # the least and the most that an amount may be
    Unit.HOURS: (1, 24 * 90),
    Unit.DAYS: (1, 1000),
    Unit.MONTHS: (1, 60),
    Unit.CLOCK_HOUR: (0, 23),
    Unit.COUNT: (0, 60),
    Unit.PERCENT: (0, 100),
    Unit.CYCLE: (1, 20),
    Unit.ROLE: (1, 3),
}
LAST_YEAR = 30  # of a factory, from which a row may hold


class AdvisorRole(IntEnum):
    """What the advisor is to a factory, by its year (ENG-5)."""

    GUIDE = 1
    COACH = 2
    CONSULTANT = 3


class Standing(StrEnum):
    """How a factory was differentiated (ENG-4); before it is, none of them."""

    HIGH_PERFORMER = "high_performer"
    ORDINARY = "ordinary"
    NEEDS_SUPPORT = "needs_support"


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
    ROUTINE_ASSESSMENT = "routine_assessment"
    ASSESSMENT_INTERVAL = "assessment_interval"
    HYBRID_ASSESSMENT = "hybrid_assessment"
    FIRST_DIFFERENTIATION = "first_differentiation"
    FIRST_VISITS = "first_visits"
    VISITS_LEAST = "visits_least"
    VISITS_MOST = "visits_most"
    VIRTUAL_SHARE = "virtual_share"
    ADVISOR_ROLE = "advisor_role"
    LEARNING_SEMINARS = "learning_seminars"
    ASSESSMENT_WINDOW = "assessment_window"
    LAPSE = "lapse"
    INFORM_BUYERS = "inform_buyers"
    STRIKE_FACTORY = "strike_factory"
    STRIKE_ASSESSMENT = "strike_assessment"
    NON_COOPERATION = "non_cooperation"
    MINIMAL_NOTICE = "minimal_notice"
    REMIND_RESPONSIBLE = "remind_responsible"
    REMIND_DEPUTY = "remind_deputy"
    REMIND_LEADER = "remind_leader"
    REMIND_MANAGER = "remind_manager"
    WORKDAY_BEGINS = "workday_begins"
    WORKDAY_ENDS = "workday_ends"
    ZERO_TOLERANCE_DECISION = "zero_tolerance_decision"
    ZERO_TOLERANCE_MINISTRY = "zero_tolerance_ministry"
    ZERO_TOLERANCE_BEGIN = "zero_tolerance_begin"
    ZERO_TOLERANCE_FOLLOW_UP = "zero_tolerance_follow_up"
    ZERO_TOLERANCE_PLAN = "zero_tolerance_plan"
    ZERO_TOLERANCE_BUYERS = "zero_tolerance_buyers"
    SHARED_LEAST = "shared_least"


@dataclass(frozen=True)
class Rule:
    """What starts the clock, who owes, whether it is a promise or an aim, and what its rows may tell apart.

    `required`: the product cannot go on without a length, so no row switches it off.
    `by_year`, `by_standing`: rows may be of factories from a year on, or of one standing.
    """

    unit: Unit
    anchor: Promise
    promise: bool
    default: int | None  # the length that ships for every factory; None: ships switched off
    source: str
    required: bool = False
    by_year: bool = False
    by_standing: bool = False


_FIRST_VISIT = _("the first advisory visit")
_CYCLE = _("the first advisory visit of the cycle")
_DATA = _("the last day of data collection")
_BEFORE = _("before the end of a duty's time, counted back")
_WORKDAY = _("a working day, for reminders")
_MINISTRY = _("the ministry being informed")
_PROTOCOL = "Zero Tolerance Protocol, Egypt, 10 March 2021"

RULES: dict[Kind, Rule] = {
    Kind.INITIAL_ADVISORY: Rule(
        Unit.DAYS, _FIRST_VISIT, False, 100, "engagement model, first cycle", required=True
    ),
    Kind.CYCLE_LENGTH: Rule(Unit.MONTHS, _CYCLE, False, 12, "engagement model; our reading", required=True),
    Kind.COMMENT_WINDOW: Rule(
        Unit.DAYS,
        _("the findings being shared with the factory"),
        True,
        7,
        "older terms of service; our reading",
    ),
    Kind.ASSESSMENT_REPORT: Rule(
        Unit.DAYS, _DATA, True, 28, "programme help desk; engagement model", required=True
    ),
    Kind.PROGRESS_REPORT_1: Rule(Unit.MONTHS, _DATA, True, 5, "advisory FAQ III.3"),
    Kind.PROGRESS_REPORT_1_AFTER_RELEASE: Rule(
        Unit.DAYS, _("the release of the assessment report"), True, None, "Progress Report 1 guide, 2018"
    ),
    Kind.PROGRESS_REPORT_2: Rule(Unit.MONTHS, _DATA, True, 11, "advisory FAQ III.3"),
    Kind.RELEASE_HOUR: Rule(
        Unit.CLOCK_HOUR, _("the day on which a report is due"), False, 9, "our reading", required=True
    ),
    Kind.COMMITTEE_TERM: Rule(Unit.MONTHS, _("the election"), False, 24, "our reading"),
    Kind.COMMITTEE_MEETING: Rule(Unit.DAYS, _("the last meeting"), False, 31, "programme practice: monthly"),
    Kind.ROUTINE_ASSESSMENT: Rule(
        Unit.DAYS, _CYCLE, False, 100, "engagement model, later cycles: about 100 days", required=True
    ),
    Kind.ASSESSMENT_INTERVAL: Rule(
        Unit.MONTHS,
        _("the last day of the assessment before"),
        False,
        12,
        "engagement model: a routine annual assessment",
        required=True,
        by_standing=True,
    ),
    Kind.HYBRID_ASSESSMENT: Rule(
        Unit.CYCLE, _("the factory's first cycle"), False, 3, "engagement model: from the third cycle"
    ),
    Kind.FIRST_DIFFERENTIATION: Rule(
        Unit.MONTHS, _FIRST_VISIT, False, 16, "training on the service model, first look back", required=True
    ),
    Kind.FIRST_VISITS: Rule(
        Unit.COUNT, _FIRST_VISIT, False, 3, "programme web site: generally three visits", required=True
    ),
    Kind.VISITS_LEAST: Rule(
        Unit.COUNT,
        _CYCLE,
        False,
        6,
        "advisory FAQ III.1: 6 to 10 a year",
        required=True,
        by_year=True,
        by_standing=True,
    ),
    Kind.VISITS_MOST: Rule(
        Unit.COUNT,
        _CYCLE,
        False,
        10,
        "advisory FAQ III.1: 6 to 10 a year",
        required=True,
        by_year=True,
        by_standing=True,
    ),
    Kind.VIRTUAL_SHARE: Rule(
        Unit.PERCENT,
        _CYCLE,
        False,
        0,
        "engagement model: none before two completed cycles",
        required=True,
        by_year=True,
        by_standing=True,
    ),
    Kind.ADVISOR_ROLE: Rule(
        Unit.ROLE,
        _("the factory's first cycle"),
        False,
        1,
        "advisory FAQ III.1",
        required=True,
        by_year=True,
    ),
    Kind.LEARNING_SEMINARS: Rule(
        Unit.COUNT, _CYCLE, False, 4, "programme web site; advisory FAQ III.1: quarterly"
    ),
    Kind.ASSESSMENT_WINDOW: Rule(
        Unit.DAYS,
        _("the day from which an assessment may take place"),
        False,
        42,
        "engagement model says about; the number is our reading",
        required=True,
    ),
    Kind.LAPSE: Rule(
        Unit.DAYS, _("the end of a cycle without re-registration"), False, 90, "our reading; ENG-12"
    ),
    Kind.INFORM_BUYERS: Rule(
        Unit.HOURS,
        _("the moment when any of us learned of the incident"),
        True,
        72,
        "advisory FAQ III.6",
        required=True,
    ),
    Kind.STRIKE_FACTORY: Rule(
        Unit.HOURS,
        _("the later of: we knew, the strike became one of category B"),
        False,
        48,
        "advisory FAQ III.7",
        required=True,
    ),
    Kind.STRIKE_ASSESSMENT: Rule(
        Unit.HOURS,
        _("the end of the factory's time to tell its buyers"),
        True,
        48,
        "advisory FAQ III.7 sets no limit; the number is our reading",
        required=True,
    ),
    Kind.NON_COOPERATION: Rule(
        Unit.DAYS,
        _("the record that the factory does not cooperate or progress"),
        True,
        7,
        "advisory FAQ III.2 sets no limit; the number is our reading",
        required=True,
    ),
    Kind.MINIMAL_NOTICE: Rule(
        Unit.HOURS,
        _("before the end of the time to inform buyers, counted back"),
        False,
        1,
        "our reading: at its mark a minimal factual notice goes by itself",
    ),
    Kind.REMIND_RESPONSIBLE: Rule(Unit.HOURS, _BEFORE, False, 36, "our reading"),
    Kind.REMIND_DEPUTY: Rule(Unit.HOURS, _BEFORE, False, 24, "our reading"),
    Kind.REMIND_LEADER: Rule(Unit.HOURS, _BEFORE, False, 12, "our reading"),
    Kind.REMIND_MANAGER: Rule(Unit.HOURS, _BEFORE, False, 4, "our reading"),
    Kind.WORKDAY_BEGINS: Rule(Unit.CLOCK_HOUR, _WORKDAY, False, 8, "our reading", required=True),
    Kind.WORKDAY_ENDS: Rule(Unit.CLOCK_HOUR, _WORKDAY, False, 17, "our reading", required=True),
    Kind.ZERO_TOLERANCE_DECISION: Rule(
        Unit.HOURS, _("the suspicion being reported"), True, 24, "our reading: a life may hang on it"
    ),
    Kind.ZERO_TOLERANCE_MINISTRY: Rule(
        Unit.HOURS, _("the protocol being activated"), True, 24, "our reading; the protocol says at once"
    ),
    Kind.ZERO_TOLERANCE_BEGIN: Rule(Unit.HOURS, _MINISTRY, False, 48, _PROTOCOL),
    Kind.ZERO_TOLERANCE_FOLLOW_UP: Rule(Unit.HOURS, _MINISTRY, True, 72, _PROTOCOL),
    Kind.ZERO_TOLERANCE_PLAN: Rule(Unit.DAYS, _("the follow-up with the ministry"), False, None, _PROTOCOL),
    Kind.ZERO_TOLERANCE_BUYERS: Rule(
        Unit.HOURS, _("the factory's management being told"), False, 48, "older practice; our reading"
    ),
    Kind.SHARED_LEAST: Rule(
        Unit.COUNT,
        _("numbers that are shared with a national constituent"),
        False,
        5,
        "our reading: no number may stand for one factory",
        required=True,
    ),
}

REQUIRED: list[str] = sorted(kind.value for kind, rule in RULES.items() if rule.required)

VARIANTS_SINCE = date(2015, 4, 1)
VARIANTS: dict[str, dict[Kind, int | None]] = {  # by country code: what a programme begins with besides
    # two assessments a year, and one report five months after each (advisory FAQ III.3)
    "HT": {Kind.PROGRESS_REPORT_1: None, Kind.PROGRESS_REPORT_2: 5, Kind.ASSESSMENT_INTERVAL: 6},
}
VARIANTS_SOURCE = "advisory FAQ III.3, the exception of Haiti"
