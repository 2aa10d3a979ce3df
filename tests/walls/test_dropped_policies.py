"""Each policy is needed: with it an outsider finds nothing, without it the leak is found."""

import pytest
from django.db import connection

from accounts.rowsecurity import Policy
from accounts.visibility import Protected
from betterwork.apps import policies
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app
from tests.walls.addresses import Rows
from tests.walls.canaries import protected_models

OUTSIDERS = ("haitian_advisor", "rival_manager", "rival_buyer_user")
NOT_OUTSIDE = {"factories_buyer": "haitian_advisor"}  # staff of every country know the buyers


@pytest.fixture
def world(filled: tuple[World, Rows], db: None) -> World:
    return filled[0]


@pytest.fixture
def rows(filled: tuple[World, Rows]) -> Rows:
    return filled[1]


def outsiders(row: Protected) -> list[str]:
    return [name for name in OUTSIDERS if name != NOT_OUTSIDE.get(row._meta.db_table)]


def readers(world: World, row: Protected) -> list[str]:
    """Those of the outsiders to whom the database shows this row."""
    seen = []
    for name in outsiders(row):
        with as_app(getattr(world, name), NOW):
            if type(row).rows.filter(pk=row.pk).exists():  # type: ignore[attr-defined]
                seen.append(name)
    return seen


@pytest.mark.parametrize("model", protected_models(), ids=lambda model: model._meta.label)
def test_without_row_security_outsiders_read_what_it_hides(
    model: type[Protected], world: World, rows: Rows
) -> None:
    assert readers(world, rows[model]) == []
    change_wall(f'ALTER TABLE "{model._meta.db_table}" DISABLE ROW LEVEL SECURITY')
    assert readers(world, rows[model]) == outsiders(rows[model])


def change_wall(statement: str) -> None:
    """Alters a table in the test's transaction, after the deferred checks of its rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def reading_policies() -> list[Policy]:
    tables = {model._meta.db_table for model in protected_models()}
    return [p for p in policies() if p.command == "SELECT" and p.table in tables and not p.restrictive]


@pytest.mark.parametrize("policy", reading_policies(), ids=lambda policy: policy.table)
def test_a_policy_that_says_yes_to_all_is_noticed(policy: Policy, world: World, rows: Rows) -> None:
    row = next(row for model, row in rows.items() if model._meta.db_table == policy.table)
    change_wall(f'ALTER POLICY "{policy.name}" ON "{policy.table}" USING (true)')
    assert readers(world, row) == outsiders(row)


def test_the_team_reads_the_own_diagnosis_only_without_its_policy(world: World, rows: Rows) -> None:
    from advisory.models import SelfDiagnosis

    with as_app(world.assessor, NOW):
        assert not SelfDiagnosis.rows.exists()
    change_wall('DROP POLICY "not_for_the_team" ON advisory_selfdiagnosis')
    with as_app(world.assessor, NOW):
        assert SelfDiagnosis.rows.exists()
