"""How the kinds of rules are called, and how a length reads."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.rules import RULES, AdvisorRole, Kind, Standing, Unit

NAMES: dict[Kind, Promise] = {
    Kind.INITIAL_ADVISORY: gettext_lazy("Initial advisory before the first assessment"),
    Kind.CYCLE_LENGTH: gettext_lazy("Length of a cycle"),
    Kind.COMMENT_WINDOW: gettext_lazy("The factory's window to comment on findings"),
    Kind.ASSESSMENT_REPORT: gettext_lazy("Assessment report"),
    Kind.PROGRESS_REPORT_1: gettext_lazy("Progress Report 1"),
    Kind.PROGRESS_REPORT_1_AFTER_RELEASE: gettext_lazy("Progress Report 1, counted from a release"),
    Kind.PROGRESS_REPORT_2: gettext_lazy("Progress Report 2"),
    Kind.RELEASE_HOUR: gettext_lazy("Hour of the day at which reports are released"),
    Kind.COMMITTEE_TERM: gettext_lazy("Term of elected worker representatives"),
    Kind.COMMITTEE_MEETING: gettext_lazy("Time between two PICC meetings"),
    Kind.ROUTINE_ASSESSMENT: gettext_lazy("Routine assessment in later cycles"),
    Kind.ASSESSMENT_INTERVAL: gettext_lazy("Time between two assessments"),
    Kind.HYBRID_ASSESSMENT: gettext_lazy("Hybrid assessment"),
    Kind.FIRST_DIFFERENTIATION: gettext_lazy("First differentiation of a factory"),
    Kind.FIRST_VISITS: gettext_lazy("Advisory visits in the first 100 days"),
    Kind.VISITS_LEAST: gettext_lazy("Advisory visits a year, at least"),
    Kind.VISITS_MOST: gettext_lazy("Advisory visits a year, at most"),
    Kind.VIRTUAL_SHARE: gettext_lazy("Share of virtual visits"),
    Kind.ADVISOR_ROLE: gettext_lazy("The advisor's role"),
    Kind.LEARNING_SEMINARS: gettext_lazy("Learning seminars a year"),
    Kind.ASSESSMENT_WINDOW: gettext_lazy("Window in which an assessment takes place"),
    Kind.LAPSE: gettext_lazy("Lapse of a factory that does not re-register"),
    Kind.INFORM_BUYERS: gettext_lazy("Buyers are informed of an incident"),
    Kind.STRIKE_FACTORY: gettext_lazy("The factory tells its buyers of a strike of category B"),
    Kind.STRIKE_ASSESSMENT: gettext_lazy("Our assessment of a strike for buyers"),
    Kind.NON_COOPERATION: gettext_lazy("Buyers are told that a factory does not cooperate"),
    Kind.MINIMAL_NOTICE: gettext_lazy("A minimal notice goes by itself"),
    Kind.REMIND_RESPONSIBLE: gettext_lazy("Reminder to whoever is responsible"),
    Kind.REMIND_DEPUTY: gettext_lazy("Call to the deputy"),
    Kind.REMIND_LEADER: gettext_lazy("Call to the team leaders"),
    Kind.REMIND_MANAGER: gettext_lazy("Call to the country manager, at any hour"),
    Kind.WORKDAY_BEGINS: gettext_lazy("Hour at which a working day begins"),
    Kind.WORKDAY_ENDS: gettext_lazy("Hour at which a working day ends"),
    Kind.ZERO_TOLERANCE_DECISION: gettext_lazy("Zero tolerance: the decision"),
    Kind.ZERO_TOLERANCE_MINISTRY: gettext_lazy("Zero tolerance: informing the ministry"),
    Kind.ZERO_TOLERANCE_BEGIN: gettext_lazy("Zero tolerance: the ministry begins to investigate"),
    Kind.ZERO_TOLERANCE_FOLLOW_UP: gettext_lazy("Zero tolerance: follow-up with the ministry"),
    Kind.ZERO_TOLERANCE_PLAN: gettext_lazy("Zero tolerance: the agreed action plan"),
    Kind.ZERO_TOLERANCE_BUYERS: gettext_lazy("Zero tolerance: telling the buyers"),
    Kind.SHARED_LEAST: gettext_lazy("Fewest factories behind a number that is shared"),
}
UNITS: dict[Unit, Promise] = {
    Unit.HOURS: gettext_lazy("in elapsed hours"),
    Unit.DAYS: gettext_lazy("in calendar days"),
    Unit.MONTHS: gettext_lazy("in calendar months"),
    Unit.CLOCK_HOUR: gettext_lazy("an hour of the local day, 0 to 23"),
    Unit.COUNT: gettext_lazy("a number"),
    Unit.PERCENT: gettext_lazy("in per cent, 0 to 100"),
    Unit.CYCLE: gettext_lazy("the number of a factory's cycle; the first is 1"),
    Unit.ROLE: gettext_lazy("a role"),
}
AMOUNTS: dict[Unit, Promise] = {
    Unit.CLOCK_HOUR: gettext_lazy("Hour"),
    Unit.COUNT: gettext_lazy("Number"),
    Unit.PERCENT: gettext_lazy("Share"),
    Unit.CYCLE: gettext_lazy("From which cycle"),
    Unit.ROLE: gettext_lazy("Role"),
}
ROLES: dict[AdvisorRole, Promise] = {
    AdvisorRole.GUIDE: gettext_lazy("guide"),
    AdvisorRole.COACH: gettext_lazy("coach"),
    AdvisorRole.CONSULTANT: gettext_lazy("consultant"),
}
STANDINGS: dict[Standing, Promise] = {
    Standing.HIGH_PERFORMER: gettext_lazy("high performers"),
    Standing.ORDINARY: gettext_lazy("ordinary standing"),
    Standing.NEEDS_SUPPORT: gettext_lazy("needs more support"),
}


def name_of(kind: Kind) -> str:
    found = NAMES.get(kind)
    return str(found) if found else kind.value.replace("_", " ").capitalize()


def amount_label(unit: Unit) -> Promise:
    """How the field is called in which an amount of this unit is typed."""
    return AMOUNTS.get(unit, gettext_lazy("Length"))


def whom(from_year: int, standing: str) -> str:
    """“high performers, from year 3”; nothing where the row is of every factory."""
    words = [str(STANDINGS[Standing(standing)])] if standing else []
    if from_year:
        words.append(_("from year %(year)s") % {"year": from_year})
    return _(", ").join(words)


def length(kind: Kind, amount: int | None) -> str:
    """“28 days”, “5 months”, “at 09:00”, “6”, “30%”, “from cycle 3”, “coach”, or “switched off”."""
    if amount is None:
        return _("switched off")
    return _TOLD[RULES[kind].unit](amount)


_TOLD: dict[Unit, Callable[[int], str]] = {
    Unit.HOURS: lambda n: ngettext("%(n)s hour, elapsed", "%(n)s hours, elapsed", n) % {"n": n},
    Unit.DAYS: lambda n: ngettext("%(n)s calendar day", "%(n)s calendar days", n) % {"n": n},
    Unit.MONTHS: lambda n: ngettext("%(n)s calendar month", "%(n)s calendar months", n) % {"n": n},
    Unit.CLOCK_HOUR: lambda n: _("at %(hour)02d:00, local time") % {"hour": n},
    Unit.COUNT: str,
    Unit.PERCENT: lambda n: _("%(n)s%%") % {"n": n},
    Unit.CYCLE: lambda n: _("from cycle %(n)s") % {"n": n},
    Unit.ROLE: lambda n: str(ROLES[AdvisorRole(n)]),
}
