"""The folder of one instance: its secrets, ports, logs and data.

As an ordinary user everything lies in it. PostgreSQL refuses to run as root, so as root both servers run as
a system user of their own, with a copy of their programs and their data where that user may read: never by
loosening the rights of a folder above the checkout, which may be somebody's private home.
"""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from betterwork.launcher import account, homes
from betterwork.launcher.account import Account
from betterwork.launcher.say import Trouble

MARK = ".betterwork"
INSIDE = ("log", "run", "secrets", "mail", "static")
OUTLIVES_FRESH = {MARK, "venv", "venv.lock", "pycache", "uv-cache", "tmp", "lock"}


@dataclass(frozen=True)
class Place:
    root: Path  # the checkout
    var: Path  # this instance
    servers: Path  # the data of PostgreSQL and Redis
    account: Account | None  # whom the servers run as; None: ourselves

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        """Who was started: read by the next start when this one was killed."""
        return self.var / "run"


def claim(root: Path, var: Path) -> Place:
    """Makes the instance's folder ready; refuses one that holds something else."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        _mark(root, var)
        for name in INSIDE:
            (var / name).mkdir(mode=0o700, exist_ok=True)
        servant = account.of_servers() if os.geteuid() == 0 else None
    except PermissionError as error:
        raise Trouble(
            f"{error.filename} is not ours to write. Start as its owner, or give --var FOLDER."
        ) from error
    return Place(root, var, homes.of(var, servant, MARK) if servant else var, servant)


def _mark(root: Path, var: Path) -> None:
    """Gives the folder a name of its own, which goes with it when it is moved."""
    if (var / MARK).exists():
        return
    if var != root / "var" and any(var.iterdir()):
        raise Trouble(f"{var} holds something else. Give --var an empty folder, or one that does not exist.")
    homes.rename(var / MARK)


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Only one launcher works in a folder; the system lets go of the lock even after kill -9."""
    with (place.var / "lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise Trouble(
                f"It runs already in {place.var} ({handle.read().strip()}). Stop that one first."
            ) from None
        handle.truncate(0)
        handle.write(f"process {os.getpid()}")
        handle.flush()
        yield


def runs(place: Place) -> bool:
    try:
        with alone(place):
            return False
    except Trouble:
        return True


def secret(place: Place, name: str) -> str:
    """A random password or key, made once, readable by nobody else; never half-written."""
    file = place.var / "secrets" / name
    if not file.exists():
        unfinished = file.with_name(f".{name}")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(32))
        unfinished.rename(file)
    return file.read_text()


def remembered(place: Place) -> dict[str, int]:
    """The ports of the last start, so that addresses stay where they can."""
    try:
        return {
            str(name): int(port) for name, port in json.loads((place.var / "ports.json").read_text()).items()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def remember(place: Place, ports: dict[str, int]) -> None:
    (place.var / "ports.json").write_text(json.dumps(ports))


def empty(place: Place) -> None:
    """Begins anew: everything of the instance goes but what is expensive and the same."""
    for child in place.var.iterdir():
        if child.name not in OUTLIVES_FRESH:
            _remove(child)
    if place.account:
        shutil.rmtree(place.servers)
    claim(place.root, place.var)


def forget(place: Place) -> None:
    """After `empty`: the last traces too, and the folder itself unless the environment lives in it."""
    for name in INSIDE:
        shutil.rmtree(place.var / name)
    if place.account:
        shutil.rmtree(place.servers)
    if place.var != place.root / "var":
        shutil.rmtree(place.var)


def discard(place: Place) -> None:
    """A passing instance leaves nothing behind."""
    if place.account:
        shutil.rmtree(place.servers, ignore_errors=True)
    shutil.rmtree(place.var, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
