"""What the kill stories stand on: a database of their own, real Celery processes, and kills.

Only processes of the story are started and killed. Chance is seeded, and the seed is printed, so
that a story that failed can be told again: `KILL_SEED=… ./run test tests/stories`.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg2
import redis
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


def new_seed() -> int:
    seed = int(os.environ.get("KILL_SEED") or time.time_ns() % 1_000_000)
    print(f"KILL_SEED={seed}")
    return seed


@dataclass
class Ground:
    """A migrated database of the story's own, and the environment of its processes."""

    name: str
    env: dict[str, str]

    def python(self, *words: str, role: str = "owner") -> None:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.env | {"DATABASE_AS": role},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg2.connect(self.env["DATABASE_TEST_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def cut_off(self) -> None:
        """The database ends every connection of the workers, as when it is restarted."""
        self.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = 'bw_worker'",
            self.name,
        )

    def empty_redis(self) -> None:
        client = redis.Redis.from_url(settings.REDIS_URL)
        for key in client.scan_iter(f"{self.env['REDIS_PREFIX']}*"):
            client.delete(key)


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """Makes the database as `bw_test`, which may; `bw_owner` migrates it as in real life."""
    name = f"story_{os.getpid()}_{time.time_ns() % 1_000_000}"
    urls = {key: _renamed(url, name) for key, url in _urls().items()}
    env = {**os.environ, **urls, "REDIS_PREFIX": f"{name}:", "VAR_DIR": str(folder), "DEMO": "0"}
    env["MESSAGE_LEASE_S"] = "3"
    env.pop("DJANGO_SETTINGS_MODULE", None)
    _admin(f"CREATE DATABASE {name} OWNER bw_owner")
    try:
        made = Ground(name, env)
        made.python("manage.py", "migrate", "-v", "0")
        yield made
        made.empty_redis()
    finally:
        _admin(f"DROP DATABASE {name} WITH (FORCE)")


def _urls() -> dict[str, str]:
    roles = {"app": "URL", "worker": "WORKER_URL", "owner": "OWNER_URL", "test": "TEST_URL"}
    return {f"DATABASE_{word}": settings.DATABASE_URLS[role] for role, word in roles.items()}


def _renamed(url: str, name: str) -> str:
    return url.rpartition("/")[0] + f"/{name}"


def _admin(sql: str) -> None:
    connection = psycopg2.connect(_renamed(settings.DATABASE_URLS["test"], "postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


@dataclass
class Queue:
    """A real worker with two children, and a real beat that rings it."""

    ground: Ground
    chance: Random
    blows: tuple[str, ...] = ("child", "child", "child", "worker", "redis")
    worker: subprocess.Popen[bytes] | None = None
    beat: subprocess.Popen[bytes] | None = None
    kills: list[str] = field(default_factory=list)

    def __enter__(self) -> "Queue":
        self.beat = self._celery("beat", "--schedule", f"{self.ground.env['VAR_DIR']}/beat")
        self.start_worker()
        return self

    def __exit__(self, *args: object) -> None:
        for process in (self.worker, self.beat):
            if process:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def start_worker(self) -> None:
        self.worker = self._celery("worker", "-c", "2", "--without-gossip", "--without-mingle")

    def _celery(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "betterwork.celery", *words, "-l", "ERROR"]
        env = self.ground.env | {"DATABASE_AS": "worker"}
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def strike(self) -> None:
        """Kills a child or the whole worker, empties Redis or cuts the database off, as chance has it."""
        blow = self.chance.choice(self.blows)
        if blow == "redis":
            self.ground.empty_redis()
        elif blow == "database":
            self.ground.cut_off()
        elif blow == "child" and (children := self._children()):
            os.kill(self.chance.choice(children), signal.SIGKILL)
        else:
            assert self.worker
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.start_worker()
        self.kills.append(blow)

    def _children(self) -> list[int]:
        assert self.worker
        listed = Path(f"/proc/{self.worker.pid}/task/{self.worker.pid}/children")
        return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition came true in time; looks twenty times a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
