"""The product as people start it: `./run` with real processes, on a folder and ports of its own."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from betterwork.launcher import processes

ROOT = Path(__file__).resolve().parents[2]
GIVEN = re.compile(r"DATABASE_|REDIS_|DJANGO_|DEMO$|SECRET_KEY$|PYTEST|VAR_DIR$")
UP_S = 300  # a clean clone on an idle machine takes some fifteen seconds; here others work beside it
STOP_S = 30


@dataclass
class Product:
    """`with Product(folder) as product: product.get("/health")`. What it leaves behind is removed."""

    var: Path
    root: Path = ROOT
    options: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    said: str = ""
    launcher: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __enter__(self) -> "Product":
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *args: object) -> None:
        self.stop()
        self.do("remove")

    def start(self, *options: str) -> float:
        """Returns the seconds until HTTP answered; comes back when worker and beat are started too."""
        output = self.var.with_name(f"{self.var.name}.log")
        with output.open("wb") as file:
            self.launcher = self._popen(
                ["start", "--var", str(self.var), *self.options, *options], file.fileno()
            )
        up = processes.until(
            lambda: "Health:" in output.read_text() or self.launcher.poll() is not None, UP_S
        )
        self.said = output.read_text()
        assert up and self.launcher.poll() is None, f"./run did not come up:\n{self.said}"
        answered = re.search(r"([\d.]+) s  HTTP answers", self.said)
        assert answered, self.said
        return float(answered[1])

    def _popen(self, words: list[str], output: int) -> subprocess.Popen[bytes]:
        env = {name: value for name, value in os.environ.items() if not GIVEN.match(name)} | self.settings
        command = [sys.executable, self.root / "run", *words]
        return subprocess.Popen(command, cwd=self.root, env=env, stdout=output, stderr=output)

    def do(self, verb: str, *words: str) -> str:
        env = {name: value for name, value in os.environ.items() if not GIVEN.match(name)}
        command = [sys.executable, self.root / "run", verb, "--var", str(self.var), *words]
        return subprocess.run(
            command, cwd=self.root, env=env, check=True, capture_output=True, text=True
        ).stdout

    @property
    def address(self) -> str:
        found = re.search(r"HTTP answers: (\S+)", self.said)
        assert found, self.said
        return found[1]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def health(self) -> dict[str, dict[str, object]]:
        status, body = self.get("/health")
        assert status in {200, 503}, f"{status}: {body}\n{(self.var / 'log' / 'web.log').read_text()[-3000:]}"
        found: dict[str, dict[str, object]] = json.loads(body)
        return found

    def becomes_healthy(self) -> bool:
        return processes.until(lambda: self.get("/health")[0] == 200, UP_S)

    def pids(self) -> dict[str, int]:
        records = (self.var / "run").glob("*.json")
        return {record.stem: json.loads(record.read_text())["pid"] for record in records}

    def signal(self, number: signal.Signals) -> int:
        """Sends it to the launcher and waits for its end; returns the exit status."""
        assert self.launcher
        self.launcher.send_signal(number)
        return self.launcher.wait(STOP_S)

    def stop(self) -> None:
        if self.launcher and self.launcher.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.signal(signal.SIGTERM)
            self.launcher.kill()

    def living(self) -> list[str]:
        """What of this instance still runs: our own processes by their environment, servers by their data."""
        found = [pid for pid in processes.living() if processes.born(pid) and self._is_ours(pid)]
        return [Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")[:80] for pid in found]

    def _is_ours(self, pid: int) -> bool:
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_text()
            return str(self.var) in words or f"VAR_DIR={self.var}" in processes.environment(pid)
        return False
