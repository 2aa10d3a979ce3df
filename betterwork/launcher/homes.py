"""As root: which folder under /var/lib/betterwork holds the servers' data of which instance.

The instance's folder carries a random name in its mark; the home has that name, and says in `of` where the
instance lies. So data follows a folder that is moved, a copy begins with data of its own, and the data of a
folder that was deleted and made again goes with the deleted one, as it does for an ordinary user.
"""

import re
import secrets
import shutil
from pathlib import Path

from betterwork.launcher import account, processes
from betterwork.launcher.account import Account

NAME = re.compile(r"[0-9a-f]{16}")


def rename(mark: Path) -> str:
    name = secrets.token_hex(8)
    mark.write_text(f"{name}\n")
    return name


def of(var: Path, servant: Account, mark_name: str) -> Path:
    """The home of the instance in `var`, made when it is new."""
    mark = var / mark_name
    name = _name(mark) or rename(mark)
    owner = _owner(account.shared() / name)
    if owner and owner != var and _name(owner / mark_name) == name:  # ours is a copy of that one
        name = rename(mark)
    for other in _others(var, name):
        shutil.rmtree(other)
    home = account.home(servant, name)
    (home / "of").write_text(f"{var}\n")
    return home


def _name(mark: Path) -> str | None:
    try:
        text = mark.read_text().strip()
    except OSError:
        return None
    return text if NAME.fullmatch(text) else None


def _owner(home: Path) -> Path | None:
    try:
        return Path((home / "of").read_text().strip())
    except OSError:
        return None


def _others(var: Path, name: str) -> list[Path]:
    """Data of instances that lay in the same folder and were deleted with it."""
    homes = [home for home in account.shared().iterdir() if NAME.fullmatch(home.name)]
    return [home for home in homes if home.name != name and _owner(home) == var and not _serves(home)]


def _serves(home: Path) -> bool:
    try:
        pid = int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return False
    return processes.born(pid) is not None


def forget_lost(folder: Path) -> None:
    """Data of instances that lay directly in `folder` and are gone."""
    for home in account.shared().iterdir():
        owner = _owner(home) if NAME.fullmatch(home.name) else None
        if owner and owner.parent == folder and not owner.exists() and not _serves(home):
            shutil.rmtree(home)
