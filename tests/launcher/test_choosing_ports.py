import socket
from collections.abc import Iterator

import pytest

from betterwork.launcher import ports
from betterwork.launcher.say import Trouble

HERE = "127.0.0.1"


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
