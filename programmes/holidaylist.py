"""A pasted list of holidays, one a line: “2026-04-14 Khmer New Year”. Pure."""

import re
from datetime import date

from django.utils.translation import gettext as _

from accounts.errors import Invalid

LINE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[\s,;|]+(\S.*)")
LONGEST = 120


def read(written: str) -> list[tuple[date, str]]:
    """Raises `Invalid` with the first line that is no holiday; nothing of the list is taken then."""
    found: dict[date, str] = {}
    for number, line in enumerate(written.splitlines(), 1):
        if not line.strip():
            continue
        on, name = _holiday(number, line.strip())
        if on in found:
            raise Invalid(_("Line %(n)s: this day stands in the list twice.") % {"n": number}, "written")
        found[on] = name
    if not found:
        raise Invalid(_("Write at least one line."), "written")
    return sorted(found.items())


def _holiday(number: int, line: str) -> tuple[date, str]:
    match = LINE.fullmatch(line)
    try:
        on = date(*(int(part) for part in match.groups()[:3])) if match else None
    except ValueError:
        on = None
    if match is None or on is None:
        said = _("Line %(n)s: “%(line)s”. Write the day as in 2026-04-14, then the name.")
        raise Invalid(said % {"n": number, "line": line[:40]}, "written")
    name = match[4].strip()
    if len(name) > LONGEST:
        raise Invalid(_("Line %(n)s: the name is longer than 120 characters.") % {"n": number}, "written")
    return on, name
