"""Databases that are copies of one that is made once a run: a story's own, migrated or with the demo in it, and those
of the run's processes.

Made as `bw_test`, which may create databases; a story's tables are laid and the demo is told as `bw_owner`, as in
real life.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "of-the-stories-alone"  # what the demo enciphers is read by each story's product
RUN = (os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid()))[:12]
ONE_MAKES = 0x73_74_6F_72  # any number: of the run's processes one makes, the others wait


@dataclass(frozen=True)
class Pattern:
    """Made by a command as this role, in an empty database or upon another pattern."""

    command: str
    upon: str = ""
    role: str = "owner"


TABLES, DEMO, TESTS = "tables", "demo", "tests"
PATTERNS = {
    TABLES: Pattern("prepare"),
    DEMO: Pattern("demo", upon=TABLES),
    TESTS: Pattern("prepare", role="test"),
}


def urls(name: str) -> dict[str, str]:
    """The addresses of a database, as the product's processes read them."""
    roles = {"URL": "app", "WORKER_URL": "worker", "OWNER_URL": "owner", "TEST_URL": "test"}
    return {f"DATABASE_{key}": _at(settings.DATABASE_URLS[role], name) for key, role in roles.items()}


@contextmanager
def copy(what: str) -> Iterator[str]:
    """The name of a database like that, until the story is told."""
    name = f"story_{os.getpid()}_{time.time_ns() % 1_000_000}"
    with _admin() as say:
        say(f"CREATE DATABASE {name} TEMPLATE {_pattern(what)} OWNER bw_owner")
    try:
        yield name
    finally:
        with _admin() as say:
            say(f"DROP DATABASE {name} WITH (FORCE)")


def lay_tables_of_tests(name: str) -> None:
    """Unless an earlier run has left the database."""
    with _admin() as say:
        if not say(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            say(f"CREATE DATABASE {name} TEMPLATE {_pattern(TESTS)}")


def _pattern(what: str) -> str:
    """Its name; the first who asks makes it."""
    name, pattern = f"story_{what}_{RUN}", PATTERNS[what]
    with _admin() as say:
        say(f"SELECT pg_advisory_lock({ONE_MAKES}, {list(PATTERNS).index(what)})")
        if not say(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            upon = f"TEMPLATE {_pattern(pattern.upon)}" if pattern.upon else ""
            say(f"DROP DATABASE IF EXISTS {name}_unfinished WITH (FORCE)")
            say(f"CREATE DATABASE {name}_unfinished OWNER bw_{pattern.role} {upon}")
            manage(urls(f"{name}_unfinished"), pattern.command, role=pattern.role)
            say(f"ALTER DATABASE {name}_unfinished RENAME TO {name}")
    return name


def manage(addresses: dict[str, str], *words: str, role: str = "owner") -> None:
    """A command of `manage.py`, under the product's own settings."""
    env = os.environ | addresses | {"DATABASE_AS": role, "DEMO": "1", "SECRET_KEY": SECRET_KEY}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _admin() -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """Beside all databases; what is locked here is let go at the end."""
    connection = psycopg2.connect(_at(settings.DATABASE_URLS["test"], "postgres"))
    connection.autocommit = True  # databases are made outside transactions

    def say(sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    try:
        yield say
    finally:
        connection.close()


def _at(url: str, name: str) -> str:
    return url.rpartition("/")[0] + f"/{name}"
