"""Commands on the instance's database, whether the product runs or not."""

import os
import subprocess
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from betterwork.launcher import place, postgres, processes, services, start, venv
from betterwork.launcher.say import Trouble, aside
from betterwork.launcher.services import Services


def run(options: Namespace, root: Path) -> int:
    """`./run manage COMMAND …`"""
    python = root / "var" / "venv" / "bin" / "python"
    return _with_servers(options, root, [python, "manage.py", *options.rest])


def execute(options: Namespace, root: Path) -> int:
    """`./run exec PROGRAM …`: any program (psql, pg_dump), told of the servers by its environment."""
    if not options.rest:
        raise Trouble("Say what to execute: ./run exec psql …")
    return _with_servers(options, root, options.rest)


def _with_servers(options: Namespace, root: Path, words: Sequence[str | Path]) -> int:
    aside()
    environment = venv.ensure(root, venv.RUNNING)
    where = place.claim(root, options.var)
    if place.runs(where):
        return _command(services.running(where), environment, words)
    with place.alone(where):
        start.begin(where, fresh=False)
        try:
            return _command(services.start(where, environment), environment, words)
        finally:
            processes.stop_all()


def _command(started: Services, environment: Path, words: Sequence[str | Path]) -> int:
    """As the owner, whom row security does not bind; DATABASE_AS chooses another role."""
    more = {"DATABASE_AS": os.environ.get("DATABASE_AS", "owner"), "DEMO": os.environ.get("DEMO", "1")}
    env = services.environment(started, environment, **more)
    bin = postgres.programs(environment, None) / postgres.FOLDER / "bin"
    env["PATH"] = f"{env['PATH']}{os.pathsep}{bin}"
    try:
        return subprocess.run(words, cwd=started.place.root, env=env).returncode
    except FileNotFoundError:
        raise Trouble(f"There is no program {words[0]}.") from None
