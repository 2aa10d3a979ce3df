"""The preview is what happens: row by row, for random edits; and it tells no secret."""

import json
import time
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from accounts.errors import Invalid
from assessments.models import Assessment
from factories.models import Cycle, Factory
from planning import actions, policydrafts
from planning.applying import apply_due
from planning.deadlines import OF_A_CYCLE, OF_A_YEAR, REPORTS, Move
from planning.models import Draft
from planning.preview import Preview, preview
from programmes.calendar import start_of_day
from programmes.models import Region
from programmes.policy import VALUES, Subject
from programmes.rules import Kind
from programmes.services import Service
from reporting.drains.planning import plan_reports
from reporting.models import Report
from tests.assessments.making import plan
from tests.factories import NOW, make_cycle, make_factory
from tests.personas import World
from tests.planning.making import SOON, TODAY, draft, in_force, policy, row, rule, visit
from tests.reporting.making import make_assessment

# A change also writes itself down as a dated row, ends the draft, tells, and prepares an update for the
# public; the trail keeps it all.
APART = {
    "factories_factoryfact",
    "factories_message",
    "pghistory_context",
    "planning_draft",
    "programmes_calendarrule",
    "programmes_policy",
    "programmes_programmefact",
    "reporting_conditionsupdate",
    "programmes_servicepolicy",
}
KINDS = [*REPORTS, *OF_A_CYCLE, *OF_A_YEAR, Kind.COMMENT_WINDOW]


def tables() -> list[str]:
    every = connection.introspection.table_names()
    return [name for name in every if not name.endswith("event") and name not in APART]


def everything() -> dict[str, dict[str, str]]:
    """Each row of each table, by table and key."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')
            rows = [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]
            found[table] = {str(row.get("id", row)): json.dumps(row, sort_keys=True) for row in rows}
    return found


def difference(before: Any, after: Any) -> set[tuple[str, str]]:
    changed = set()
    for table, rows in after.items():
        keys = set(rows) | set(before[table])
        changed |= {(table, key) for key in keys if rows.get(key) != before[table].get(key)}
    return changed


@pytest.fixture
def ground(world: World) -> World:
    """Two regions, some factories, visits of every form over sixty days."""
    in_force({"modalities": ["virtual", "on_site"]}, {"service": "training"})
    chance = Random(7)
    regions = [Region.objects.create(programme=world.cambodia, name=name) for name in ("North", "South")]
    for number in range(6):
        factory = make_factory(world.cambodia, f"Mill {number}")
        make_cycle(factory)
        Factory.rows.filter(pk=factory.pk).update(phase_region=chance.choice([None, *regions]))
        for _ in range(6):
            on = TODAY + timedelta(days=chance.randrange(60))
            visit(world, on, factory, modality=chance.choice(["on_site", "hybrid", "virtual"]))
        _promise(world, factory, TODAY + timedelta(days=chance.randrange(50)))
    plan_reports(NOW + timedelta(days=60))
    return world


def _promise(world: World, factory: Factory, on: date) -> None:
    """An assessment that ended and was shared on that day, and a cycle that began on it."""
    shared_at = start_of_day(on, world.cambodia.tz) + timedelta(hours=11)
    make_assessment(
        world, factory, last_day=on, status="shared", shared_at=shared_at, comments_until=shared_at
    )
    Cycle.rows.filter(factory=factory).update(
        day_zero=on, ends_on=on + timedelta(days=365), year_planned_at=NOW
    )


def random_draft(world: World, chance: Random) -> Draft:
    return chance.choice([random_fact, random_rule, random_policy])(world, chance)


def random_policy(world: World, chance: Random) -> Draft:
    """Some of the rows that hold are taken out, and others come."""
    start = TODAY + timedelta(days=chance.randrange(50))
    until = chance.choice([None, None, start + timedelta(days=chance.randrange(1, 30))])
    made = policy(world, valid_from=start, valid_until=until)
    for each in made.proposed.rows:
        if chance.random() < 0.5:
            policydrafts.take_row_out(draft=made, code=each.code, by=world.administrator, at=NOW)
    for number in range(chance.randrange(1, 4)):
        forms = chance.sample(["on_site", "hybrid", "virtual"], chance.randrange(4))
        begins = chance.choice(["", str(start + timedelta(days=chance.randrange(20)))])
        row(
            world,
            made,
            f"R{start:%m%d}{number}",
            service=chance.choice(
                [Service.ADVISORY_VISIT, Service.ADVISORY_VISIT, Service.PROGRESS_REPORT_1]
            ),
            modalities=tuple(forms),
            phases=tuple(chance.sample([1, 2, 3], chance.randrange(1, 4))),
            starts_on=begins,
            confirmed=chance.random() < 0.7,
            allowed=chance.random() < 0.8,
            condition=chance.choice(["", "Where it is safe"]),
        )
    return made


def random_rule(world: World, chance: Random) -> Draft:
    kind, start = chance.choice(KINDS), TODAY + timedelta(days=chance.randrange(50))
    return rule(
        world,
        kind,
        chance.choice([None, *range(1, 12)]),
        valid_from=start,
        valid_until=chance.choice([None, None, start + timedelta(days=chance.randrange(1, 30))]),
    )


def random_fact(world: World, chance: Random) -> Draft:
    subject = chance.choice(list(Subject))
    start = TODAY + timedelta(days=chance.randrange(50))
    place = chance.choice(["country", "region", "factory"])
    return draft(
        world,
        subject=subject,
        value=chance.choice(VALUES[subject]),
        valid_from=start,
        valid_until=chance.choice([None, start + timedelta(days=chance.randrange(1, 30))]),
        region=chance.choice(list(Region.objects.all())) if place == "region" else None,
        factory=chance.choice(list(Factory.rows.in_programme(world.cambodia)))
        if place == "factory"
        else None,
    )


def test_the_preview_equals_what_changes_row_by_row(ground: World) -> None:
    seed = time.time_ns() % 1_000_000
    print(f"PREVIEW_SEED={seed}")
    chance, applied = Random(seed), 0
    while applied < 25:
        try:
            made = random_draft(ground, chance)
        except Invalid:  # a recorded value would be lost, a row lies there, a form is none of the service's
            Draft.rows.under_way().delete()
            continue
        actions.ask_for_approval(draft=made, by=ground.administrator, at=NOW)
        actions.approve(draft=made, by=ground.country_manager, at=NOW)
        shown = preview(made, ground.country_manager, TODAY)
        before = everything()
        assert apply_due(max(made.moment, NOW)) == 1
        changed = difference(before, everything())
        assert {_named(table, key) for table, key in changed} == foretold(shown), (seed, made)
        applied += 1


def _named(table: str, key: str) -> tuple[str, str]:
    """A report that appears is known by what owes it, because its id is made when it is written."""
    if table != "reporting_report":
        return table, key
    report = Report.rows.get(pk=key)
    return table, f"{report.assessment_id} {report.kind}"


def foretold(shown: Preview) -> set[tuple[str, str]]:
    visits = {("advisory_visit", pk) for each in shown.visits for pk in each.visits}
    return visits | {_promised(each) for each in shown.moves}


def _promised(move: Move) -> tuple[str, str]:
    if move.what in set(Report.Kind):
        assessment = move.row.pk if move.now is None else move.row.assessment_id
        return "reporting_report", f"{assessment} {move.what}"
    return move.row._meta.db_table, str(move.row.pk)


def test_planned_assessments_stand_in_the_preview_of_planners_alone(world: World) -> None:
    planned = plan(world, planned_on=SOON)
    made = draft(world)
    shown = {
        name: [each.assessment for each in preview(made, person, TODAY).assessments]
        for name, person in world.people().items()
    }
    assert {name for name, found in shown.items() if found} == {
        "team_leader", "other_team_leader", "country_manager",
    }  # fmt: skip
    assert shown["country_manager"] == [planned]


def test_a_change_leaves_planned_assessments_as_they_are(world: World) -> None:
    planned = plan(world, planned_on=SOON)
    made = draft(world)
    actions.ask_for_approval(draft=made, by=world.administrator, at=NOW)
    actions.approve(draft=made, by=world.country_manager, at=NOW)
    before = Assessment.rows.filter(pk=planned.pk).values().get()
    apply_due(made.moment)
    assert Assessment.rows.filter(pk=planned.pk).values().get() == before
