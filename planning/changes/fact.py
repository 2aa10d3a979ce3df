"""A fact of production or visits, of a country, a region of it, or one factory (PHS-1)."""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

from factories.models import FactoryFact
from factories.possible import OwnFact, Possibilities, possibilities
from planning import effects
from planning.effects import Effects
from planning.facts import Laid, Span, after, lay
from planning.models import Draft
from planning.sight import Sight, in_place, visits
from programmes.models import ProgrammeFact
from programmes.policy import FactRow


def check(draft: Draft) -> None:
    """Refuses what would overwrite a recorded value."""
    laid(draft, scope(draft))


def work_out(draft: Draft, sight: Sight, today: date) -> Effects:
    now, then = both(draft, sight.factories.in_programme(draft.programme))
    first, last = max(draft.valid_from, today), draft.valid_until
    return Effects(
        factories=len(now.factories),
        touched=effects.touched(now, then, draft.valid_from),
        visits=effects.of_visits(visits(sight, draft, first, last), then),
        assessments=effects.of_assessments(
            in_place(sight.planned, draft, "planned_on", first, last), now, then
        ),
        reports=effects.of_reports(now, then, draft.valid_from) if draft.factory_id is None else (),
    )


def record(draft: Draft) -> None:
    rows = scope(draft)
    found = laid(draft, rows)
    if found.ends is not None:
        rows.filter(pk=found.ends.pk).update(valid_until=draft.valid_from)  # type: ignore[attr-defined]
    place = (
        {"factory": draft.factory}
        if draft.factory_id
        else {"programme": draft.programme, "region": draft.region}
    )
    for each in found.begins:
        row = rows.model(
            subject=each.subject,
            value=each.value,
            valid_from=each.valid_from,
            valid_until=each.valid_until,
            decision=draft.decision,
            **place,
        )
        row.save(force_insert=True)


def both(draft: Draft, factories: Any) -> tuple[Possibilities, Possibilities]:
    """What is possible now, and with the draft. Raises `Invalid` where a recorded value would be lost."""
    now = possibilities(draft.programme, factories)
    if draft.factory_id is None:
        return now, replace(now, facts=_with_common(draft, now))
    return now, replace(now, factories=_with_own(draft, now))


def laid(draft: Draft, rows: Iterable[FactRow]) -> Laid:
    return lay(list(rows), span(draft))


def span(draft: Draft) -> Span:
    of = draft.proposed
    return Span(of.subject, of.value, draft.valid_from, draft.valid_until)


def scope(draft: Draft) -> Any:
    """The recorded values that the draft stands beside."""
    if draft.factory_id:
        return FactoryFact.rows.filter(factory=draft.factory_id, subject=draft.scope)
    return ProgrammeFact.objects.filter(
        programme=draft.programme, region=draft.region_id, subject=draft.scope
    )


def _with_common(draft: Draft, now: Possibilities) -> Any:
    mine = [fact for fact in now.facts if fact.region_id == draft.region_id and fact.subject == draft.scope]
    changed = after(mine, laid(draft, mine), span(draft))
    others = [fact for fact in now.facts if fact not in mine]
    return [*others, *(_common(draft, row) for row in changed)]


def _common(draft: Draft, row: FactRow) -> ProgrammeFact:
    """As it would stand; never saved."""
    return ProgrammeFact(
        programme=draft.programme,
        region=draft.region,
        subject=row.subject,
        value=row.value,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        decision=draft.decision,
    )


def _with_own(draft: Draft, now: Possibilities) -> dict[Any, Any]:
    factory = now.factories[draft.factory_id]  # type: ignore[index]  # a factory of the programme
    mine = [fact for fact in factory.own_facts if fact.subject == draft.scope]
    others = [fact for fact in factory.own_facts if fact.subject != draft.scope]
    changed = after(mine, laid(draft, mine), span(draft))
    own = [OwnFact(r.subject, r.value, r.valid_from, r.valid_until, draft.decision) for r in changed]
    then = copy(factory)
    then.own_facts = [*others, *own]
    return {**now.factories, draft.factory_id: then}
