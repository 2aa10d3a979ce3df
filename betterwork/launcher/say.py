"""What the launcher tells the person at the terminal."""

import sys
import time

BEGAN = time.monotonic()
_told = [sys.stdout]


class Trouble(Exception):
    """The launcher cannot go on; the sentence says why and what to do."""


def aside() -> None:
    """From now on to standard error: standard output belongs to the command we run."""
    _told[0] = sys.stderr


def say(sentence: str = "") -> None:
    _write(f"{sentence}\n")


def step(sentence: str) -> None:
    """A line of progress with the seconds since the start."""
    _write(f"{time.monotonic() - BEGAN:6.1f} s  {sentence}\n")


def _write(words: str) -> None:
    try:
        _told[0].write(words)
        _told[0].flush()
    except (OSError, ValueError):
        pass  # the reader is gone (`./run | head`): go on, and stop when told to
