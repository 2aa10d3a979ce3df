"""The second wall: PostgreSQL row level security, declared beside the models.

Each app with protected tables has a `policies.py` that lists `Policy` rows. `manage.py migrate`
lays them (`betterwork/apps.py`), so that the database always holds exactly what the code says.
The person and the domain moment of a request are two transaction-local variables, `app.person`
and `app.at`; without them every policy answers no.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection

from accounts.models import User

APP, WORKER = "bw_app", "bw_worker"
ME = "nullif(current_setting('app.person', true), '')::uuid"
AT = "nullif(current_setting('app.at', true), '')::timestamptz"

Command = Literal["SELECT", "INSERT", "UPDATE", "DELETE", "ALL"]


@dataclass(frozen=True)
class Policy:
    """One policy of the application's role on one table.

    `using` says which rows are seen (and may be changed or deleted), `check` which may be
    written; both are SQL conditions over the table's columns. Without `check`, `using` serves.
    Permissive policies add up; a restrictive one must hold beside them.
    """

    table: str
    name: str
    command: Command
    using: str = ""
    check: str = ""
    restrictive: bool = False

    def sql(self) -> str:
        kind = "AS RESTRICTIVE " if self.restrictive else ""
        parts = [f'CREATE POLICY "{self.name}" ON "{self.table}" {kind}FOR {self.command} TO {APP}']
        if self.command != "INSERT":
            parts.append(f"USING ({self.using})")
        written = self.check or (self.using if self.command != "SELECT" else "")
        if written and self.command not in {"SELECT", "DELETE"}:
            parts.append(f"WITH CHECK ({written})")
        return " ".join(parts)


def lay(policies: list[Policy]) -> None:
    """Replaces all policies of the tables named by these ones, in the current transaction."""
    with connection.cursor() as cursor:
        for table in sorted({policy.table for policy in policies}):
            cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
            cursor.execute("SELECT policyname FROM pg_policies WHERE tablename = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP POLICY "{name}" ON "{table}"')
            cursor.execute(
                f'CREATE POLICY "worker" ON "{table}" FOR ALL TO {WORKER} USING (true) WITH CHECK (true)'
            )
        for policy in policies:
            cursor.execute(policy.sql())


def trail_policies(event_table: str, live_table: str) -> list[Policy]:
    """A trail table takes every event and shows those of rows that the live table shows."""
    live = f'EXISTS (SELECT 1 FROM "{live_table}" live WHERE live.id = "{event_table}".pgh_obj_id)'
    return [
        Policy(event_table, "record", "INSERT", check="true"),
        Policy(event_table, "read", "SELECT", using=live),
    ]


def identify(user: User | None, at: datetime) -> None:
    """Tells the database who asks and when, until the end of the current transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.person', %s, true), set_config('app.at', %s, true)",
            [str(user.pk) if user else "", at.isoformat()],
        )
