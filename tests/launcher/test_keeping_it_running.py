"""The supervisor: what dies comes back, later and later; jobs are done once, in their order."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from betterwork.launcher import processes
from betterwork.launcher.processes import Program
from betterwork.launcher.supervisor import LONGEST_PAUSE_S, Job, Supervisor


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    watching = Supervisor(tmp_path)
    yield watching
    processes.stop_all()


def program(folder: Path, code: str, name: str = "one") -> Program:
    return Program(name, [sys.executable, "-c", code], {}, folder, folder / f"{name}.log")


def fall(supervisor: Supervisor, now: float) -> float:
    """Kills what runs, lets the supervisor see it, and returns the pause it takes."""
    one = supervisor.watched[0]
    one.process.popen.kill()
    one.process.popen.wait()
    one.process.began = now - 1
    supervisor._fell(one, now)
    assert one.again_at is not None
    return one.again_at - now


def test_a_process_that_fell_once_is_back_at_once(supervisor: Supervisor, tmp_path: Path) -> None:
    first = supervisor.start(program(tmp_path, "import time; time.sleep(60)")).popen
    first.kill()
    first.wait()
    supervisor.look(now=1000)
    assert supervisor.watched[0].process.popen.pid != first.pid
    assert supervisor.watched[0].process.ended is None


def test_one_that_falls_again_and_again_waits_longer_and_longer(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.start(program(tmp_path, "import time; time.sleep(60)"))
    pauses = [fall(supervisor, now=1000) for _ in range(8)]
    assert pauses == [0, 1, 3, 7, 15, LONGEST_PAUSE_S, LONGEST_PAUSE_S, LONGEST_PAUSE_S]


def test_one_that_ran_for_long_is_forgiven(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program(tmp_path, "import time; time.sleep(60)"))
    [fall(supervisor, now=1000) for _ in range(3)]
    one = supervisor.watched[0]
    one.process.began = 1000
    supervisor._fell(one, now=2000)
    assert one.again_at == 2000


def test_jobs_follow_each_other_and_hear_how_it_went(supervisor: Supervisor, tmp_path: Path) -> None:
    heard: list[int] = []

    def then(status: int) -> list[Job]:
        heard.append(status)
        return [Job(program(tmp_path, "", "second"), lambda status: heard.append(status) or [])]

    supervisor.jobs.append(Job(program(tmp_path, "raise SystemExit(3)", "first"), then))

    def done() -> bool:
        supervisor.look(now=0)
        return len(heard) == 2

    assert processes.until(done, 10)
    assert heard == [3, 0]
