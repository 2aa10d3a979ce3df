"""`./run manage COMMAND …`: a command on the instance's database, whether the product runs or not."""

import os
import subprocess
from argparse import Namespace
from pathlib import Path

from betterwork.launcher import place, say, services, start, venv
from betterwork.launcher.services import Services


def run(options: Namespace, root: Path) -> int:
    say.aside()
    environment = venv.ensure(root, venv.RUNNING)
    where = place.claim(root, options.var)
    if place.runs(where):
        return _command(services.running(where), environment, options.rest)
    with place.alone(where):
        start.begin(where, fresh=False)
        started = services.start(where, environment)
        try:
            return _command(started, environment, options.rest)
        finally:
            services.stop(started)


def _command(started: Services, environment: Path, words: list[str]) -> int:
    """As the owner, whom row security does not bind; DATABASE_AS chooses another role."""
    more = {"DATABASE_AS": os.environ.get("DATABASE_AS", "owner"), "DEMO": os.environ.get("DEMO", "1")}
    env = services.environment(started, environment, **more)
    python = environment / "bin" / "python"
    return subprocess.run([python, "manage.py", *words], cwd=started.place.root, env=env).returncode
