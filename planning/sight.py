"""The rows among which a change is worked out: those that a reader may see, or all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import TextField
from django.db.models.functions import Cast

from accounts.models import PLANNERS, User
from advisory.models import Visit
from assessments.models import Assessment
from factories.models import Cycle, Factory
from planning.effects import Alike
from planning.models import Draft
from reporting.models import Report

KIND = ("on", "modality", "wished", "suspended")


def alike(visits: Any) -> Iterator[Alike]:
    """Grouped by the database: day by day, each form's by the names of their factories."""
    kinds = visits.order_by(*KIND).values_list(*KIND)
    by_name = ["factory__name", "pk"]
    pks, factories = (ArrayAgg(Cast(of, TextField()), order_by=by_name) for of in ("pk", "factory_id"))
    for row in kinds.annotate(pks=pks, factories=factories):
        yield Alike(*row)


class Watch:
    """Goes over planned visits; a subclass tells how far it is."""

    def over(self, visits: Any) -> Iterator[Alike]:
        return alike(visits)


SILENT = Watch()


@dataclass(frozen=True)
class Sight:
    """`planned` are assessments that nobody but planners and their teams may know of (PHS-4)."""

    factories: Any
    visits: Any
    planned: Any
    begun: Any
    reports: Any
    cycles: Any
    watch: Watch = SILENT


def of(reader: User) -> Sight:
    """Planned assessments stand in the sight of planners alone, not even in their team's."""
    assessments: Any = Assessment.objects.visible_to(reader)
    visits: Any = Visit.objects.visible_to(reader)
    return Sight(
        factories=Factory.rows.all(),
        visits=visits.planned(),
        planned=assessments.planned() if reader.is_(*PLANNERS) else assessments.none(),
        begun=assessments.begun(),
        reports=Report.objects.visible_to(reader),
        cycles=Cycle.objects.visible_to(reader),
    )


def everything() -> Sight:
    """The worker's. What is planned in secret is never changed, so it is not looked at."""
    return Sight(
        factories=Factory.rows.all(),
        visits=Visit.rows.planned(),
        planned=Assessment.rows.none(),
        begun=Assessment.rows.begun(),
        reports=Report.rows.all(),
        cycles=Cycle.rows.all(),
    )


def planners(watch: Watch) -> Sight:
    """The worker's for a preview that is stored: what is secret stands in lines of its own."""
    return replace(everything(), planned=Assessment.rows.planned(), watch=watch)


def visits(sight: Sight, draft: Draft, first: date, last: date | None) -> Iterator[Alike]:
    """Planned ones of the draft's place, from `first` to before `last`."""
    return sight.watch.over(in_place(sight.visits, draft, "on", first, last))


def in_place(rows: Any, draft: Draft, field: str, first: date, last: date | None) -> Any:
    """Rows of the draft's place whose local day `field` lies from `first` to before `last`."""
    rows = rows.filter(**{"factory__programme": draft.programme_id, f"{field}__gte": first})
    if last:
        rows = rows.filter(**{f"{field}__lt": last})
    if draft.region_id:
        rows = rows.filter(factory__phase_region=draft.region_id)
    if draft.factory_id:
        rows = rows.filter(factory=draft.factory_id)
    return rows.select_related("factory").order_by(field, "factory__name", "pk")
