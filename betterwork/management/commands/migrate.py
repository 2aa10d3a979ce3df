"""Django's `migrate`, without rendering hundreds of models again for every operation.

After each operation of a migration Django renders anew all models that are related to the touched one,
directly or through others: with us nearly all of them, some ten thousand renderings from an empty database.
An operation that looks at one model needs that one alone. Migrations made of such operations get just that;
every other migration gets Django's full rendering.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pgtrigger.migrations
from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, operations
from django.db.migrations.state import ProjectState

SELF_CONTAINED = (
    operations.CreateModel,
    operations.AddField,
    operations.AddIndex,
    operations.AddConstraint,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
    operations.AlterUniqueTogether,
    operations.RemoveIndex,
    operations.RemoveConstraint,
    operations.RunSQL,
    pgtrigger.migrations.AddTrigger,
)

apply_as_django_does = Migration.apply


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with patch.object(Migration, "apply", apply):
            super().handle(*args, **options)


def apply(
    self: Migration, state: ProjectState, editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
) -> ProjectState:
    if all(type(operation) in SELF_CONTAINED for operation in self.operations):
        with rendering_only_the_touched_model():
            return apply_as_django_does(self, state, editor, collect_sql)
    state.clear_delayed_apps_cache()  # all models are rendered anew, for what looks at more than one
    state.is_delayed = False
    return apply_as_django_does(self, state, editor, collect_sql)


@contextmanager
def rendering_only_the_touched_model() -> Iterator[None]:
    def touched(
        self: ProjectState, app_label: str, model_name: str, delay: bool = False
    ) -> set[tuple[str, str]]:
        self.is_delayed = True
        return {(app_label, model_name)}

    with patch.object(ProjectState, "_find_reload_model", touched):
        yield
