"""A country programme's own data: working week, languages, zone, regions, holidays, contacts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Role, User
from accounts.verbs import unless_taken, verb
from programmes.models import Contact, CountryProgramme, Holiday, Region

Owed = Callable[[CountryProgramme], bool]
_owed: list[Owed] = []


def counts_by_zone(owed: Owed) -> Owed:
    """A floor above says by it whether something of a programme is due at a moment of its zone."""
    if owed not in _owed:
        _owed.append(owed)
    return owed


def require_administrator(by: User, programme: CountryProgramme) -> None:
    if not CountryProgramme.objects.of_staff(by, Role.ADMINISTRATOR).filter(pk=programme.pk).exists():
        raise NotAllowed(_("You may not do this. Who may: the programme administrator."))


@verb
def change_country(
    *,
    programme: CountryProgramme,
    weekend: Sequence[int],
    languages: Sequence[str],
    zone: str,
    by: User,
    at: datetime,
) -> CountryProgramme:
    """`weekend` holds ISO weekdays, 1 is Monday. Another zone only while nothing is due by the old one."""
    require_administrator(by, programme)
    if not languages:
        raise Invalid(_("Choose at least one language."), "languages")
    if len(set(weekend)) > 6:
        raise Invalid(_("Somebody works on at least one day of the week. Take one day out."), "weekend")
    if zone != programme.zone:
        ZoneInfo(zone)  # the form offers known ones alone
        _refuse_while_owed(programme)
    programme.weekend = sorted({int(day) for day in weekend})
    programme.languages, programme.zone = list(languages), zone
    programme.save(update_fields=["weekend", "languages", "zone"])
    return programme


def _refuse_while_owed(programme: CountryProgramme) -> None:
    """No due moment is moved silently."""
    if any(owed(programme) for owed in _owed):
        said = _(
            "Something in %(country)s is due at a moment of %(zone)s. Another time zone would move it."
            " Change the zone when nothing is open."
        )
        raise Invalid(said % {"country": programme.name, "zone": programme.zone}, "zone")


# -- Regions -------------------------------------------------------------------------------


@verb
def add_region(*, programme: CountryProgramme, name: str, by: User, at: datetime) -> Region:
    require_administrator(by, programme)
    return _named(Region(programme=programme), name)


@verb
def rename_region(*, region: Region, name: str, by: User, at: datetime) -> Region:
    require_administrator(by, region.programme)
    return _named(region, name)


def _named(region: Region, name: str) -> Region:
    others = Region.objects.filter(programme=region.programme, name__iexact=name.strip())
    taken = _("This country has a region of that name already. Choose another name.")
    if others.exclude(pk=region.pk).exists():
        raise Invalid(taken, "name")
    region.name = name.strip()
    with unless_taken(Invalid(taken, "name")):
        region.save()
    return region


# -- Holidays ------------------------------------------------------------------------------


@verb
def add_holiday(*, programme: CountryProgramme, on: date, name: str, by: User, at: datetime) -> Holiday:
    require_administrator(by, programme)
    there = Holiday.objects.filter(programme=programme, on=on).first()
    if there is not None:
        said = _("%(day)s is a holiday already: %(name)s.")
        raise Invalid(said % {"day": date_format(on, "j M Y"), "name": there.name}, "on")
    return Holiday.objects.create(programme=programme, on=on, name=name.strip())


@verb
def add_holidays(
    *, programme: CountryProgramme, holidays: Sequence[tuple[date, str]], by: User, at: datetime
) -> int:
    """A whole list; days that are holidays already stay as they are. Returns how many are new."""
    require_administrator(by, programme)
    there = set(Holiday.objects.filter(programme=programme).values_list("on", flat=True))
    new = [Holiday(programme=programme, on=on, name=name) for on, name in holidays if on not in there]
    return len(Holiday.objects.bulk_create(new, ignore_conflicts=True))


@verb
def remove_holiday(*, holiday: Holiday, by: User, at: datetime) -> None:
    """A coming one alone: what was planned around a past one would lose its reason."""
    require_administrator(by, holiday.programme)
    if holiday.on <= at.astimezone(holiday.programme.tz).date():
        raise WrongState(_("This day has come. Only a coming holiday can be removed."))
    holiday.delete()


# -- Contacts ------------------------------------------------------------------------------


@verb
def add_contact(
    *,
    programme: CountryProgramme,
    name: str,
    purpose: str,
    email: str,
    phone: str,
    public: bool,
    mediates: bool = False,
    by: User,
    at: datetime,
) -> Contact:
    require_administrator(by, programme)
    contact = Contact(programme=programme)
    return _reached(contact, name, purpose, email, phone, public, mediates)


@verb
def change_contact(
    *,
    contact: Contact,
    name: str,
    purpose: str,
    email: str,
    phone: str,
    public: bool,
    mediates: bool = False,
    by: User,
    at: datetime,
) -> Contact:
    """Updates that are published already keep what they say."""
    require_administrator(by, contact.programme)
    return _reached(contact, name, purpose, email, phone, public, mediates)


def _reached(
    contact: Contact, name: str, purpose: str, email: str, phone: str, public: bool, mediates: bool
) -> Contact:
    if not email.strip() and not phone.strip():
        raise Invalid(_("Write an e-mail address or a telephone number."), "email")
    contact.name, contact.purpose, contact.public = name.strip(), purpose.strip(), public
    contact.email, contact.phone, contact.mediates = email.strip(), phone.strip(), mediates
    contact.save()
    return contact


@verb
def remove_contact(*, contact: Contact, by: User, at: datetime) -> None:
    require_administrator(by, contact.programme)
    contact.delete()
