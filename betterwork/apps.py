"""Starts the queue's client with Django, and lays grants and row security after migrations."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.db import connection, transaction
from django.db.models.signals import post_migrate

FLOORS = [
    "accounts",
    "programmes",
    "factories",
    "learning",
    "advisory",
    "assessments",
    "reporting",
    "planning",
]


class BetterworkConfig(AppConfig):
    name = "betterwork"

    def ready(self) -> None:
        from betterwork import celery  # noqa: F401  the web process rings the queue too

        post_migrate.connect(lay_walls, sender=self, dispatch_uid="lay_walls")


def lay_walls(**kwargs: object) -> None:
    """Views, grants and policies, exactly as the code declares them, in one transaction."""
    from accounts import rowsecurity

    modules = [_walls(app) for app in FLOORS if apps.is_installed(app)]
    with transaction.atomic(), connection.cursor() as cursor:
        for module in filter(None, modules):
            for statement in getattr(module, "VIEWS", []):
                cursor.execute(statement)
        _grant(cursor)
        for module in filter(None, modules):
            rowsecurity.lay(getattr(module, "POLICIES", []))
            for statement in getattr(module, "GRANTS", []):
                cursor.execute(statement)


def _walls(app: str):  # type: ignore[no-untyped-def]
    name = f"{app}.policies"
    return import_module(name) if find_spec(name) else None


def _grant(cursor) -> None:  # type: ignore[no-untyped-def]
    """The application's roles work with all tables, and may only add to the trail."""
    roles = "bw_app, bw_worker"
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {roles}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {roles}")
    cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roles}")
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            cursor.execute(f'REVOKE UPDATE, DELETE ON "{model._meta.db_table}" FROM {roles}')
    cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {roles}")
