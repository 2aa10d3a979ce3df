"""The day that somebody asks for in an address."""

from datetime import date

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.errors import Invalid


def asked_day(written: str) -> date | None:
    """None where nothing is asked. Raises `Invalid` with a sentence where it is no day."""
    if not written.strip():
        return None
    try:
        found = parse_date(written.strip())
    except ValueError:
        found = None
    if found is None:
        raise Invalid(
            _("“%(written)s” is no date. Write it as in 2020-11-03.") % {"written": written[:40]}, "on"
        )
    return found
