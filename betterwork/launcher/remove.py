"""`./run remove`: an instance and all its data, gone; the virtual environment stays."""

from argparse import Namespace
from pathlib import Path

from betterwork.launcher import place, start
from betterwork.launcher.say import Trouble, step


def run(options: Namespace, root: Path) -> int:
    if not (options.var / place.MARK).exists():
        raise Trouble(f"No instance lives in {options.var}.")
    where = place.claim(root, options.var)
    with place.alone(where):
        start.begin(where, fresh=False)
        place.empty(where)
        place.forget(where)
    step(f"The instance in {where.var} is deleted")
    return 0
