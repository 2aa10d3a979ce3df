"""The virtual environment, exactly as the lock files say, made once and kept by a stamp.

uv installs in seconds and is itself installed by pip, pinned by hash; when uv cannot (an index it does not
get on with), pip does the same, slower.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from betterwork.launcher import pipconfig, system
from betterwork.launcher.say import Trouble, step

INSTALLER = "requirements-installer.lock"
RUNNING, DEVELOPING = "requirements.lock", "requirements-dev.lock"


def ensure(root: Path, lock: str) -> Path:
    """The environment's folder with everything of `lock` installed; a second call is instant."""
    folder = root / "var" / "venv"
    if _stamped(root, folder, lock):
        return folder
    folder.parent.mkdir(exist_ok=True)
    with _alone(folder.with_name("venv.lock")):
        if not _stamped(root, folder, lock):
            _install(root, folder, lock)
    return folder


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _fingerprint(root: Path, lock: str) -> str:
    return hashlib.sha256((root / lock).read_bytes()).hexdigest()


def _stamp(root: Path, folder: Path, locks: list[str]) -> dict[str, str]:
    prints = {lock: _fingerprint(root, lock) for lock in locks}
    return {"python": sys.version, "folder": str(folder), **prints}


def _stamped(root: Path, folder: Path, lock: str) -> bool:
    """Tools of developers do not disturb: the larger lock's environment serves the smaller one too."""
    try:
        stamp = json.loads((folder / "stamp.json").read_text())
    except (OSError, ValueError):
        return False
    wanted = _stamp(root, folder, [lock])
    return (folder / "bin" / "python").exists() and all(stamp.get(k) == v for k, v in wanted.items())


def _install(root: Path, folder: Path, lock: str) -> None:
    stamp = folder / "stamp.json"
    had_tools = stamp.exists() and DEVELOPING in stamp.read_text()
    stamp.unlink(missing_ok=True)
    if not _works(folder):
        _create(folder)
    step("Installing the pinned packages" + (" with the developers' tools" if lock == DEVELOPING else ""))
    wanted = DEVELOPING if had_tools else lock
    if not _with_uv(root, folder, wanted):
        step("uv could not install them here; pip does it, more slowly")
        _pip(folder, "install", "--require-hashes", "--requirement", str(root / wanted))
    locks = [RUNNING, DEVELOPING] if wanted == DEVELOPING else [RUNNING]
    stamp.write_text(json.dumps(_stamp(root, folder, locks)))


def _works(folder: Path) -> bool:
    """An environment knows its own place: after a move, or a change of Python, it is made anew."""
    probe = "import sys, pip; print(sys.version); print(sys.prefix)"
    try:
        answer = subprocess.run([folder / "bin" / "python", "-c", probe], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout == f"{sys.version}\n{folder}\n"


def _create(folder: Path) -> None:
    step("Making a virtual environment")
    shutil.rmtree(folder, ignore_errors=True)
    if find_spec("ensurepip") is None:
        _ask_for_venv()
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([base, "-m", "venv", folder], capture_output=True, text=True)
    if made.returncode != 0:
        raise Trouble(f"Python could not make a virtual environment:\n{made.stdout}{made.stderr}")


def _ask_for_venv() -> None:
    names = [f"python3.{sys.version_info.minor}-venv"]
    why = "Debian's Python comes without the module that makes virtual environments."
    if not system.install(names):
        raise Trouble(f"{why}\nInstall it, then type ./run again:\n    {system.line(names)}")


def _with_uv(root: Path, folder: Path, lock: str) -> bool:
    pinned = root / INSTALLER
    installed = _pip(
        folder, "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(pinned), check=False
    )
    if installed.returncode != 0:
        return False
    command: list[str | Path] = [folder / "bin" / "uv", "pip", "sync", "--quiet", "--require-hashes"]
    command += ["--python", folder / "bin" / "python", pinned, root / lock]
    done = subprocess.run(command, env=_uv_environment(folder), capture_output=True, text=True)
    if done.returncode != 0:
        (folder / "uv.log").write_text(done.stderr)
    return done.returncode == 0


def _uv_environment(folder: Path) -> dict[str, str]:
    listing = _pip(folder, "config", "list", check=False).stdout
    environment = os.environ | pipconfig.for_uv(pipconfig.parse(listing), os.environ)
    home = Path(os.environ.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        environment["UV_CACHE_DIR"] = str(folder.with_name("uv-cache"))
    return environment | {
        "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy" if _apart(home, folder) else "hardlink")
    }


def _apart(home: Path, folder: Path) -> bool:
    """Hard links need one file system."""
    return not home.exists() or home.stat().st_dev != folder.stat().st_dev


def _pip(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [
        folder / "bin" / "python",
        "-m",
        "pip",
        "--disable-pip-version-check",
        *words,
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    if check and done.returncode != 0:
        raise Trouble(f"pip could not install the packages:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done
