"""Watches what runs: what dies is started again, later and later; jobs run once, one after the other."""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from betterwork.launcher import processes
from betterwork.launcher.processes import Process, Program
from betterwork.launcher.say import step

LONGEST_PAUSE_S = 30
CALM_AFTER_S = 60  # a process that ran so long has recovered
LOOK_EVERY_S = 5


@dataclass(frozen=True)
class Job:
    """A program that ends by itself; `then` hears its exit status and may return jobs to do next."""

    program: Program
    then: Callable[[int], Sequence["Job"]]


@dataclass
class Watched:
    process: Process
    falls: int = 0
    again_at: float | None = None  # when it will be started again; None: it runs


@dataclass
class Supervisor:
    records: Path
    watched: list[Watched] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    job: tuple[Job, Process] | None = None

    def start(self, program: Program) -> Process:
        process = processes.start(program, self.records)
        self.watch(process)
        return process

    def watch(self, process: Process) -> None:
        self.watched.append(Watched(process))

    def forever(self) -> None:
        """Until a signal's handler raises."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # told by sigtimedwait, never missed
        while True:
            self.look(time.monotonic())
            signal.sigtimedwait({signal.SIGCHLD}, self._pause(time.monotonic()))

    def look(self, now: float) -> None:
        for one in self.watched:
            self._look_at(one, now)
        self._look_at_job()

    def _look_at(self, one: Watched, now: float) -> None:
        if one.again_at is None and one.process.ended is not None:
            self._fell(one, now)
        if one.again_at is not None and now >= one.again_at:
            one.process = processes.start(one.process.program, self.records)
            one.again_at = None

    def _fell(self, one: Watched, now: float) -> None:
        processes.stop([one.process])  # whatever it left behind
        one.falls = 0 if now - one.process.began > CALM_AFTER_S else one.falls + 1
        pause = min(2 ** max(one.falls - 1, 0) - 1, LONGEST_PAUSE_S)
        one.again_at = now + pause
        again = f"in {pause} s" if pause else "now"
        program = one.process.program
        step(
            f"{program.name} ended ({_how(one.process.ended)}); it is started again {again}. Its log: {program.log}"
        )

    def _look_at_job(self) -> None:
        if self.job and self.job[1].ended is not None:
            job, process = self.job
            self.job = None
            processes.stop([process])
            self.jobs[:0] = job.then(process.ended or 0)
        if self.job is None and self.jobs:
            job = self.jobs.pop(0)
            self.job = (job, processes.start(job.program, self.records))

    def _pause(self, now: float) -> float:
        moments = [one.again_at for one in self.watched if one.again_at is not None]
        return max(0.0, min([LOOK_EVERY_S, *(moment - now for moment in moments)]))


def _how(status: int | None) -> str:
    if status is not None and status < 0:
        return f"signal {signal.Signals(-status).name}"
    return f"exit status {status}"
