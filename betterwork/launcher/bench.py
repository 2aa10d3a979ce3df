"""`./run bench`: the speed of every page at a large programme's size, in a database of its own."""

from argparse import Namespace
from pathlib import Path

from betterwork.launcher import passing, processes, venv
from betterwork.launcher.processes import Program

MEMORY = {"shared_buffers": "1GB", "maintenance_work_mem": "256MB", "max_wal_size": "4GB"}


def run(options: Namespace, root: Path) -> int:
    passing.needs(root / "bench" / "__main__.py", "There is no bench yet.")
    environment = venv.ensure(root, venv.RUNNING)
    with passing.instance(root, environment, "bench", **MEMORY) as started:
        env = passing.program_environment(started, environment, "owner")
        words = [environment / "bin" / "python", "-m", "bench", *options.rest]
        return processes.start(Program("bench", words, env, root), started.place.run).popen.wait()
