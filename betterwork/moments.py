"""How a moment is written for a person: pure functions of moment, zone and now.

Days are counted between local calendar dates of `zone`; `now` is an aware instant. A moment may be
an aware instant, or a plain date, which stands for that whole local day.
Source: the design's "Dates and times" (docs/decisions/0010-pages.md).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext, pgettext

Moment = datetime | date
Zone = str | tzinfo | None

NEAR_DAYS = 7  # within a week the weekday helps more than the year
LEVANT = frozenset({"Asia/Amman", "Asia/Beirut", "Asia/Damascus", "Asia/Baghdad", "Asia/Hebron"})
END_OF_DAY = time(23, 59)


def zone_of(zone: Zone) -> tzinfo:
    """The zone itself, from its name or as it is; none means UTC."""
    if isinstance(zone, tzinfo):
        return zone
    return ZoneInfo(zone) if zone else UTC


def local_day(moment: Moment, zone: Zone) -> date:
    return moment.astimezone(zone_of(zone)).date() if isinstance(moment, datetime) else moment


def clock_time(moment: Moment, zone: Zone) -> str:
    """Hours and minutes of the local day, or nothing for a plain date or the day's very end."""
    if not isinstance(moment, datetime):
        return ""
    return f"{moment.astimezone(zone_of(zone)):%H:%M}"


def is_whole_day(moment: Moment, zone: Zone) -> bool:
    """A plain date, or an instant in the last minute of a local day: due when that day ends."""
    if not isinstance(moment, datetime):
        return True
    return moment.astimezone(zone_of(zone)).time() >= END_OF_DAY


def written_date(moment: Moment, zone: Zone, now: Moment | None = None, full: bool = False) -> str:
    """“Thu 19 Nov” when near, else “29 Nov 2026”; `full` gives weekday and year both."""
    day, today = local_day(moment, zone), local_day(now, zone) if now else None
    near = today is not None and abs((day - today).days) <= NEAR_DAYS
    parts = {
        "weekday": _weekdays()[day.weekday()],
        "day": day.day,
        "month": _months(zone)[day.month - 1],
        "year": day.year,
    }
    if full:
        return pgettext("date", "%(weekday)s %(day)s %(month)s %(year)s") % parts
    if not near:
        return pgettext("date", "%(day)s %(month)s %(year)s") % parts
    if today and today.year != day.year:
        return pgettext("date", "%(weekday)s %(day)s %(month)s %(year)s") % parts
    return pgettext("date", "%(weekday)s %(day)s %(month)s") % parts


def written_time(
    moment: Moment, zone: Zone, now: Moment | None = None, full: bool = False, place: bool = False
) -> str:
    """“Thu 19 Nov, 09:20”; with `place` “… 09:20 Phnom Penh (UTC+7)”."""
    said = written_date(moment, zone, now, full)
    if isinstance(moment, datetime):
        said = pgettext("date and time", "%(date)s, %(time)s") % {
            "date": said,
            "time": clock_time(moment, zone),
        }
    return f"{said} {place_and_offset(moment, zone)}" if place else said


def place_and_offset(moment: Moment, zone: Zone) -> str:
    """“Phnom Penh (UTC+7)”, from the zone's own name; UTC alone is “UTC”."""
    where = zone_of(zone)
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time(12), where)
    offset = at.astimezone(where).utcoffset() or timedelta(0)
    key = getattr(where, "key", "UTC")
    if key == "UTC":
        return "UTC"
    return f"{_place(key)} ({offset_name(offset)})"


def offset_name(offset: timedelta) -> str:
    """“UTC+7”, “UTC+5:30”, “UTC-4”."""
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"


def iso(moment: Moment, zone: Zone) -> str:
    """For `<time datetime>`: the local instant with its offset, or the plain date."""
    if isinstance(moment, datetime):
        return moment.astimezone(zone_of(zone)).isoformat(timespec="minutes")
    return moment.isoformat()


def hours_and_minutes(span: timedelta) -> str:
    """“41 h 12 min”; under an hour only minutes. The sign is left to the words around it."""
    minutes = int(abs(span).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)s min") % {"minutes": rest}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": f"{rest:02d}"}


def days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def distance(moment: Moment, now: Moment, zone: Zone = None) -> str:
    """“in 2 days”, “tomorrow”, “today”, “yesterday”, “4 days ago”, by local calendar days."""
    ahead = (local_day(moment, zone) - local_day(now, zone)).days
    named = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if ahead in named:
        return named[ahead]
    if ahead > 0:
        return ngettext("in %(count)s day", "in %(count)s days", ahead) % {"count": ahead}
    return ngettext("%(count)s day ago", "%(count)s days ago", -ahead) % {"count": -ahead}


@dataclass(frozen=True)
class Due:
    """What a due chip says: state class, icon, the words in bold, and the moment in words."""

    state: str  # "", "is-soon", "is-over", "is-met"
    icon: str
    words: str
    when: str
    moment: str  # machine-readable, of what `when` names
    aim: bool


def due(
    moment: Moment,
    now: Moment,
    kind: str = "promise",
    zone: Zone = None,
    done: Moment | None = None,
    soon_days: int = 3,
) -> Due:
    """A promise (“Due in 2 days”) or an aim (“Expected about 9 Feb 2027”), measured against `now`."""
    aim = kind == "aim"
    if done is not None:
        return _done(moment, done, now, zone, aim)
    ahead = (local_day(moment, zone) - local_day(now, zone)).days
    over = _is_over(moment, now, zone)
    state = "is-over" if over else "is-soon" if ahead <= soon_days else ""
    words, when = (_aim if aim else _promise)(moment, now, zone, ahead, over)
    return Due(state, "warning" if over else "clock", words, when, iso(moment, zone), aim)


def _done(moment: Moment, done: Moment, now: Moment, zone: Zone, aim: bool) -> Due:
    late = _is_over(moment, done, zone)
    words = gettext("Met late") if late else gettext("Met")
    state = "" if late else "is-met"  # red is kept for what somebody must still do
    return Due(state, "check", words, written_date(done, zone, now), iso(done, zone), aim)


def _is_over(moment: Moment, now: Moment, zone: Zone) -> bool:
    if isinstance(moment, datetime) and isinstance(now, datetime):
        return moment < now
    return local_day(moment, zone) < local_day(now, zone)


def _promise(moment: Moment, now: Moment, zone: Zone, ahead: int, over: bool) -> tuple[str, str]:
    written = written_date if is_whole_day(moment, zone) or abs(ahead) > NEAR_DAYS else written_time
    when = written(moment, zone, now)
    if over and ahead < 0:
        return ngettext("%(count)s day over", "%(count)s days over", -ahead) % {"count": -ahead}, when
    if over:
        past = _instant(now, zone) - _instant(moment, zone)
        return gettext("%(span)s over") % {"span": hours_and_minutes(past)}, when
    if ahead == 0 and isinstance(moment, datetime):
        return gettext("Due %(time)s") % {"time": clock_time(moment, zone)}, gettext("today")
    named = {0: gettext("Due today"), 1: gettext("Due tomorrow")}
    later = ngettext("Due in %(count)s day", "Due in %(count)s days", ahead) % {"count": ahead}
    return named.get(ahead, later), when


def _aim(moment: Moment, now: Moment, zone: Zone, ahead: int, over: bool) -> tuple[str, str]:
    if over and ahead < 0:
        return gettext("Later than expected"), days(-ahead)
    if ahead <= 3:
        return gettext("Expected"), distance(moment, now, zone)
    about = gettext("about %(date)s") % {"date": written_date(moment, zone, now)}
    return gettext("Expected"), about


@dataclass(frozen=True)
class Clock:
    """An hour clock: how much is left of how many hours, and how far its bar is filled."""

    state: str
    tone: str  # of the bar: fg, warn, bad, ok
    left: str
    of: str
    share: int  # percent used


def clock(began: datetime, due_at: datetime, now: datetime, done: datetime | None = None) -> Clock:
    """Elapsed time, never calendar days. From half on it warns, from five sixths on it is red."""
    total, used = due_at - began, (done or now) - began
    share = min(100, max(0, round(100 * used / total))) if total else 100
    of = {"hours": f"{total.total_seconds() / 3600:g}"}
    if done is not None:
        said = gettext("of %(hours)s h used") % of
        return Clock("is-met", "ok", hours_and_minutes(used), said, share)
    if now > due_at:
        return Clock("is-over", "bad", hours_and_minutes(now - due_at), gettext("over %(hours)s h") % of, 100)
    state, tone = ("is-over", "bad") if share >= 83 else ("is-soon", "warn") if share >= 50 else ("", "fg")
    return Clock(state, tone, hours_and_minutes(due_at - now), gettext("left of %(hours)s h") % of, share)


def _instant(moment: Moment, zone: Zone) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(0), zone_of(zone))


def _place(key: str) -> str:
    places = {
        "Asia/Phnom_Penh": gettext("Phnom Penh"),
        "Asia/Dhaka": gettext("Dhaka"),
        "Asia/Amman": gettext("Amman"),
        "Asia/Jakarta": gettext("Jakarta"),
        "Asia/Ho_Chi_Minh": gettext("Ho Chi Minh City"),
        "Africa/Cairo": gettext("Cairo"),
        "America/Port-au-Prince": gettext("Port-au-Prince"),
        "America/Managua": gettext("Managua"),
    }
    return places.get(key) or key.rsplit("/", 1)[-1].replace("_", " ")


def _weekdays() -> tuple[str, ...]:
    return (
        pgettext("short weekday", "Mon"),
        pgettext("short weekday", "Tue"),
        pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"),
        pgettext("short weekday", "Fri"),
        pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    )


def _months(zone: Zone) -> tuple[str, ...]:
    """Short month names; Arabic names them differently in the Levant and elsewhere."""
    return _levantine_months() if getattr(zone_of(zone), "key", "") in LEVANT else _usual_months()


def _usual_months() -> tuple[str, ...]:
    return (
        pgettext("short month", "Jan"),
        pgettext("short month", "Feb"),
        pgettext("short month", "Mar"),
        pgettext("short month", "Apr"),
        pgettext("short month", "May"),
        pgettext("short month", "Jun"),
        pgettext("short month", "Jul"),
        pgettext("short month", "Aug"),
        pgettext("short month", "Sep"),
        pgettext("short month", "Oct"),
        pgettext("short month", "Nov"),
        pgettext("short month", "Dec"),
    )


def _levantine_months() -> tuple[str, ...]:
    return (
        pgettext("short month, Levant", "Jan"),
        pgettext("short month, Levant", "Feb"),
        pgettext("short month, Levant", "Mar"),
        pgettext("short month, Levant", "Apr"),
        pgettext("short month, Levant", "May"),
        pgettext("short month, Levant", "Jun"),
        pgettext("short month, Levant", "Jul"),
        pgettext("short month, Levant", "Aug"),
        pgettext("short month, Levant", "Sep"),
        pgettext("short month, Levant", "Oct"),
        pgettext("short month, Levant", "Nov"),
        pgettext("short month, Levant", "Dec"),
    )
