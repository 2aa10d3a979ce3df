"""What a notice to buyers says, and the form in which it is frozen: pure.

Its fixed parts (kind, times, counts, what we ask of buyers) are composed in every language that the product
speaks and frozen together, so that each recipient reads its own; what a person typed stays as it was
written, with its language beside it. Never in it: names of workers, notes of staff, other buyers.
Source: advisory FAQ III.2, III.6, III.7.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from advisory.models import Consultation, Incident, Party
from programmes import languages
from programmes.models import CountryProgramme
from reporting.models.notice import Notice

SCHEMA = 2
K = Notice.Kind
Labelled = tuple[str, str]
LTR, END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Facts:
    """What is known of the incident without a typed word. Moments in ISO 8601 with the offset of the factory's zone."""

    kind: str
    began_at: str
    ended_at: str = ""
    workers: int | None = None
    women: int | None = None
    hurt: int | None = None
    dead: int | None = None


@dataclass(frozen=True)
class Said:
    """The fixed parts in one language. `asks` are whole sentences."""

    title: str
    facts: Sequence[Labelled]
    words_title: str
    asks_title: str
    asks: Sequence[str]
    contact_title: str
    contact: str


@dataclass(frozen=True)
class Letter:
    """A notice as one reader reads it: `said` in the reader's `language`, `words` in theirs."""

    language: str
    direction: str
    factory: str
    code: str
    country: str
    words: str
    words_language: str
    said: Said
    sent_at: str

    @property
    def summary(self) -> str:
        return self.words or "; ".join(f"{label}: {value}" for label, value in self.said.facts)


@dataclass(frozen=True)
class Sealed:
    payload: str
    sha256: str


def kind_of(incident_kind: str) -> str:
    return {Incident.Kind.STRIKE: K.ASSESSMENT, Incident.Kind.NON_COOPERATION: K.NON_COOPERATION}.get(
        Incident.Kind(incident_kind), K.INCIDENT
    )


def spoken() -> list[str]:
    """The languages in which fixed parts are composed."""
    return [code for code, _name in settings.LANGUAGES]


def first_language(programme: CountryProgramme) -> str:
    """Of the country's languages the first that the product speaks: in it drafts begin and evidence is printed."""
    return next((each for each in programme.languages if each in spoken()), settings.LANGUAGE_CODE)


def facts_of(incident: Incident, zone: ZoneInfo) -> Facts:
    return Facts(
        kind=incident.kind,
        began_at=_written(incident.began_at, zone),
        ended_at=_written(incident.ended_at, zone) if incident.ended_at else "",
        workers=incident.workers,
        women=incident.women,
        hurt=incident.hurt,
        dead=incident.dead,
    )


def _written(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="minutes")


# -- Composing and freezing -----------------------------------------------------------------


def compose(notice: Notice, advisor: str, contacts: Sequence[str], at: datetime) -> Mapping[str, Any]:
    """As it is sent at that moment; the notice's factory, programme and incident are loaded with it.

    The facts are those that were approved; before that, those of now.
    """
    factory, programme = notice.factory, notice.factory.programme
    facts = Facts(**notice.facts) if notice.facts else facts_of(notice.incident, programme.tz)
    people = [advisor, *contacts] if advisor else [*contacts]
    return {
        "schema": SCHEMA,
        "kind": notice.kind,
        "factory": factory.name,
        "code": factory.code,
        "country": programme.name,
        "facts": asdict(facts),
        "words": {"language": notice.words_language, "text": notice.words},
        "read_in": {each: asdict(_said_in(each, notice, facts, people)) for each in spoken()},
        "sent_at": _written(at, programme.tz),
    }


def _said_in(language: str, notice: Notice, facts: Facts, people: Sequence[str]) -> Said:
    factory = notice.factory
    with translation.override(language):
        office = _("Better Work %(country)s") % {"country": factory.programme.name}
        return Said(
            title=f"{capfirst(str(Incident.Kind(facts.kind).label))}: {factory.name}",
            facts=list(_labelled(facts)),
            words_title=_words_title(notice.words_language, language),
            asks_title=_("What we ask of you"),
            asks=asks(notice.kind),
            contact_title=_("Contact:"),
            contact=", ".join(people) or office,
        )


def _words_title(words_language: str, language: str) -> str:
    if words_language == language:
        return _("What we know")
    return _("What we know, as it was written in %(language)s") % {"language": languages.name(words_language)}


def _labelled(facts: Facts) -> Iterator[Labelled]:
    """In the active language; times are local at the factory, with their distance from universal time."""
    yield _("Began"), _moment(facts.began_at)
    if facts.ended_at:
        yield _("Ended"), _moment(facts.ended_at)
    if facts.workers is not None:
        yield _("Workers affected"), _workers(facts.workers, facts.women)
    if facts.hurt is not None:
        yield _("Hurt or ill"), _number(facts.hurt)
    if facts.dead:
        yield _("Died"), _number(facts.dead)


def _moment(written: str) -> str:
    moment, offset = datetime.fromisoformat(written), written[-6:]
    return f"{date_format(moment, 'j F Y, H:i')} {LTR}(UTC{offset}){END}"


def _workers(workers: int, women: int | None) -> str:
    if women is None:
        return _number(workers)
    return _("%(workers)s, of them %(women)s women") % {"workers": _number(workers), "women": _number(women)}


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)


def seal(content: Mapping[str, Any]) -> Sealed:
    """The same notice gives the same bytes everywhere."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Sealed(text, sha256(text.encode()).hexdigest())


# -- Reading ----------------------------------------------------------------------------------


def unseal(payload: str, language: str) -> Letter:
    """The frozen notice as this language's readers read it."""
    return letter(_upgraded(json.loads(payload)), language)


def letter(content: Mapping[str, Any], language: str) -> Letter:
    known = content["read_in"]
    wanted = next(each for each in (language, settings.LANGUAGE_CODE, *known) if each in known)
    same = {name: content[name] for name in ("factory", "code", "country", "sent_at")}
    return Letter(
        language=wanted,
        direction="rtl" if get_language_info(wanted)["bidi"] else "ltr",
        words=content["words"]["text"],
        words_language=content["words"]["language"],
        said=Said(**{**known[wanted], "facts": [(label, value) for label, value in known[wanted]["facts"]]}),
        **same,
    )


def _upgraded(frozen: Mapping[str, Any]) -> Mapping[str, Any]:
    """A letter of the first schema was composed in one language alone, and is read as it was sent."""
    if frozen["schema"] == SCHEMA:
        return frozen
    old = frozen["notice"]
    said = Said(f"{capfirst(old['what'])}: {old['factory']}", (), "", "", old["asks"], "", old["contact"])
    words = {"language": settings.LANGUAGE_CODE, "text": old["words"]}
    return {**old, "words": words, "read_in": {settings.LANGUAGE_CODE: asdict(said)}}


# -- Words --------------------------------------------------------------------------------


def first_words(incident: Incident) -> str:
    """The draft that stands there at once, of what was typed about the incident."""
    parts = [incident.what]
    if incident.cause:
        parts.append(_("Reason given: %(cause)s") % {"cause": incident.cause})
    if incident.steps:
        parts.append(_("What is being done: %(steps)s") % {"steps": incident.steps})
    return "\n\n".join(part.strip() for part in parts if part.strip())


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
