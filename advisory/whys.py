"""Why a planned visit falls on its day and takes its form, in sentences (ADV-2; the design's “say why”)."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisory.models import Visit
from programmes.rules import Kind
from programmes.words import length, whom


def why_then(visit: Visit) -> list[str]:
    """“Visit 5 of at most 9 in this year (from year 2): advisory FAQ III.1.”"""
    return list(_day(visit)) + list(_form(visit))


def _day(visit: Visit) -> Iterator[str]:
    if visit.rule is None or visit.aim is None:
        yield _("The advisor chose the day.")
        return
    said = {
        "number": visit.slot,
        "most": visit.rule.amount,
        "who": whom(visit.rule.from_year, visit.rule.standing) or _("every factory"),
        "source": visit.rule.source,
        "day": date_format(visit.aim, "j M Y"),
    }
    yield _("Visit %(number)s of at most %(most)s in this year (%(who)s). Source: %(source)s.") % said
    if visit.cycle.standing:
        yield _("Standing in this year: %(standing)s. %(because)s") % {
            "standing": visit.cycle.get_standing_display(),
            "because": visit.cycle.standing_because,
        }
    if visit.fixed:
        yield _("Spread over the year it would be about %(day)s; a person chose this day.") % said
    elif visit.on != visit.aim:
        yield _("Spread over the year it is about %(day)s; this is a working day with room nearby.") % said
    else:
        yield _("Visits are spread evenly over the year.")


def _form(visit: Visit) -> Iterator[str]:
    if visit.share is None:
        return
    said = {"share": length(Kind.VIRTUAL_SHARE, visit.share.amount), "source": visit.share.source}
    yield (
        _("Virtual: %(share)s of the year's visits may be, by cycles and standing. Source: %(source)s.")
        % said
    )
