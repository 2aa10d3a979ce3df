"""The system user of the embedded servers, for a launcher that runs as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from betterwork.launcher.say import Trouble

NAME = "betterwork"
HOMES = ("/var/lib", "/opt", "/srv")


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


def of_servers() -> Account:
    """Our own system user, made when it is missing; where users cannot be made, `nobody`."""
    found = _named(NAME) or (_make() and _named(NAME)) or _named("nobody")
    if not found:
        raise Trouble("PostgreSQL refuses to run as root, and no other user can be made here.")
    return found


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def _make() -> bool:
    tool = shutil.which("useradd") or "/usr/sbin/useradd"
    words = [tool, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        made = subprocess.run([*words, "--shell", "/usr/sbin/nologin", NAME], capture_output=True)
    except OSError:
        return False
    return made.returncode == 0


def shared() -> Path:
    """Root's folder for all checkouts on this machine: programs once, and data of each instance."""
    for parent in map(Path, HOMES):
        if _open_to_all(parent):
            folder = parent / NAME
            folder.mkdir(mode=0o755, exist_ok=True)
            return folder
    raise Trouble(f"None of {', '.join(HOMES)} can be entered by other users; the servers need such a place.")


def _open_to_all(folder: Path) -> bool:
    way = [folder, *folder.parents]
    return all(step.is_dir() and step.stat().st_mode & 0o001 for step in way) and os.access(folder, os.W_OK)


def home(account: Account, key: str) -> Path:
    """Where one instance's servers keep their data; only they may look inside."""
    folder = shared() / key
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, account.uid, account.gid)
    return folder


def programs(source: dict[str, Path], version: str) -> Path:
    """A copy of the servers' programs that the system user may read, made once a version."""
    wanted = shared() / f"servers-{version}"
    if not wanted.exists():
        unfinished = wanted.with_name(f".{wanted.name}-{os.getpid()}")
        for name, origin in source.items():
            _copy(origin, unfinished / name)
        unfinished.chmod(0o755)
        _settle(unfinished, wanted)
    return wanted


def _copy(origin: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if origin.is_dir():
        shutil.copytree(origin, target, symlinks=True)
    else:
        shutil.copy2(origin, target)


def _settle(unfinished: Path, wanted: Path) -> None:
    try:
        unfinished.rename(wanted)
    except OSError:  # another start was faster
        shutil.rmtree(unfinished)
