"""`./run test`: every check and every test, on real servers of its own; nothing is left running."""

import os
import signal
import subprocess
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from betterwork.launcher import catalogues, passing, processes, system, venv
from betterwork.launcher.processes import Program
from betterwork.launcher.say import say, step

CHECKS = {
    "Style (ruff check)": ["ruff", "check", "--quiet", "."],
    "Form (ruff format)": ["ruff", "format", "--quiet", "--check", "."],
    "Types (mypy)": ["mypy", "--no-error-summary"],
    "Floors (import-linter)": ["lint-imports", "--no-cache"],
    "Migrations (makemigrations --check)": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
}
# A file stays together: a story with real processes is told once, in its order. The processes' databases are copies
# of one, and go with their server (`--reuse-db`).
PARALLEL = ["-n", os.environ.get("TEST_PROCESSES", "3"), "--dist", "loadfile", "--no-loadscope-reorder"]
PARALLEL += ["--reuse-db"]
# Said aloud, for the environment names the product's own settings and would win over pyproject.toml.
SETTINGS = ["--ds", "tests.settings"]


@dataclass(frozen=True)
class Bench:
    root: Path
    bin: Path
    env: dict[str, str]


def run(options: Namespace, root: Path) -> int:
    _browser()
    environment = venv.ensure(root, venv.DEVELOPING)
    catalogues.compile_all(root / "locale")
    with passing.instance(root, environment, "test") as started:
        bench = Bench(root, environment / "bin", passing.program_environment(started, environment, "test"))
        with ThreadPoolExecutor(os.cpu_count()) as together:
            passed = together.map(lambda name: _check(bench, name, CHECKS[name]), CHECKS)
            failed = [name for name, good in zip(CHECKS, passed, strict=True) if not good]
        if failed:
            say(f"\nFailed before the tests: {', '.join(failed)}\n")
        step("Tests (pytest)")
        words = [bench.bin / "python", "-m", "pytest", *SETTINGS, *PARALLEL, *options.rest]
        status = _pytest(bench, words, started.place.run)
    return status or bool(failed)


def _browser() -> None:
    missing = system.missing_browser() + system.missing_for_pdf()
    if missing and system.can_install():
        step(f"Installing {', '.join(missing)}")
    if missing and not system.install(missing):
        say(f"The tests in the browser and of PDF files need:  {system.line(missing)}")


def _check(bench: Bench, name: str, words: list[str]) -> bool:
    done = subprocess.run(
        [bench.bin / words[0], *words[1:]], cwd=bench.root, env=bench.env, capture_output=True, text=True
    )
    step(f"{name}: {'good' if done.returncode == 0 else 'FAILED'}")
    if done.returncode != 0:
        say(f"{done.stdout}{done.stderr}")
    return done.returncode == 0


def _pytest(bench: Bench, words: list[str | Path], records: Path) -> int:
    """In the foreground, with the last word: its closing line is the last one."""
    program = Program("pytest", words, bench.env, bench.root, stop=signal.SIGINT, patience_s=20)
    return processes.start(program, records).popen.wait()
