"""Starting, watching and stopping processes, so that none outlives its launcher.

Every process leads a session of its own (Ctrl-C reaches the launcher alone, which then stops all in order),
asks the kernel for a signal when the launcher dies, and is written down with its start time, so that the next
launcher recognises it even when its number has been given to somebody else.
"""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from betterwork.launcher.account import Account

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
TURN_S = 0.05
LONGEST_STOP_S = 300
LONGEST_LOG_BYTES = 20_000_000


@dataclass(frozen=True)
class Program:
    """What to start, and how to end it: `stop` is the polite signal, after `patience_s` it is killed."""

    name: str
    argv: Sequence[str | Path]
    env: Mapping[str, str]
    cwd: Path
    log: Path | None = None  # None: the terminal
    account: Account | None = None
    stop: signal.Signals | None = signal.SIGTERM  # None: it must not be broken off, so it may outlive us
    patience_s: float = 6
    feed: str = ""  # what it reads from its input
    serves_others: bool = False  # stopped after those who use it


@dataclass
class Process:
    program: Program
    popen: subprocess.Popen[bytes]
    records: Path
    began: float = field(default_factory=time.monotonic)

    @property
    def ended(self) -> int | None:
        return self.popen.poll()


STARTED: list[Process] = []  # by this launcher, and not yet stopped by it


def start(program: Program, records: Path) -> Process:
    """Starts and writes down; no signal comes in between, so nothing is started unnoticed."""
    signals = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        popen = _spawn(program)
        if program.stop:
            _write_down(records / f"{program.name}.json", popen.pid, program.stop, program.patience_s)
        STARTED.append(process := Process(program, popen, records))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if program.feed and popen.stdin:
        with contextlib.suppress(BrokenPipeError), popen.stdin as pipe:
            pipe.write(program.feed.encode())
    return process


def _spawn(program: Program) -> subprocess.Popen[bytes]:
    who = program.account
    with contextlib.ExitStack() as open_files:
        output = open_files.enter_context(_appended(program.log)) if program.log else None
        return subprocess.Popen(
            [str(word) for word in program.argv],
            env=dict(program.env),
            cwd=program.cwd,
            stdin=subprocess.PIPE if program.feed else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            umask=0o077,
            user=who.uid if who else None,
            group=who.gid if who else None,
            extra_groups=[] if who else None,
            preexec_fn=_die_with_me(program.stop),
        )


def _appended(log: Path):  # type: ignore[no-untyped-def]
    if log.exists() and log.stat().st_size > LONGEST_LOG_BYTES:
        log.replace(log.with_suffix(".old"))
    return log.open("ab")


def _die_with_me(stop: signal.Signals | None) -> Callable[[], None]:
    parent, wish = os.getpid(), int(stop or 0)

    def settle() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        LIBC.prctl(PR_SET_PDEATHSIG, wish, 0, 0, 0)
        if wish and os.getppid() != parent:  # the launcher died before the kernel knew our wish
            os._exit(1)

    return settle


def until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(TURN_S)
    return True


def stop_all() -> None:
    """Everything this launcher has started: first all that use servers, then the servers."""
    for serves_others in (False, True):
        stop([one for one in STARTED if one.program.serves_others == serves_others])


def stop(processes: Sequence[Process]) -> None:
    """All at once, politely; who does not go is killed, with everything it started."""
    for process in processes:
        if process.ended is None and process.program.stop:
            process.popen.send_signal(process.program.stop)
    began = time.monotonic()
    until(lambda: not [one for one in processes if _keeps_us(one, time.monotonic() - began)], LONGEST_STOP_S)
    for process in processes:
        if process.program.stop:
            kill_session(process.popen.pid)
            process.popen.wait()
        (process.records / f"{process.program.name}.json").unlink(missing_ok=True)
    STARTED[:] = [one for one in STARTED if one not in processes]


def _keeps_us(process: Process, waited_s: float) -> bool:
    if process.ended is not None:
        return False
    if waited_s < process.program.patience_s:
        return True
    if process.program.stop:
        kill_session(process.popen.pid)
    return process.program.stop is not None


def kill_session(leader: int) -> None:
    """What a process that led its session has started and left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


# -- what a killed launcher left behind ------------------------------------------------------------------


def _write_down(file: Path, pid: int, stop: signal.Signals, patience_s: float) -> None:
    record = {"pid": pid, "born": born(pid), "boot": _boot(), "stop": int(stop), "patience_s": patience_s}
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(record))
    unfinished.replace(file)


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def born(pid: int) -> int | None:
    """When a living process began, in clock ticks since the machine's start; None when it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state in "ZX" else int(rest[18])


def take_over(records: Path, mark: str) -> list[str]:
    """Stops what an earlier launcher started and could not stop; returns the names of those that lived.

    `mark` is an entry of the environment ("NAME=value") by which descendants of a dead leader are known.
    """
    return [file.stem for file in sorted(records.glob("*.json")) if _take_over(file, mark)]


def _take_over(file: Path, mark: str) -> bool:
    try:
        record = json.loads(file.read_text())
        lived = record["boot"] == _boot() and _end(record, mark)
    except (
        ValueError,
        KeyError,
    ):  # the launcher died while it wrote: the kernel's signal reached the process
        lived = False
    file.unlink()
    return lived


def _end(record: dict[str, int], mark: str) -> bool:
    pid = record["pid"]
    if born(pid) is None:
        left = [other for other in members(pid) if mark in environment(other)]
        _kill(left)
        return bool(left)
    if born(pid) != record["born"]:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, record["stop"])
    until(lambda: born(pid) != record["born"], record["patience_s"])
    kill_session(pid)
    return until(lambda: born(pid) != record["born"], 5)


def members(session: int) -> list[int]:
    return [pid for pid in living() if _session(pid) == session]


def living() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:
        return None


def environment(pid: int) -> list[str]:
    """Of a process of ours; empty for anybody else's."""
    try:
        return Path(f"/proc/{pid}/environ").read_text(errors="replace").split("\0")
    except OSError:
        return []


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def end_marked(mark: str, patience_s: float) -> list[int]:
    """Waits for everything that carries the mark to end by itself, and kills what does not."""

    def left() -> list[int]:
        return [pid for pid in living() if pid != os.getpid() and born(pid) and mark in environment(pid)]

    until(lambda: not left(), patience_s)
    stragglers = left()
    _kill(stragglers)
    return stragglers
