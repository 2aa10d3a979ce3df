"""What a new row does to the rows around it: pure, over the rows of one programme and the common ones.

Rows of one scope (`CalendarRule.scope`) follow each other without overlap: a new row ends the one
it begins in, and ends itself where the next begins. What holds for every factory of a country
never runs out for a kind that is required. Raises `Invalid` with the field that has to change.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from programmes import calendar
from programmes.models import CalendarRule
from programmes.rules import BOUNDS, LAST_YEAR, RULES, Kind, Standing
from programmes.words import whom

VISITS = (Kind.VISITS_LEAST, Kind.VISITS_MOST)


@dataclass(frozen=True)
class Laid:
    """A new row among the others: the row that it ends, and all rows as they will stand."""

    row: CalendarRule
    ended: CalendarRule | None
    after: list[CalendarRule]


def lay(row: CalendarRule, rows: Iterable[CalendarRule]) -> Laid:
    """`rows` are the programme's own and the common ones, of every kind; none of them is changed."""
    kind = Kind(row.kind)
    check_amount(kind, row.amount)
    check_narrowing(kind, row.from_year, row.standing)
    others = [copy(each) for each in rows]
    bound = [each for each in others if each.kind in (VISITS if kind in VISITS else (kind,))]
    ended = settle(row, bound)
    check_covered(row, bound)
    check_range(row, bound)
    return Laid(row, ended, [row, *others])


def check_amount(kind: Kind, amount: int | None) -> None:
    """A required kind has a length; every length lies within the bounds of its unit."""
    if amount is None:
        if RULES[kind].required:
            raise Invalid(needs_amount(), "amount")
        return
    least, most = BOUNDS[RULES[kind].unit]
    if amount > most:
        raise Invalid(_("This is too long. At most: %(most)s.") % {"most": most}, "amount")
    if amount < least:
        raise Invalid(_("This is too little. At least: %(least)s.") % {"least": least}, "amount")


def needs_amount() -> str:
    return _("This rule needs a length: it cannot be switched off.")


def check_narrowing(kind: Kind, from_year: int, standing: str) -> None:
    """Only some kinds tell years or standings apart."""
    rule = RULES[kind]
    if from_year and not rule.by_year:
        raise Invalid(_("This rule is the same in every year of a factory."), "from_year")
    if not 0 <= from_year <= LAST_YEAR:
        raise Invalid(_("Choose a year from 1 to %(last)s, or none.") % {"last": LAST_YEAR}, "from_year")
    if standing and not rule.by_standing:
        raise Invalid(_("This rule is the same for every standing."), "standing")
    if standing and standing not in set(Standing):
        raise Invalid(_("There is no such standing."), "standing")


def check_dates(valid_from: date, valid_until: date | None, today: date) -> None:
    """A row begins today or later and ends after it began."""
    if valid_from < today:
        raise Invalid(_("A rule cannot be changed for the past. Choose today or later."), "valid_from")
    if valid_until is not None and valid_until <= valid_from:
        raise Invalid(_("The row would end before it begins. Choose a later end, or none."), "valid_until")


def settle(row: CalendarRule, others: Iterable[CalendarRule]) -> CalendarRule | None:
    """Gives the new row its end; answers the row that it ends, with that end, if there is one."""
    same = [other for other in others if other.scope == row.scope]
    if any(other.valid_from == row.valid_from for other in same):
        raise Invalid(_("There is a row of this rule from that day already."), "valid_from")
    following = min((other.valid_from for other in same if other.valid_from > row.valid_from), default=None)
    _end(row, following)
    before = next((other for other in same if calendar.holds(other, row.valid_from)), None)
    if before is not None:
        before.valid_until = row.valid_from
    return before


def _end(row: CalendarRule, following: date | None) -> None:
    if row.valid_until is None:
        row.valid_until = following
    elif following is not None and row.valid_until > following:
        said = _("Another row of this rule begins on %(day)s. End this one by then.")
        raise Invalid(said % {"day": date_format(following)}, "valid_until")


def check_covered(row: CalendarRule, others: Sequence[CalendarRule]) -> None:
    """When the new row ends, a row for every factory holds on, if the kind is required."""
    kind, until = Kind(row.kind), row.valid_until
    if until is None or not RULES[kind].required:
        return
    if calendar.in_force([row, *others], kind, until) is None:
        said = _("From %(day)s on this programme would have no row of this rule. Leave the end empty.")
        raise Invalid(said % {"day": date_format(until)}, "valid_until")


def check_range(row: CalendarRule, others: Sequence[CalendarRule]) -> None:
    """The least number of visits stays within the most, for every year and standing, from then on."""
    if row.kind not in VISITS:
        return
    rows = [row, *others]
    days = {each.valid_from for each in rows} | {each.valid_until for each in rows if each.valid_until}
    years = {each.from_year for each in rows}
    for day in sorted(day for day in days if day >= row.valid_from):
        for year in sorted(years):
            for standing in ("", *Standing):
                _check_pair(rows, day, year, standing)


def _check_pair(rows: Sequence[CalendarRule], day: date, year: int, standing: str) -> None:
    least = calendar.in_force(rows, Kind.VISITS_LEAST, day, year=year, standing=standing)
    most = calendar.in_force(rows, Kind.VISITS_MOST, day, year=year, standing=standing)
    if least is None or most is None or (least.amount or 0) <= (most.amount or 0):
        return
    said = _("From %(day)s on the least would be above the most (%(who)s): %(least)s and %(most)s.")
    told = {"day": date_format(day), "who": whom(year, standing) or _("every factory")}
    raise Invalid(said % {**told, "least": least.amount, "most": most.amount}, "amount")
