"""Processes end with their launcher, and what a killed launcher left is recognised for certain."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from betterwork.launcher import processes
from betterwork.launcher.processes import Process, Program

MARK = "VAR_DIR=/somewhere/of/this/test"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def program(folder: Path, code: str, patience_s: float = 0.2) -> Program:
    name, value = MARK.split("=")
    words = [sys.executable, "-c", code]
    return Program("one", words, {name: value}, folder, folder / "one.log", patience_s=patience_s)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return tmp_path / "run"


@pytest.fixture
def running(tmp_path: Path, records: Path) -> Iterator[Process]:
    process = processes.start(program(tmp_path, PARENT), records)
    assert processes.until((tmp_path / "one.log").read_text, 10)
    yield process
    processes.stop([process])


def child_of(process: Process) -> int:
    assert process.program.log
    return int(process.program.log.read_text())


def gone(pid: int) -> bool:
    return processes.until(lambda: processes.born(pid) is None, 5)


def test_the_next_launcher_ends_what_the_last_one_left(running: Process, records: Path) -> None:
    assert processes.take_over(records, MARK) == ["one"]
    assert gone(running.popen.pid) and gone(child_of(running))


def test_the_children_of_a_dead_leader_are_found_too(running: Process, records: Path) -> None:
    running.popen.kill()
    running.popen.wait()
    processes.take_over(records, MARK)
    assert gone(child_of(running))


def test_a_number_that_now_belongs_to_somebody_else_is_left_alone(running: Process, records: Path) -> None:
    record = json.loads((records / "one.json").read_text())
    (records / "one.json").write_text(json.dumps(record | {"born": record["born"] - 1}))
    assert processes.take_over(records, MARK) == []
    assert running.ended is None


def test_a_record_from_before_a_restart_of_the_machine_says_nothing(running: Process, records: Path) -> None:
    record = json.loads((records / "one.json").read_text())
    (records / "one.json").write_text(json.dumps(record | {"boot": "another"}))
    assert processes.take_over(records, MARK) == []
    assert running.ended is None


def test_half_a_record_does_not_stop_the_next_start(records: Path) -> None:
    (records / "one.json").write_text('{"pid": 1')
    assert processes.take_over(records, MARK) == []
    assert list(records.iterdir()) == []


def test_who_does_not_hear_the_polite_signal_is_killed(tmp_path: Path, records: Path) -> None:
    process = processes.start(program(tmp_path, STUBBORN), records)
    assert processes.until((tmp_path / "one.log").read_text, 10)
    processes.stop([process])
    assert process.ended == -signal.SIGKILL


def test_what_must_not_be_broken_off_may_outlive_us(tmp_path: Path, records: Path) -> None:
    """apt in the middle of an installation."""
    process = processes.start(replace(program(tmp_path, "import time; time.sleep(60)"), stop=None), records)
    processes.stop([process])
    assert process.ended is None
    process.popen.kill()
    process.popen.wait()


def test_a_process_dies_with_its_launcher(tmp_path: Path) -> None:
    """A launcher of its own, killed with -9: the kernel passes the news on."""
    launcher = f"""
import sys, time
sys.path.insert(0, {str(Path.cwd())!r})
from pathlib import Path
from betterwork.launcher.processes import Program, start
here = Path({str(tmp_path)!r})
process = start(Program("one", [sys.executable, "-c", "import time; time.sleep(60)"], {{}}, here, here / "log"), here)
print(process.popen.pid, flush=True)
time.sleep(60)
"""
    launching = processes._spawn(
        Program("launcher", [sys.executable, "-c", launcher], {}, tmp_path, tmp_path / "pid")
    )
    assert processes.until((tmp_path / "pid").read_text, 10)
    os.kill(launching.pid, signal.SIGKILL)
    launching.wait()
    assert gone(int((tmp_path / "pid").read_text()))
