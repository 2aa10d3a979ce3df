"""An instance for one test run or bench: made, used, and gone without a trace."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from betterwork.launcher import homes, place, postgres, processes, services
from betterwork.launcher.place import Place
from betterwork.launcher.say import Trouble, step
from betterwork.launcher.services import Services

WITHIN = "BETTERWORK_WITHIN"
JUST_MADE_S = 10


@contextmanager
def instance(root: Path, environment: Path, kind: str, **settings: str) -> Iterator[Services]:
    """Servers of its own in a folder of its own under var/tmp; first clears what a killed run left there."""
    tmp = root / "var" / "tmp"
    tmp.mkdir(parents=True, exist_ok=True)
    _sweep(root, tmp)
    where = place.claim(root, tmp / f"{kind}-{secrets.token_hex(4)}")
    with place.alone(where):
        try:
            yield services.start(where, environment, passing=postgres.FAST | settings)
        finally:
            _leave_nothing(where)
            place.discard(where)


def _leave_nothing(where: Place) -> None:
    processes.stop([one for one in processes.STARTED if not one.program.serves_others])
    stragglers = processes.end_marked(_mark(where), patience_s=5)
    if stragglers:
        step(f"{len(stragglers)} processes had not ended by themselves and were killed")
    processes.stop_all()


def _sweep(root: Path, tmp: Path) -> None:
    for folder in tmp.iterdir():
        if time.time() - folder.stat().st_mtime < JUST_MADE_S:
            continue  # another run is about to take it
        where = place.claim(root, folder)
        if not place.runs(where):
            processes.take_over(where.run, services.mark(where))
            processes.end_marked(_mark(where), patience_s=0)
            place.discard(where)
    if os.geteuid() == 0:
        homes.forget_lost(tmp)


def program_environment(started: Services, environment: Path, role: str) -> dict[str, str]:
    more = {"DATABASE_AS": role, "SECRET_KEY": "of-a-passing-instance"}
    return services.environment(started, environment, **more, **{WITHIN: str(started.place.var)})


def _mark(where: Place) -> str:
    """By this entry everything is known that the tests have started, products of their own included."""
    return f"{WITHIN}={where.var}"


def needs(folder: Path, sentence: str) -> None:
    if not folder.exists():
        raise Trouble(sentence)
