"""`./run`: the product, from nothing to signed in."""

import hashlib
import json
import os
import subprocess
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from betterwork.launcher import catalogues, place, ports, processes, services, system, venv
from betterwork.launcher.place import Place
from betterwork.launcher.processes import Program
from betterwork.launcher.say import Trouble, say, step
from betterwork.launcher.services import Services
from betterwork.launcher.supervisor import Job, Supervisor

WEB_PATIENCE_S = 60
# What the owner does here can be done again: it need not wait for the disk at every commit.
REPEATABLE = {"PGOPTIONS": "-c synchronous_commit=off"}
WEB_PROCESSES = os.environ.get("WEB_PROCESSES", "2")
WORKER_PROCESSES = os.environ.get("WORKER_PROCESSES", "2")


@dataclass
class Product:
    """One running instance."""

    services: Services
    python: Path
    env: dict[str, str]
    host: str
    port: int
    supervisor: Supervisor

    @property
    def place(self) -> Place:
        return self.services.place

    @property
    def address(self) -> str:
        return f"http://{'localhost' if self.host == '127.0.0.1' else self.host}:{self.port}"

    def program(self, name: str, *words: str | Path, role: str, patience_s: float = 6) -> Program:
        argv = [self.python, *words]
        env = self.env | {"DATABASE_AS": role} | (REPEATABLE if role == "owner" else {})
        log = self.place.log / f"{name}.log"
        return Program(name, argv, env, cwd=self.place.root, log=log, patience_s=patience_s)


def run(options: Namespace, root: Path) -> int:
    where = place.claim(root, options.var)
    with place.alone(where):
        begin(where, fresh=options.fresh)
        environment = venv.ensure(root, venv.RUNNING)
        supervisor = Supervisor(where.run)
        try:
            started = services.start(where, environment)
            product = _product(started, environment, options, supervisor)
            _bring_up(product)
            supervisor.forever()
        finally:
            step("Stopping")
            processes.stop_all()
            step("Stopped. The data stays; ./run goes on with it, ./run --fresh begins anew.")
    return 0


def begin(where: Place, *, fresh: bool) -> None:
    left = processes.take_over(where.run, services.mark(where))
    if left:
        step(f"An earlier start left {', '.join(left)} running; stopped")
    if fresh:
        if services.own_database(os.environ):
            raise Trouble("--fresh empties the embedded database only. Empty your own one yourself.")
        place.empty(where)
        step("Beginning anew")


def _product(started: Services, environment: Path, options: Namespace, supervisor: Supervisor) -> Product:
    where = started.place
    port = ports.for_web(options.port, place.remembered(where).get("web"), options.host)
    place.remember(where, place.remembered(where) | {"web": port})
    more = {"DEMO": "1" if options.demo else "0"}
    product = Product(started, environment / "bin" / "python", {}, options.host, port, supervisor)
    more["BASE_URL"] = os.environ.get("BASE_URL", product.address)
    product.env = services.environment(started, environment, **more)
    return product


def _bring_up(product: Product) -> None:
    state = prepare(product)
    _serve(product)
    _background(product)
    if product.env["DEMO"] == "1" and state["demo"] and state["empty"]:
        product.supervisor.jobs.append(_demo(product))
    else:
        _welcome(product, demo=bool(state["demo"]) and product.env["DEMO"] == "1")


def prepare(product: Product) -> dict[str, bool]:
    """Tables, walls, translations, static files; says whether the database is empty."""
    catalogues.compile_all(product.place.root / "locale")
    static = _static_state(product.place.root)
    stamp = product.place.var / "static.stamp"
    collect = [] if stamp.exists() and stamp.read_text() == static else ["--static"]
    job = product.program("prepare", "manage.py", "prepare", *collect, role="owner")
    done = subprocess.run(
        [str(word) for word in job.argv], env=dict(job.env), cwd=job.cwd, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise Trouble(f"The database could not be prepared:\n{done.stdout[-1000:]}{done.stderr[-3000:]}")
    stamp.write_text(static)
    step("Tables, walls and static files are laid")
    answer: dict[str, bool] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _static_state(root: Path) -> str:
    """Changes with every change of a static file, and of the packages that bring some."""
    files = sorted(file for file in (root / "static").rglob("*") if file.is_file())
    seen = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr([seen, (root / venv.RUNNING).read_bytes()]).encode()).hexdigest()


def _serve(product: Product) -> None:
    words = [
        "-m",
        "gunicorn",
        "betterwork.wsgi",
        "--workers",
        WEB_PROCESSES,
        "--preload",
        "--no-control-socket",
    ]
    words += ["--bind", f"{product.host}:{product.port}", "--graceful-timeout", "4", "--timeout", "60"]
    words += ["--access-logfile", str(product.place.log / "access.log"), "--worker-tmp-dir", _memory(product)]
    web = product.supervisor.start(product.program("web", *words, role="app"))
    processes.until(lambda: web.ended is not None or answers(product), WEB_PATIENCE_S)
    if not answers(product):
        last = (product.place.log / "web.log").read_text(errors="replace")[-2500:]
        raise Trouble(f"The web process does not answer. The end of its log:\n{last}")
    step(f"HTTP answers: {product.address}")


def _memory(product: Product) -> str:
    """Gunicorn's own heartbeat is a file: better not on a disk."""
    shared = Path("/dev/shm")
    return str(shared if os.access(shared, os.W_OK) else product.place.run)


def answers(product: Product) -> bool:
    try:
        with urllib.request.urlopen(f"http://{product.host}:{product.port}/health", timeout=5):
            return True
    except urllib.error.HTTPError as refusal:
        return refusal.code == 503  # it answers, and says what is not up yet
    except OSError:
        return False


def _background(product: Product) -> None:
    celery = ["-m", "celery", "-A", "betterwork"]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    worker = [*celery, "worker", "-c", WORKER_PROCESSES, "-n", "worker@%h", *quiet]
    product.supervisor.start(product.program("worker", *worker, role="worker"))
    product.supervisor.start(product.program("beat", *celery, "beat", "--pidfile=", role="worker"))
    for server in product.services.started:
        product.supervisor.watch(server)
    step("Worker and beat are started")


def _demo(product: Product) -> Job:
    step("Making the demo's data; pages can be looked at already")

    def then(status: int) -> Sequence[Job]:
        if status != 0:
            step(f"The demo's data could not be made. Its log: {product.place.log / 'demo.log'}")
        else:
            step("The demo's data is there")
        _welcome(product, demo=status == 0)
        return []

    return Job(product.program("demo", "manage.py", "demo", role="owner"), then)


def _welcome(product: Product, *, demo: bool) -> None:
    say()
    say(f"  {product.address}")
    if demo and (sign_ins := _sign_ins(product)):
        say()
        for line in sign_ins.splitlines():
            say(f"  {line}")
    say()
    say(f"  Health: {product.address}/health    Logs: {product.place.log}    Stop: Ctrl-C")
    say()
    product.supervisor.jobs += _packages(product)


def _sign_ins(product: Product) -> str:
    job = product.program("sign-ins", "manage.py", "demo", "--sign-ins", role="owner")
    told = subprocess.run(
        [str(word) for word in job.argv], env=dict(job.env), cwd=job.cwd, capture_output=True, text=True
    )
    return told.stdout if told.returncode == 0 else ""


def _packages(product: Product) -> list[Job]:
    """Libraries for PDF and a browser for the tests: nice to have, so after everything else."""
    groups = [packages for packages in (system.missing_for_pdf(), system.missing_browser()) if packages]
    missing = [package for packages in groups for package in packages]
    if not missing:
        return []
    if not system.can_install():
        step(f"For PDF files and browser tests:  {system.line(missing)}")
        return []
    step(f"Installing {', '.join(missing)} in the background")
    return [job for packages in groups for job in system.jobs(packages, product.place)]
