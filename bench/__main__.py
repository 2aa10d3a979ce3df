"""`./run bench [--scale X] [--parts pages,sweep,clocks,changes,pdf] [--to FILE]`: in the database of `DATABASE_…URL`, which must be empty."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("pages", "sweep", "clocks", "changes", "pdf")  # `changes` leaves one country of all factories


def main() -> None:
    options = _options()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_AS": "owner"}
    import django

    django.setup()
    from bench import report

    found = report.Measured(at=datetime.now(UTC), scale=options.scale)
    with tempfile.TemporaryDirectory() as folder:
        _load(options.scale, found)
        for part in options.parts:
            say(f"Measuring {part}")
            MEASURES[part](Path(folder), options, found)
    written = report.text(found)
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_text(written, encoding="utf-8")
    print(written)
    say(f"Written to {options.to}")


def say(words: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S}  {words}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run bench", description="The speed of every page at a large size."
    )
    parser.add_argument("--scale", type=float, default=1.0, help="a share of the full size, for a try")
    parser.add_argument(
        "--parts", default=",".join(PARTS), help="what is measured: pages,sweep,clocks,changes,pdf"
    )
    parser.add_argument("--rounds", type=int, default=20, help="timed calls of an address")
    parser.add_argument(
        "--to", type=Path, help="the file to write; as it ships docs/performance.md, of a try under var/"
    )
    options = parser.parse_args()
    options.parts = [part for part in PARTS if part in options.parts.split(",")]
    options.to = options.to or ROOT / ("docs" if options.scale == 1 else "var") / "performance.md"
    return options


def _load(scale: float, found: Any) -> None:
    from django.core.management import call_command
    from django.db import connection

    from bench import load

    start = perf_counter()
    say("Laying the tables")
    call_command("prepare", verbosity=0)
    load.fill(load.Sizes().scaled(scale), say)
    found.loading_s, found.sizes = perf_counter() - start, load.sizes_now()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        found.server = f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def _pages(folder: Path, options: argparse.Namespace, found: Any) -> None:
    from bench import stage

    laid = stage.set_up()
    asks = stage.asks(laid)
    found.unmeasured = stage.unmeasured(asks)
    (folder / "asks.json").write_text(json.dumps(stage.as_json(asks)))
    _python("app", "bench.pages", folder / "asks.json", folder / "pages.json", options.rounds)
    found.pages = json.loads((folder / "pages.json").read_text())


def _sweep(folder: Path, options: argparse.Namespace, found: Any) -> None:
    from bench import sweep

    say(f"{sweep.make_due(round(sweep.DUE * options.scale)):,} reports are due")
    _python("worker", "bench.sweep", folder / "sweep.json")
    found.sweep = json.loads((folder / "sweep.json").read_text())


def _clocks(folder: Path, options: argparse.Namespace, found: Any) -> None:
    from accounts import clock
    from bench import clocks

    at, answer = clock.now(), folder / "clocks.json"
    for size in ("few", "many"):
        clocks.make_open(round((clocks.FEW if size == "few" else clocks.MANY) * options.scale), at)
        _python("worker", "bench.clocks", "idle", answer)
        found.clocks[size] = json.loads(answer.read_text())
    clocks.make_due(round(clocks.DUE * options.scale), at)
    _python("worker", "bench.clocks", "ring", answer)
    found.clocks["due"] = json.loads(answer.read_text())


def _changes(folder: Path, options: argparse.Namespace, found: Any) -> None:
    from bench import changes

    say(f"{changes.make_large():,} visits are planned in one country")
    _python("worker", "bench.changes", folder / "changes.json")
    found.changes = json.loads((folder / "changes.json").read_text())


def _pdf(folder: Path, options: argparse.Namespace, found: Any) -> None:
    from bench import pdf

    pdf.write_page(folder)
    for name, kind in (("ours", "ours"), ("WeasyPrint alone", "alone")):
        found.pdf[name] = json.loads(_python("app", "bench.pdf", kind, folder).splitlines()[-1])


MEASURES = {"pages": _pages, "sweep": _sweep, "clocks": _clocks, "changes": _changes, "pdf": _pdf}


def _python(role: str, module: str, *words: object) -> str:
    """A module of the bench in a process of its own, as this role; what it prints."""
    command = [sys.executable, "-W", "ignore", "-m", module, *map(str, words)]
    env = os.environ | {"DATABASE_AS": role}
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
