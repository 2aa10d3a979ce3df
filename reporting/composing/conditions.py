"""What is said of a country on a day: its phases and those of its regions, and what is possible in them.

Never of single factories, and never the words of an internal decision: the facts themselves, the rows
of the policies, the contacts that are public. In every language of the product, so that the frozen
copy needs nothing more to be read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from programmes import policy, reasons
from programmes.models import Contact, CountryProgramme, ProgrammeFact, ServicePolicy
from programmes.offers import Offer, lines, offers
from programmes.ordinary import answer
from programmes.services import Column, Modality, Service

SCHEMA = 1


@dataclass
class InPhase:
    phase: policy.Phase
    offered: Mapping[Column, list[Offer]]
    regions: list[str] = field(default_factory=list)
    facts: list[policy.FactRow] = field(default_factory=list)  # all that put one of its places there


def compose(programme: CountryProgramme, on: date) -> str:
    """Canonical JSON; the same rows give the same text."""
    phases = _phases(programme, on)
    content = {
        "schema": SCHEMA,
        "on": on.isoformat(),
        "contacts": list(_contacts(programme)),
        "said": {language: _said(phases, language) for language, _name in settings.LANGUAGES},
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{value!r} has no place in a payload")


def _contacts(programme: CountryProgramme) -> Iterable[dict[str, str]]:
    for contact in Contact.rows.filter(programme=programme, public=True).order_by("name", "pk"):
        yield {name: getattr(contact, name) for name in ("name", "purpose", "email", "phone")}


def _phases(programme: CountryProgramme, on: date) -> list[InPhase]:
    """The country's own first, then those of regions whose facts put them elsewhere."""
    facts = _facts(programme)
    rows = list(ServicePolicy.objects.select_related("policy"))
    found: dict[int, InPhase] = {}
    places = {None: ""} | {fact.region_id: str(fact.region) for fact in facts if fact.region_id}
    for region, name in places.items():
        phase = policy.phase([fact for fact in facts if fact.region_id in (None, region)], on)
        each = found.setdefault(phase.number, InPhase(phase, _offers(programme.code, phase, on, rows)))
        each.facts += [fact for fact in phase.facts if fact not in each.facts]
        each.regions += [name] if name else []
    own = next(iter(found.values()))
    own.regions = []  # they are where the country is
    return list(found.values())


def _facts(programme: CountryProgramme) -> list[ProgrammeFact]:
    """Without who decided and where it stands: that is for staff."""
    facts = list(
        ProgrammeFact.objects.filter(programme=programme)
        .select_related("region", "programme")
        .order_by("region__name", "subject", "valid_from")
    )
    for fact in facts:
        fact.decision = fact.source = ""
    return facts


def _offers(
    country: str, phase: policy.Phase, on: date, rows: list[ServicePolicy]
) -> Mapping[Column, list[Offer]]:
    asked = policy.Asked(on=on, country=country, phase=phase)

    def ask(service: Service, modality: Modality | None) -> policy.Answer:
        return answer(service, modality, asked, rows)

    return offers(ask)


def _said(phases: list[InPhase], language: str) -> list[dict[str, Any]]:
    with override(language):
        return [_phase(each) for each in phases]


def _phase(each: InPhase) -> dict[str, Any]:
    return {
        "number": each.phase.number,
        "label": str(reasons.PHASES[each.phase.number]),
        "regions": each.regions,
        "why": [reasons.fact(fact) for fact in each.facts],
        "short": [
            {"title": str(reasons.COLUMNS[column]), "lines": [_line(line) for line in _lines(of)]}
            for column, of in each.offered.items()
        ],
        "chapters": [asdict(chapter) for chapter in reasons.chapters(each.offered)],
    }


def _lines(of: list[Offer]) -> list[reasons.SaidLine]:
    return [reasons.said_line(line) for line in lines(of, reasons.note)]


def _line(line: reasons.SaidLine) -> dict[str, str]:
    return {"word": str(line.mark.word), "icon": line.mark.icon, "tone": line.mark.tone, "words": line.words}
