"""What a notice to buyers says, and the form in which it is frozen: pure.

Facts that are known, what is being done, and what buyers are asked. Never: names of workers, notes of
staff, other buyers. Source: advisory FAQ III.2, III.6, III.7.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.models import Consultation, Incident, Party
from reporting.models.notice import Notice

SCHEMA = 1
K = Notice.Kind


@dataclass(frozen=True)
class Letter:
    """The frozen notice. `sent_at` in ISO 8601 with offset of the factory's zone; `asks` are whole sentences."""

    kind: str
    factory: str
    code: str
    country: str
    what: str
    words: str
    asks: tuple[str, ...]
    contact: str
    sent_at: str


@dataclass(frozen=True)
class Sealed:
    payload: str
    sha256: str


def kind_of(incident_kind: str) -> str:
    return {Incident.Kind.STRIKE: K.ASSESSMENT, Incident.Kind.NON_COOPERATION: K.NON_COOPERATION}.get(
        Incident.Kind(incident_kind), K.INCIDENT
    )


def letter_of(notice: Notice, advisor: str, contacts: Sequence[str], at: datetime) -> Letter:
    """As it is sent at that moment; the notice's factory, programme and incident are loaded with it."""
    factory, programme = notice.factory, notice.factory.programme
    people = [advisor, *contacts] if advisor else [*contacts]
    return Letter(
        kind=notice.kind,
        factory=factory.name,
        code=factory.code,
        country=programme.name,
        what=str(notice.incident.get_kind_display()),
        words=notice.words,
        asks=asks(notice.kind),
        contact=", ".join(people) or _("Better Work %(country)s") % {"country": programme.name},
        sent_at=at.astimezone(programme.tz).isoformat(timespec="minutes"),
    )


def seal(letter: Letter) -> Sealed:
    """The same letter gives the same bytes everywhere."""
    content = {"schema": SCHEMA, "notice": asdict(letter)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Sealed(text, sha256(text.encode()).hexdigest())


def unseal(payload: str) -> Letter:
    found = json.loads(payload)["notice"]
    return Letter(**{**found, "asks": tuple(found["asks"])})


# -- Words --------------------------------------------------------------------------------


def first_words(incident: Incident, zone: ZoneInfo) -> str:
    """The draft that stands there at once, from the facts as they are recorded."""
    parts = [minimal_words(incident, zone), incident.what]
    if incident.cause:
        parts.append(_("Reason given: %(cause)s") % {"cause": incident.cause})
    if incident.steps:
        parts.append(_("What is being done: %(steps)s") % {"steps": incident.steps})
    return "\n\n".join(part.strip() for part in parts if part.strip())


def minimal_words(incident: Incident, zone: ZoneInfo) -> str:
    """Kind, time and counts alone: what may go out without a person's approval."""
    began = date_format(incident.began_at.astimezone(zone), "j F Y, H:i")
    said = {"what": incident.get_kind_display(), "began": began}
    sentences = [_("We were told of this: %(what)s, since %(began)s (local time).") % said]
    sentences += _counts(incident)
    if incident.ended_at:
        ended = date_format(incident.ended_at.astimezone(zone), "j F Y, H:i")
        sentences.append(_("It ended on %(ended)s.") % {"ended": ended})
    return " ".join(sentences)


def _counts(incident: Incident) -> Iterable[str]:
    if incident.workers:
        workers = ngettext("%(n)s worker is affected.", "%(n)s workers are affected.", incident.workers)
        yield workers % {"n": incident.workers}
    if incident.hurt:
        hurt = ngettext("%(n)s person is hurt or ill.", "%(n)s people are hurt or ill.", incident.hurt)
        yield hurt % {"n": incident.hurt}
    if incident.dead:
        yield ngettext("%(n)s person died.", "%(n)s people died.", incident.dead) % {"n": incident.dead}


def asks(kind: str) -> tuple[str, ...]:
    """What we ask of buyers."""
    advisor = _("Please speak with the advisor before an investigation of your own.")
    if kind == K.ASSESSMENT:
        return (
            _("Please allow time for social dialogue."),
            _("Please take no punitive action against the factory while it takes place."),
            advisor,
        )
    if kind == K.NON_COOPERATION:
        return (_("Please support us: speak with the factory about its improvement plan."), advisor)
    return (_("Please ask the factory first; it knows most."), advisor)


# -- What stands against sending ----------------------------------------------------------


def named_buyers(words: str, names: Iterable[str]) -> list[str]:
    """Buyers whose names stand in the words: one buyer never learns of another."""
    text = words.casefold()
    return [name for name in names if name.casefold() in text]


def unconsulted(consultations: Collection[Consultation], unions: int) -> list[str]:
    """Of a strike: the parties that nobody asked or tried to ask yet. `unions`: how many are registered."""
    asked = {each.party for each in consultations}
    named = {each.union.casefold() for each in consultations if each.party == Party.UNION}
    missing = [str(Party(each).label) for each in (Party.MANAGEMENT, Party.PICC_WORKERS) if each not in asked]
    if len(named) < unions:
        left = unions - len(named)
        missing.append(ngettext("%(n)s trade union", "%(n)s trade unions", left) % {"n": left})
    return missing
