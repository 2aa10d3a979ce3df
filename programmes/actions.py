"""Country programmes and the dated rows of their calendars."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed
from accounts.models import Organisation, Role, User
from accounts.verbs import unless_taken, verb
from programmes import succession
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import VARIANTS, VARIANTS_SINCE, VARIANTS_SOURCE
from programmes.succession import Laid


@verb
def create_programme(
    *,
    code: str,
    name: str,
    zone: str,
    languages: Sequence[str],
    weekend: Sequence[int],
    by: User,
    at: datetime,
) -> CountryProgramme:
    """Head office opens a country programme; the common calendar and the country's
    known variants of it hold from the start."""
    if not by.is_(Role.HEAD_OFFICE):
        raise NotAllowed(_("You may not do this. Who may: head office."))
    if CountryProgramme.objects.filter(code=code.upper()).exists():
        raise Invalid(_("This country has a programme already."), "code")
    ZoneInfo(zone)  # the form offers known ones alone
    office = Organisation(kind=Organisation.Kind.PROGRAMME, name=f"Better Work {name.strip()}")
    office.save(force_insert=True)
    made = CountryProgramme(
        code=code.upper(),
        name=name.strip(),
        organisation=office,
        zone=zone,
        languages=list(languages),
        weekend=[int(day) for day in weekend],
    )
    made.save(force_insert=True)
    CalendarRule.objects.bulk_create(_variants(made))
    return made


def _variants(programme: CountryProgramme) -> list[CalendarRule]:
    """The rows in which this country has always differed from the common calendar."""
    return [
        CalendarRule(
            programme=programme,
            kind=kind.value,
            amount=amount,
            valid_from=VARIANTS_SINCE,
            source=VARIANTS_SOURCE,
        )
        for kind, amount in VARIANTS.get(programme.code, {}).items()
    ]


def laid(row: CalendarRule) -> Laid:
    """The row among those of its programme and the common ones. Raises `Invalid` with the field to change."""
    return succession.lay(row, CalendarRule.objects.for_programme(_programme(row)))


def _programme(row: CalendarRule) -> CountryProgramme:
    assert row.programme is not None, "common rows come by migrations"
    return row.programme


def write_rule(found: Laid) -> None:
    """The row of the same scope that holds then ends that day; the new one ends where the next begins.

    Both at once. Who was quicker with a row of the same scope wins: the database refuses this one.
    """
    with unless_taken(Invalid(_("Somebody changed this rule just now. Look at its rows, then try again."))):
        if found.ended is not None:
            found.ended.save(update_fields=["valid_until"])
        found.row.save(force_insert=True)
