"""A newcomer's story with real processes: clone, `./run`, sign of life, kill -9, again, stop, nothing left."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from betterwork.launcher import place, processes
from tests.launcher.product import ROOT, Product


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is committed, and what is about to be: a clone with the working tree's changes."""
    target = tmp_path_factory.mktemp("clones") / "a clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, target], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--modified", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
            (target / name).chmod((ROOT / name).stat().st_mode)
    return target


@pytest.fixture(scope="module")
def product(clone: Path) -> Iterator[Product]:
    """No demo here: its data has a story of its own."""
    with Product(clone / "var", clone, options=("--no-demo",)) as product:
        yield product


def test_a_clean_clone_answers_within_a_minute(product: Product) -> None:
    assert product.get("/accounts/login/")[0] == 200
    assert product.becomes_healthy(), product.health()


def test_no_password_can_be_read_from_the_list_of_processes(product: Product) -> None:
    secrets = [file.read_text() for file in (product.var / "secrets").iterdir()]
    words = [Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in product.pids().values()]
    assert secrets and not [secret for secret in secrets for line in words if secret in line]


def test_the_servers_listen_on_this_machine_alone(product: Product) -> None:
    ports = place.remembered(place.claim(product.root, product.var)).values()
    assert sorted(listening(set(ports))) == sorted((port, "0100007F") for port in ports)


def listening(ports: set[int]) -> list[tuple[int, str]]:
    lines = [
        *Path("/proc/net/tcp").read_text().splitlines()[1:],
        *Path("/proc/net/tcp6").read_text().splitlines()[1:],
    ]
    sockets = [(line.split()[1].rsplit(":", 1), line.split()[3]) for line in lines]
    return [
        (int(port, 16), host) for (host, port), state in sockets if state == "0A" and int(port, 16) in ports
    ]


def test_a_second_start_in_the_same_folder_is_refused(product: Product) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        product.do("start")
    assert f"process {product.launcher.pid}" in refused.value.stdout  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["worker", "redis", "postgres", "web"])
def test_what_is_killed_comes_back(product: Product, name: str) -> None:
    before = product.pids()[name]
    os.kill(before, signal.SIGKILL)
    assert processes.until(lambda: product.pids().get(name, before) != before, 10)
    assert processes.until(lambda: answers(product), 30)


def answers(product: Product) -> bool:
    try:
        return product.health()["database"]["state"] == product.health()["redis"]["state"] == "up"
    except OSError:
        return False


def test_after_kill_9_the_next_start_takes_over_and_the_data_stays(product: Product) -> None:
    product.do("manage", "shell", "-v0", "-c", "from betterwork import heart; heart.beat('kept')")
    product.signal(signal.SIGKILL)
    product.start()
    kept = product.do(
        "manage", "shell", "-v0", "-c", "from betterwork import heart; print('kept' in heart.ages())"
    )
    assert kept.strip() == "True"
    assert product.becomes_healthy()


def test_ctrl_c_stops_all_within_seconds(product: Product) -> None:
    assert product.signal(signal.SIGINT) == 0
    assert product.living() == []


def test_beginning_anew_forgets_the_data(product: Product) -> None:
    product.start("--fresh")
    kept = product.do(
        "manage", "shell", "-v0", "-c", "from betterwork import heart; print('kept' in heart.ages())"
    )
    assert kept.strip() == "False"


def test_sigterm_stops_all_within_seconds(product: Product) -> None:
    assert product.signal(signal.SIGTERM) == 0
    assert product.living() == []
