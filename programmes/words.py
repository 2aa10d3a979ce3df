"""How the kinds of rules are called, and how a length reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.rules import RULES, Kind, Unit

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
}


def name_of(kind: Kind) -> str:
    found = NAMES.get(kind)
    return str(found) if found else kind.value.replace("_", " ").capitalize()


def length(kind: Kind, amount: int | None) -> str:
    """“28 days”, “5 months”, “at 09:00”, or “switched off”."""
    if amount is None:
        return _("switched off")
    unit = RULES[kind].unit
    if unit is Unit.CLOCK_HOUR:
        return _("at %(hour)02d:00, local time") % {"hour": amount}
    if unit is Unit.HOURS:
        return ngettext("%(n)s hour, elapsed", "%(n)s hours, elapsed", amount) % {"n": amount}
    if unit is Unit.DAYS:
        return ngettext("%(n)s calendar day", "%(n)s calendar days", amount) % {"n": amount}
    return ngettext("%(n)s calendar month", "%(n)s calendar months", amount) % {"n": amount}
