"""An agenda as a file for calendar programs (RFC 5545). Planned assessments stay out of it: the file leaves the house."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from planning.agenda.entries import Entry

TYPE = "text/calendar; charset=utf-8"
WIDTH = 75  # octets of a line, its end not counted
AN_HOUR = timedelta(hours=1)


def calendar(name: str, entries: Iterable[Entry], at: datetime) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Better Work//Agenda//EN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        if not entry.secret:
            lines += _event(entry, at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(entry: Entry, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@{urlsplit(settings.BASE_URL).hostname}"
    yield f"DTSTAMP:{_instant(at)}"
    yield from _when(entry)
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(' '.join(part for part in (entry.text, *entry.why) if part))}"
    yield f"URL:{settings.BASE_URL}{entry.url}"
    yield "END:VEVENT"


def _when(entry: Entry) -> Iterator[str]:
    """With its hours, a clock at the moment at which it ends, or the whole local day."""
    if entry.due_at is not None:
        yield f"DTSTART:{_instant(entry.due_at)}"
        yield "TRANSP:TRANSPARENT"
        return
    if entry.starts is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
        return
    ends = entry.ends if entry.ends and entry.ends > entry.starts else entry.starts + AN_HOUR
    yield f"DTSTART:{_instant(entry.starts)}"
    yield f"DTEND:{_instant(ends)}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Cut so that no letter is torn: a line goes on after a blank."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > WIDTH:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
