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

from tests.stories import databases


def new_seed() -> int:
    seed = int(os.environ.get("KILL_SEED") or time.time_ns() % 1_000_000)
    print(f"KILL_SEED={seed}")
    return seed


@dataclass
class Ground:
    """A migrated database of the story's own, and the environment of its processes."""

    name: str
    env: dict[str, str]

    def python(self, *programs: list[str], role: str) -> None:
        """Programs that run at once, until the last has ended."""
        own = {"cwd": databases.ROOT, "env": self.env | {"DATABASE_AS": role}}
        pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        begun = [subprocess.Popen([sys.executable, *words], **own, **pipe) for words in programs]
        for each in begun:
            said, _ = each.communicate()
            assert each.returncode == 0, said

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
def ground(folder: Path, **more: str) -> Iterator[Ground]:
    with databases.copy(databases.TABLES) as name:
        own = {"REDIS_PREFIX": f"{name}:", "VAR_DIR": str(folder), "DEMO": "0", "MESSAGE_LEASE_S": "3"}
        env = {**os.environ, **databases.urls(name), **own, **more}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        made = Ground(name, env)
        yield made
        made.empty_redis()


@dataclass
class Queue:
    """A real worker with two children, and real beats that ring it."""

    ground: Ground
    chance: Random
    blows: tuple[str, ...] = ("child", "child", "child", "worker", "redis")
    worker: subprocess.Popen[bytes] | None = None
    beats: int = 1
    beating: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: list[str] = field(default_factory=list)

    def __enter__(self) -> "Queue":
        for nth in range(self.beats):
            schedule = f"{self.ground.env['VAR_DIR']}/beat{nth}"
            self.beating.append(self._celery("beat", "--pidfile=", "--schedule", schedule))
        self.start_worker()
        return self

    def __exit__(self, *args: object) -> None:
        for process in (self.worker, *self.beating):
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
            cwd=databases.ROOT,
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
