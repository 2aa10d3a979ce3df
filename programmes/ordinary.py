"""What is possible in ordinary times, by the cycles that a factory has completed.

Virtual advisory and training only after two completed cycles, and where technology allows and a
Factory Ambassador is on site; hybrid assessments from the third cycle at factories without egregious
issues. Source: engagement model; ENG-6, ENG-7. Where nobody may go, virtual is what is left.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from programmes.policy import Answer, Asked, PolicyRow, Verdict, resolve
from programmes.services import EXTRAORDINARY, FORMS, Modality, Service

VIRTUAL_AFTER = 2  # completed cycles
BY_EXPERIENCE = {Service.ADVISORY_VISIT, Service.TRAINING}


@dataclass(frozen=True)
class Experience:
    """What the ordinary rule looks at; of a country as a whole nothing is known."""

    completed_cycles: int | None = None
    hybrid_from: int | None = None  # the cycle from which assessments may be hybrid; None: never
    egregious: bool = False
    ambassador: bool = False
    cut_off: bool = False  # visits are suspended


NOBODYS = Experience()


def answer(
    service: Service,
    modality: Modality | None,
    asked: Asked,
    rows: Iterable[PolicyRow],
    factory: Experience = NOBODYS,
) -> Answer:
    """The resolver's answer, the ordinary rule being its last word; `factory` says nothing of the phase."""
    known = replace(factory, cut_off=asked.phase.visits_suspended)
    return resolve(service, modality, asked, rows, ordinary(service, modality, known))


def ordinary(service: Service, modality: Modality | None, factory: Experience) -> Verdict:
    if service in EXTRAORDINARY:
        return Verdict.NOT
    if modality is None or (not FORMS[service] and modality is Modality.VIRTUAL):
        return Verdict.POSSIBLE
    if modality not in FORMS[service]:
        return Verdict.NOT
    if service in BY_EXPERIENCE and modality is not Modality.ON_SITE:
        return _virtual(factory)
    if service is Service.ASSESSMENT and modality is Modality.HYBRID:
        return _hybrid(factory)
    return Verdict.POSSIBLE


def _virtual(factory: Experience) -> Verdict:
    if factory.cut_off:
        return Verdict.POSSIBLE
    if factory.completed_cycles is None:
        return Verdict.CONDITIONAL
    if factory.completed_cycles < VIRTUAL_AFTER:
        return Verdict.NOT
    return Verdict.POSSIBLE if factory.ambassador else Verdict.CONDITIONAL


def _hybrid(factory: Experience) -> Verdict:
    if factory.completed_cycles is None:
        return Verdict.CONDITIONAL
    if factory.hybrid_from is None or factory.egregious:
        return Verdict.NOT
    return Verdict.POSSIBLE if factory.completed_cycles + 1 >= factory.hybrid_from else Verdict.NOT
