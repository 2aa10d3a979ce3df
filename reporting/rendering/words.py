"""What the values of a payload are called, and how its times are written, in the reader's language."""

from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from reporting.payload import (
    Attendance,
    Author,
    Category,
    Check,
    Day,
    FoundBy,
    InPlace,
    Kind,
    Level,
    Modality,
    Moment,
    Origin,
    Payload,
    ProgressReport2,
    Rate,
    Result,
    Scope,
    Standard,
    Status,
)

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}

# Months as Jordan, Lebanon, Syria, Iraq and Palestine call them; Egypt writes as the catalogue does.
LEVANT = {"IQ", "JO", "LB", "PS", "SY"}
LEVANT_MONTHS = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)

TITLES: dict[Kind, str | Promise] = {
    Kind.ASSESSMENT: _("Assessment report"),
    Kind.PROGRESS_1: _("Progress Report 1"),
    Kind.PROGRESS_2: _("Progress Report 2"),
}
# By kind of value: values of two kinds that are spelt alike ("factory", "both") are equal as keys.
LABELS: dict[type[StrEnum], dict[StrEnum, str | Promise]] = {
    Author: {
        Author.PROGRAMME: _("Written by Better Work"),
        Author.FACTORY: _("Written by the factory"),
    },
    Modality: {
        Modality.ON_SITE: _("On-site"),
        Modality.VIRTUAL: _("Virtual"),
        Modality.HYBRID: _("Hybrid"),
    },
    Scope: {
        Scope.FULL: _("Full tool"),
        Scope.FOCUSED: _("Focused tool"),
    },
    Result: {
        Result.COMPLIANT: _("Compliant"),
        Result.NON_COMPLIANT: _("Not compliant"),
        Result.NOT_APPLICABLE: _("Not applicable"),
        Result.NOT_ASKED: _("Not asked"),
    },
    Standard: {
        Standard.INTERNATIONAL: _("International core labour standards"),
        Standard.NATIONAL: _("National law"),
    },
    Level: {
        Level.GOOD: _("Good"),
        Level.PARTIAL: _("Partial"),
        Level.POOR: _("Poor"),
    },
    InPlace: {
        InPlace.YES: _("In place"),
        InPlace.PARTLY: _("Partly in place"),
        InPlace.NO: _("Not in place"),
    },
    FoundBy: {
        FoundBy.BOTH: _("Found by both"),
        FoundBy.FACTORY: _("Found by the factory alone"),
        FoundBy.ASSESSORS: _("Found by the assessors alone"),
    },
    Origin: {
        Origin.SELF_DIAGNOSIS: _("From self-diagnosis"),
        Origin.FINDING: _("From the assessment"),
        Origin.BUYER_PRIORITY: _("Buyer's priority, accepted by the PICC"),
        Origin.INCIDENT: _("From an incident"),
        Origin.PICC: _("From the PICC"),
    },
    Status: {
        Status.OPEN: _("Open"),
        Status.IN_PROGRESS: _("In progress"),
        Status.DONE: _("Done, to verify"),
        Status.VERIFIED: _("Verified"),
        Status.DROPPED: _("Dropped"),
    },
    Check: {
        Check.CONFIRMED: _("Confirmed"),
        Check.NOT_CONFIRMED: _("Not confirmed"),
        Check.NOT_YET: _("Not yet checked"),
    },
    Category: {
        Category.A: _("Category A"),
        Category.B: _("Category B"),
    },
    Attendance: {
        Attendance.MANAGEMENT: _("Management"),
        Attendance.WORKERS: _("Workers"),
        Attendance.BOTH: _("Management and workers"),
    },
}
# A tag's colour and icon; colour never speaks alone, the label stands beside it.
TONES: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    Result: {
        Result.COMPLIANT: ("ok", "check"),
        Result.NON_COMPLIANT: ("bad", "cross"),
        Result.NOT_APPLICABLE: ("line", "dash"),
        Result.NOT_ASKED: ("line", "dash"),
    },
    Level: {
        Level.GOOD: ("ok", "check"),
        Level.PARTIAL: ("warn", "half"),
        Level.POOR: ("bad", "cross"),
    },
    InPlace: {
        InPlace.YES: ("ok", "check"),
        InPlace.PARTLY: ("warn", "half"),
        InPlace.NO: ("bad", "cross"),
    },
    Status: {
        Status.OPEN: ("", "ring"),
        Status.IN_PROGRESS: ("info", "half"),
        Status.DONE: ("warn", "most"),
        Status.VERIFIED: ("ok", "check"),
        Status.DROPPED: ("line", "dash"),
    },
    Check: {
        Check.CONFIRMED: ("ok", "check"),
        Check.NOT_CONFIRMED: ("bad", "cross"),
        Check.NOT_YET: ("", "ring"),
    },
    Author: {
        Author.PROGRAMME: ("info", "pen"),
        Author.FACTORY: ("", "pen"),
    },
}


def title(payload: Payload) -> str:
    """Where one report follows each assessment (Haiti), it carries no number."""
    if isinstance(payload, ProgressReport2) and payload.own is not None:
        return gettext("Progress report")
    return str(TITLES[payload.KIND])


def label(value: StrEnum) -> str:
    return str(LABELS[type(value)][value])


def tone(value: StrEnum) -> tuple[str, str]:
    return TONES[type(value)][value]


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_name(language: str) -> str:
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language


def rate(value: Rate) -> str:
    """Never a bare share without its base."""
    return gettext("%(part)s of %(base)s") % {"part": value.part, "base": value.base}


def percent(value: int | None) -> str:
    return "–" if value is None else pgettext("a share", "%s%%") % value


def date_words(value: date, language: str, country: str, *, long: bool = False) -> str:
    if language.startswith("ar") and country in LEVANT:
        month = LEVANT_MONTHS[value.month - 1]
    else:
        month = date_format(value, "F" if long else "M")
    if long:
        weekday = date_format(value, "l")
        return f"{weekday} {value.day} {month} {value.year}"
    return f"{value.day} {month} {value.year}"


def day(value: Day, language: str, country: str, *, long: bool = False) -> str:
    return date_words(value.on, language, country, long=long)


def moment(value: Moment, language: str, country: str, *, long: bool = False) -> str:
    """Place and offset always: "Thursday 12 November 2026, 10:00 Phnom Penh (UTC+7)"."""
    words = date_words(value.at.date(), language, country, long=long)
    return gettext("%(day)s, %(time)s %(zone)s") % {
        "day": words,
        "time": value.at.strftime("%H:%M"),
        "zone": value.zone,
    }


def span(first: Day, last: Day, language: str, country: str) -> str:
    if first == last:
        return day(first, language, country)
    same_month = (first.on.year, first.on.month) == (last.on.year, last.on.month)
    return gettext("%(first)s to %(last)s") % {
        "first": first.on.day if same_month else day(first, language, country),
        "last": day(last, language, country),
    }
