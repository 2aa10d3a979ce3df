import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from betterwork.launcher import ports
from betterwork.launcher.say import Trouble
from tests.launcher.product import ROOT

HERE = "127.0.0.1"
CLAIMING = """
import sys
from betterwork.launcher import ports
print(ports.for_web(None, int(sys.argv[1]), "127.0.0.1"), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as somebody:
        somebody.bind((HERE, 0))
        somebody.listen()
        yield somebody.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_said_so(taken: int) -> None:
    with pytest.raises(Trouble, match=str(taken)):
        ports.for_web(taken, None, HERE)


def test_the_last_address_is_kept_where_it_can_be() -> None:
    free = ports.any_free()
    assert ports.for_web(None, free, HERE) == free


def test_somebody_elses_port_is_left_to_them(taken: int) -> None:
    assert ports.for_web(None, taken, HERE) != taken
    assert ports.any_free(taken) != taken


def test_a_port_that_another_launcher_is_about_to_take_is_left_to_it() -> None:
    free = ports.any_free()
    words = [sys.executable, "-c", CLAIMING, str(free)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline().strip() == str(free).encode()
        assert ports.for_web(None, free, HERE) != free
        other.communicate(b"\n")
