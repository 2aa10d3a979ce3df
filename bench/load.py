"""Fills a database of the bench's own: four programmes told by the demo's ground, then SQL.

20,000 factories, 200 buyers, 100,000 reports and 2,000,000 findings as they ship; `scale` makes
it smaller for a try. Triggers of the trail rest while it loads.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from bench.steps import STEPS
from betterwork.demo import ground
from betterwork.demo.draw import Draw

COUNTED = {
    "factories": "factories_factory",
    "buyers": "factories_buyer",
    "relationships of buyers": "factories_buyerlink",
    "people": "accounts_user",
    "plan items": "advisory_planitem",
    "visits": "advisory_visit",
    "assessments": "assessments_assessment",
    "findings": "assessments_finding",
    "reports": "reporting_report",
    "messages": "factories_message",
}

WITH_TRIGGERS = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Sizes:
    factories: int = 20_000
    buyers: int = 200
    findings_an_assessment: int = 50
    factories_an_advisor: int = 20

    def scaled(self, scale: float) -> "Sizes":
        return Sizes(
            factories=max(20, round(self.factories * scale)), buyers=max(4, round(self.buyers * scale))
        )


def fill(sizes: Sizes, say: Callable[[str], None]) -> None:
    lay(sizes, say)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def lay(sizes: Sizes, say: Callable[[str], None]) -> None:
    draw = Draw(date(2026, 11, 2))
    with transaction.atomic():
        ground.lay(draw, ground.People(draw))
        draw.write()
    with transaction.atomic(), connection.cursor() as cursor, at_rest(cursor), defaults_of_models(cursor):
        for name, sql in STEPS.items():
            say(f"Loading {name}")
            cursor.execute(sql, vars(sizes))
        say("Checking what was loaded")


def sizes_now() -> dict[str, int]:
    """How many rows there are of each kind that the page about performance names."""
    with connection.cursor() as cursor:
        found = {}
        for name, table in COUNTED.items():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[name] = cursor.fetchone()[0]
    return found


@contextmanager
def at_rest(cursor: CursorWrapper) -> Iterator[None]:
    """No trail of what the bench lays (millions of events that no page here reads); foreign keys
    are checked in one go at the end, not row by row."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come cannot be altered
    tables, keys = _rows(cursor, WITH_TRIGGERS), _rows(cursor, FOREIGN_KEYS)
    _alter(cursor, tables, "DISABLE TRIGGER USER")
    for table, name, _ in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table, name, definition in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    _alter(cursor, tables, "ENABLE TRIGGER USER")


def _alter(cursor: CursorWrapper, tables: list[tuple[str, ...]], change: str) -> None:
    for (table,) in tables:
        cursor.execute(f"ALTER TABLE {table} {change}")


def _rows(cursor: CursorWrapper, sql: str) -> list[tuple[str, ...]]:
    cursor.execute(sql)
    return cursor.fetchall()


@contextmanager
def defaults_of_models(cursor: CursorWrapper) -> Iterator[None]:
    """While it lasts, a column that the SQL does not name holds its model's default, so that a
    new column with a default breaks no step."""
    columns = list(_defaults())
    for table, column, value in columns:
        cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET DEFAULT %s', [value])
    yield
    for table, column, _ in columns:
        cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP DEFAULT')


def _defaults() -> Iterator[tuple[str, str, object]]:
    for model in apps.get_models():
        if not model._meta.managed or model._meta.app_label in {"contenttypes", "sessions"}:
            continue
        for field in model._meta.local_concrete_fields:
            if not (field.null or field.primary_key or field.remote_field) and _has_default(field):
                value = field.get_db_prep_save(field.get_default(), connection)
                yield model._meta.db_table, field.column, value


def _has_default(field: models.Field) -> bool:
    if isinstance(field, models.DateField | models.TimeField | models.UUIDField):
        return False  # a moment or an id of its own: the step says it
    return field.has_default() or (field.blank and field.empty_strings_allowed)
