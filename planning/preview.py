"""What a draft would do, for one reader: planned assessments stand in it for planners alone (PHS-4)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from accounts.errors import Invalid
from accounts.models import User
from advisory.models import Visit
from assessments.models import Assessment
from factories.models import Factory, FactoryFact
from factories.possible import OwnFact, Possibilities, possibilities
from planning import effects
from planning.facts import Laid, Span, after, lay
from planning.models import Draft
from programmes.models import ProgrammeFact
from programmes.policy import FactRow


@dataclass(frozen=True)
class Preview:
    """`refusal` says why the draft cannot be applied as it is; then nothing else is filled."""

    factories: int = 0
    touched: int = 0  # factories whose phase changes
    visits: Sequence[effects.VisitEffect] = ()
    assessments: Sequence[effects.AssessmentEffect] = ()  # those that the reader may see
    reports: Sequence[effects.ReportEffect] = ()
    refusal: str = ""

    @property
    def counts(self) -> Counter[str]:
        """Visits by the form that they take then: “virtual”, “on_site”, “hybrid”, or “waits”."""
        return Counter(effect.then or "waits" for effect in self.visits)


def preview(draft: Draft, reader: User, today: date) -> Preview:
    """Worked out anew each time from the rows as they are."""
    visits = Visit.objects.visible_to(reader).planned()  # type: ignore[attr-defined]
    planned = Assessment.objects.visible_to(reader).planned()  # type: ignore[attr-defined]
    try:
        now, then = both(draft, Factory.rows.in_programme(draft.programme))
    except Invalid as refused:
        return Preview(refusal=str(refused))
    return Preview(
        factories=len(now.factories),
        touched=len(effects.touched(now, then, draft.valid_from)),
        visits=effects.of_visits(open_visits(visits, draft, today), then),
        assessments=effects.of_assessments(_days(planned, "planned_on", draft, today), now, then),
        reports=effects.of_reports(now, then, draft.valid_from) if draft.factory_id is None else (),
    )


def both(draft: Draft, factories: Any) -> tuple[Possibilities, Possibilities]:
    """What is possible now, and with the draft. Raises `Invalid` where a recorded value would be lost."""
    now = possibilities(draft.programme, factories)
    if draft.factory_id is None:
        return now, replace(now, facts=_with_common(draft, now))
    return now, replace(now, factories=_with_own(draft, now))


def laid(draft: Draft, rows: Iterable[FactRow]) -> Laid:
    return lay(list(rows), span(draft))


def span(draft: Draft) -> Span:
    return Span(draft.subject, draft.value, draft.valid_from, draft.valid_until)


def scope(draft: Draft) -> Any:
    """The recorded values that the draft stands beside."""
    if draft.factory_id:
        return FactoryFact.rows.filter(factory=draft.factory_id, subject=draft.subject)
    return ProgrammeFact.objects.filter(
        programme=draft.programme, region=draft.region_id, subject=draft.subject
    )


def open_visits(visits: Any, draft: Draft, today: date) -> Any:
    """Planned visits of the draft's place in the days that it touches."""
    return _days(visits, "on", draft, today)


def _days(rows: Any, field: str, draft: Draft, today: date) -> Any:
    rows = rows.filter(
        **{"factory__programme": draft.programme_id, f"{field}__gte": max(draft.valid_from, today)}
    )
    if draft.valid_until:
        rows = rows.filter(**{f"{field}__lt": draft.valid_until})
    if draft.region_id:
        rows = rows.filter(factory__phase_region=draft.region_id)
    if draft.factory_id:
        rows = rows.filter(factory=draft.factory_id)
    return rows.select_related("factory").order_by(field, "factory__name", "pk")


def _with_common(draft: Draft, now: Possibilities) -> Any:
    mine = [fact for fact in now.facts if fact.region_id == draft.region_id and fact.subject == draft.subject]
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
    mine = [fact for fact in factory.own_facts if fact.subject == draft.subject]
    others = [fact for fact in factory.own_facts if fact.subject != draft.subject]
    changed = after(mine, laid(draft, mine), span(draft))
    own = [OwnFact(r.subject, r.value, r.valid_from, r.valid_until, draft.decision) for r in changed]
    then = copy(factory)
    then.own_facts = [*others, *own]
    return {**now.factories, draft.factory_id: then}
