"""Everything that a country or a factory is offered on a day, with the answers that say so; pure.

`offers` asks the resolver for each service in each of its forms; `lines` draws them together to
what fits into a cell of the matrix: services of which the same holds stand in one line.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from programmes.policy import Answer, Verdict
from programmes.services import COLUMNS, EXTRAORDINARY, FORMS, Column, Modality, Service

Ask = Callable[[Service, Modality | None], Answer]


@dataclass(frozen=True)
class Form:
    """One form of a service; `modality` is None for a paper, a set of questions, or where no form is said."""

    modality: Modality | None
    answer: Answer


@dataclass(frozen=True)
class Offer:
    service: Service
    forms: tuple[Form, ...]

    @property
    def refused(self) -> bool:
        """In no form whatever."""
        return all(form.answer.verdict is Verdict.NOT for form in self.forms)

    @property
    def out_of_place(self) -> bool:
        """An extraordinary service of which no row speaks: nobody would expect it here."""
        unspoken = not any(form.answer.rows for form in self.forms)
        return self.refused and unspoken and self.service in EXTRAORDINARY


@dataclass(frozen=True)
class Line:
    """Services of which the same holds. No services: nobody may go there, whatever for."""

    verdict: Verdict
    services: tuple[Service, ...]
    modalities: tuple[Modality, ...]  # empty: in whatever form
    note: str = ""


def offers(ask: Ask) -> dict[Column, list[Offer]]:
    found: dict[Column, list[Offer]] = {column: [] for column in Column}
    for service in Service:
        found[COLUMNS[service]].append(_offer(service, ask))
    return found


def _offer(service: Service, ask: Ask) -> Offer:
    """A row that says no form can allow what no form alone would: then that stands first."""
    offer = Offer(service, tuple(Form(modality, ask(service, modality)) for modality in forms_of(service)))
    whatever = Form(None, ask(service, None))
    if not offer.refused or whatever.answer.verdict is Verdict.NOT:
        return offer
    return Offer(service, (whatever, *offer.forms))


def forms_of(service: Service) -> list[Modality | None]:
    return [form for form in Modality if form in FORMS[service]] or [None]


def lines(offered: Iterable[Offer], note_of: Callable[[Answer], str]) -> list[Line]:
    """The best first; `note_of` says in words what else belongs to an answer."""
    shown = [offer for offer in offered if not offer.out_of_place]
    together: dict[tuple[Verdict, tuple[Modality, ...], str], list[Service]] = {}
    for offer in shown:
        for verdict, modalities, note in _parts(offer, note_of):
            together.setdefault((verdict, modalities, note), []).append(offer.service)
    read = [Line(verdict, tuple(of), forms, note) for (verdict, forms, note), of in together.items()]
    if _nobody_goes(shown):
        read.append(Line(Verdict.NOT, (), (Modality.ON_SITE,)))
    best_first = list(reversed(Verdict))
    return sorted(read, key=lambda line: best_first.index(line.verdict))


def _parts(offer: Offer, note_of: Callable[[Answer], str]) -> list[tuple[Verdict, tuple[Modality, ...], str]]:
    if offer.refused:
        return [(Verdict.NOT, (), "")]
    found: dict[tuple[Verdict, str], list[Modality]] = {}
    for form in offer.forms:
        if form.answer.verdict is not Verdict.NOT:
            of = found.setdefault((form.answer.verdict, note_of(form.answer)), [])
            of.extend([form.modality] if form.modality else [])
    return [
        (verdict, () if len(forms) == len(offer.forms) else tuple(forms), note)
        for (verdict, note), forms in found.items()
    ]


def _nobody_goes(shown: list[Offer]) -> bool:
    """Services stay possible, but none of them at the site itself."""
    site = [form.answer for offer in shown for form in offer.forms if form.modality is Modality.ON_SITE]
    others = any(not offer.refused and Modality.ON_SITE in FORMS[offer.service] for offer in shown)
    return others and all(answer.verdict is Verdict.NOT for answer in site)
