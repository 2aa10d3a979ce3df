"""Debian packages: installed when we are root, else named in one line that can be copied."""

import ctypes.util
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from betterwork.launcher.place import Place
from betterwork.launcher.processes import Program
from betterwork.launcher.say import step
from betterwork.launcher.supervisor import Job

PDF = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_PACKAGE = "chromium"
LOCK = ("-o", "DPkg::Lock::Timeout=60")  # somebody else may be installing


def missing_for_pdf() -> list[str]:
    return [package for library, package in PDF.items() if not ctypes.util.find_library(library)]


def missing_browser() -> list[str]:
    return [] if any(map(shutil.which, BROWSERS)) else [BROWSER_PACKAGE]


def line(packages: list[str]) -> str:
    """What a person types who may become root."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def command(packages: list[str]) -> list[str]:
    return ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *LOCK, *packages]


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def environment() -> dict[str, str]:
    return os.environ | {"DEBIAN_FRONTEND": "noninteractive"}


def install(packages: list[str]) -> bool:
    """True once apt has installed them; False when we may not or it could not."""
    if not can_install():
        return False
    if _quiet(command(packages)):
        return True
    return _quiet(["apt-get", "update", "--quiet"]) and _quiet(command(packages))


def _quiet(words: list[str]) -> bool:
    return subprocess.run(words, env=environment(), capture_output=True).returncode == 0


def jobs(packages: list[str], place: Place) -> list[Job]:
    """Downloads, which may be broken off at any moment, then installs, which may not."""

    def downloaded(status: int) -> Sequence[Job]:
        return [install] if status == 0 else [update]

    def updated(status: int) -> Sequence[Job]:
        return [retry] if status == 0 else failed(status)

    def retried(status: int) -> Sequence[Job]:
        return [install] if status == 0 else failed(status)

    def installed(status: int) -> Sequence[Job]:
        step(f"Installed: {', '.join(packages)}") if status == 0 else failed(status)
        return []

    def failed(status: int) -> Sequence[Job]:
        step(f"apt could not install them ({place.log / 'apt.log'}):  {line(packages)}")
        return []

    download = [*command(packages), "--download-only"]
    install = Job(_program(place, command(packages), patience_s=8, stop=None), installed)
    update = Job(_program(place, ["apt-get", "update", "--quiet"]), updated)
    retry = Job(_program(place, download), retried)
    return [Job(_program(place, download), downloaded)]


def _program(
    place: Place, words: list[str], patience_s: float = 6, stop: signal.Signals | None = signal.SIGTERM
) -> Program:
    log = place.log / "apt.log"
    return Program("apt", words, environment(), Path("/"), log, stop=stop, patience_s=patience_s)
