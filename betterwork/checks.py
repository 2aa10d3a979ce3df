"""Refuses to serve with a database role that row security does not bind.

A superuser and a role with BYPASSRLS see every row; so does the owner of a table, and whoever may become
one of them by membership. Run by `manage.py check --database default` and at the start of the web process.
"""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

QUESTIONS = {
    "is a superuser": "SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
    "has BYPASSRLS": "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user",
    "owns tables, or may become a role that does": """
        SELECT EXISTS (SELECT FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND pg_has_role(current_user, relowner, 'MEMBER'))""",
    "may become a role that row security does not bind": """
        SELECT EXISTS (SELECT FROM pg_roles WHERE (rolsuper OR rolbypassrls)
        AND rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER'))""",
}
SERVING = ("app", "worker")


def faults() -> list[str]:
    """What is wrong with the role of this connection, as ends of the sentence "The role …"."""
    with connection.cursor() as cursor:
        return [fault for fault, sql in QUESTIONS.items() if _answer(cursor, sql)]


def _answer(cursor: Any, sql: str) -> bool:
    cursor.execute(sql)
    row = cursor.fetchone()
    return bool(row and row[0])


def refuse_a_role_above_the_walls() -> None:
    found = faults()
    if found:
        raise ImproperlyConfigured(
            f"The database role {_role()} {' and '.join(found)}: row security would not bind it."
            " Serve with the role bw_app (docs/operations.md)."
        )


@checks.register(checks.Tags.database)
def role_is_bound(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    if not databases or settings.DATABASE_AS not in SERVING:
        return []
    return [checks.Error(f"The database role {_role()} {fault}.", id="betterwork.E001") for fault in faults()]


def _role() -> str:
    return str(connection.settings_dict["USER"])
