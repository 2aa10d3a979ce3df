"""Databases of stories' own, each a copy of one that is made once a run: migrated, or with the demo in it.

Made as `bw_test`, which may create databases; tables are laid and the demo is told as `bw_owner`, as in real life.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "of-the-stories-alone"  # what the demo enciphers is read by each story's product
RUN = (os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid()))[:12]
ONE_MAKES = 0x73_74_6F_72  # any number: of the run's processes one makes, the others wait

TABLES, DEMO = "tables", "demo"
MADE_BY: dict[str, list[list[str]]] = {TABLES: [["prepare"]], DEMO: [["prepare"], ["demo"]]}


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


def _pattern(what: str) -> str:
    """Its name; the first who asks makes it."""
    name = f"story_{what}_{RUN}"
    with _admin() as say:
        say(f"SELECT pg_advisory_lock({ONE_MAKES})")
        if not say(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            say(f"DROP DATABASE IF EXISTS {name}_unfinished WITH (FORCE)")
            say(f"CREATE DATABASE {name}_unfinished OWNER bw_owner")
            for words in MADE_BY[what]:
                manage(urls(f"{name}_unfinished"), *words)
            say(f"ALTER DATABASE {name}_unfinished RENAME TO {name}")
    return name


def manage(addresses: dict[str, str], *words: str) -> None:
    """A command of `manage.py` as the owner, under the product's own settings."""
    env = os.environ | addresses | {"DATABASE_AS": "owner", "DEMO": "1", "SECRET_KEY": SECRET_KEY}
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
