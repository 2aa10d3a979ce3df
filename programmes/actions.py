"""Country programmes and the dated rows of their calendars."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed
from accounts.models import Organisation, Role, User
from accounts.verbs import verb
from programmes import succession
from programmes.models import CalendarRule, CountryProgramme
from programmes.rules import VARIANTS, VARIANTS_SINCE, VARIANTS_SOURCE, Kind

VISITS = {Kind.VISITS_LEAST, Kind.VISITS_MOST}


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
    valid_until: date | None = None,
    from_year: int = 0,
    standing: str = "",
) -> CalendarRule:
    """From `valid_from`, a local date, the rule is `amount` here; without amount it is off.

    The row of the same scope that holds then ends that day; the new one ends where the next begins,
    or on `valid_until`, the first day on which it no longer holds. A row reaches only what is
    counted from its own date on: what has a due moment keeps it.
    """
    if not CountryProgramme.objects.of_staff(by, Role.ADMINISTRATOR).filter(pk=programme.pk).exists():
        raise NotAllowed(_("You may not do this. Who may: the programme administrator."))
    succession.check_amount(kind, amount)
    succession.check_narrowing(kind, from_year, standing)
    succession.check_dates(valid_from, valid_until, at.astimezone(programme.tz).date())
    row = CalendarRule(
        programme=programme,
        kind=kind.value,
        amount=amount,
        valid_from=valid_from,
        valid_until=valid_until,
        source=source.strip(),
        from_year=from_year,
        standing=standing,
    )
    kinds = VISITS if kind in VISITS else {kind}
    others = list(CalendarRule.objects.for_programme(programme).filter(kind__in=kinds))
    ended = succession.settle(row, others)
    succession.check_covered(row, others)
    succession.check_range(row, others)
    _write(row, ended)
    return row


def _write(row: CalendarRule, ended: CalendarRule | None) -> None:
    """Both at once. Who was quicker with a row of the same scope wins: the database refuses this one."""
    try:
        with transaction.atomic():
            if ended is not None:
                ended.save(update_fields=["valid_until"])
            row.save(force_insert=True)
    except IntegrityError as quicker:
        raise Invalid(
            _("Somebody changed this rule just now. Look at its rows, then try again.")
        ) from quicker
