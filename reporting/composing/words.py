"""Rows' texts, dates and instants as the values of a payload."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from reporting.payload import Day, Moment, People, Text

OURS = settings.LANGUAGE_CODE  # of the product's own words, and of authors who chose no language


def text(words: str | None, language: str = "") -> Text | None:
    """The words with their language; nothing where nothing was written."""
    said = (words or "").strip()
    return Text(words=said, language=language or OURS) if said else None


def said(words: str, language: str = "") -> Text:
    return Text(words=words, language=language or OURS)


def lines(words: str | None, language: str = "") -> tuple[Text, ...]:
    """One text a line, for lists that are typed one below the other."""
    found = (line.strip(" -•\t") for line in (words or "").splitlines())
    return tuple(Text(words=line, language=language or OURS) for line in found if line)


def day(on: date, zone: ZoneInfo) -> Day:
    return Day(on=on, zone=zone_words(datetime.combine(on, time(12), zone)))


def moment(at: datetime, zone: ZoneInfo) -> Moment:
    local = at.astimezone(zone).replace(microsecond=0)
    return Moment(at=local, zone=zone_words(local))


def local_day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def zone_words(local: datetime) -> str:
    """“Phnom Penh (UTC+7)”, from the zone's own name."""
    key = getattr(local.tzinfo, "key", "UTC")
    if key == "UTC":
        return "UTC"
    return f"{key.rsplit('/', 1)[-1].replace('_', ' ')} ({_offset(local.utcoffset() or timedelta(0))})"


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"


def people(total: int | None, women: int | None) -> People:
    """Workers by sex; where only the total is known, nobody's sex is guessed."""
    if women is None:
        return People(women=0, men=0, unstated=total or 0)
    return People(women=women, men=max((total or women) - women, 0))
