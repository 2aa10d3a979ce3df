"""Country programmes and the dated rows of their calendars."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed
from accounts.models import Organisation, Role, User
from accounts.verbs import verb
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import RULES, Kind, Unit

LONGEST = {Unit.HOURS: 24 * 90, Unit.DAYS: 1000, Unit.MONTHS: 60, Unit.CLOCK_HOUR: 23}


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
    """Head office opens a country programme; its common calendar holds from the start."""
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
    return made


@verb
def add_rule(
    *,
    programme: CountryProgramme,
    kind: Kind,
    amount: int | None,
    valid_from: date,
    source: str,
    by: User,
    at: datetime,
) -> CalendarRule:
    """From `valid_from`, a local date, the rule is `amount` long here; without amount it is off.

    A row reaches only what is counted from its own date on: what has a due moment keeps it.
    """
    if not CountryProgramme.objects.of_staff(by, Role.ADMINISTRATOR).filter(pk=programme.pk).exists():
        raise NotAllowed(_("You may not do this. Who may: the programme administrator."))
    unit = RULES[kind].unit
    if amount is not None and amount > LONGEST[unit]:
        raise Invalid(_("This is too long. At most: %(most)s.") % {"most": LONGEST[unit]}, "amount")
    if valid_from < at.astimezone(programme.tz).date():
        raise Invalid(_("A rule cannot be changed for the past. Choose today or later."), "valid_from")
    row = CalendarRule(
        programme=programme, kind=kind.value, amount=amount, valid_from=valid_from, source=source.strip()
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as again:
        raise Invalid(_("There is a row of this rule from that day already."), "valid_from") from again
    return row
