"""Starts the queue's client with Django, and lays grants and row security after migrations."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.signals import post_migrate

if TYPE_CHECKING:
    from accounts.rowsecurity import Policy

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

        # Django tells only apps with models that migration is over; any one of ours will do.
        post_migrate.connect(lay_walls, sender=apps.get_app_config("accounts"), dispatch_uid="lay_walls")


def lay_walls(**kwargs: object) -> None:
    """Views, grants and policies, exactly as the code declares them, in one transaction."""
    from accounts import rowsecurity

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in declared("VIEWS"):
            cursor.execute(statement)
        _grant(cursor)
        rowsecurity.lay(policies())
        for statement in declared("GRANTS"):
            cursor.execute(statement)


def declared(kind: str) -> list[Any]:
    """Everything of one kind that the floors' `policies.py` declare, lowest floor first."""
    installed = [f"{app}.policies" for app in FLOORS if apps.is_installed(app)]
    modules = [import_module(name) for name in installed if find_spec(name)]
    return [entry for module in modules for entry in getattr(module, kind, [])]


def policies() -> "list[Policy]":
    """All declared policies, and those of the trail tables behind protected tables."""
    from accounts.rowsecurity import trail_policies

    laid: list[Policy] = declared("POLICIES")
    protected = {policy.table for policy in laid}
    for event in _trail_models():
        live = event.pgh_tracked_model._meta.db_table
        if live in protected:
            laid = laid + trail_policies(event._meta.db_table, live)
    return laid


def _trail_models() -> list[Any]:
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


def _grant(cursor: CursorWrapper) -> None:
    """The application's roles work with all tables, and may only add to the trail."""
    roles = "bw_app, bw_worker"
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {roles}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {roles}")
    cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roles}")
    cursor.execute(
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {roles}"
    )
    # A view of one table could be written through, past row security: views belong to the tables' owner.
    cursor.execute("SELECT quote_ident(viewname) FROM pg_views WHERE schemaname = 'public'")
    for (view,) in cursor.fetchall():
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {view} FROM {roles}")
    for model in _trail_models():
        cursor.execute(f'REVOKE UPDATE, DELETE ON "{model._meta.db_table}" FROM {roles}')
    cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {roles}")
