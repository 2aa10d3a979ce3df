"""What the launcher tells the person at the terminal."""

import sys
import time

BEGAN = time.monotonic()


class Trouble(Exception):
    """The launcher cannot go on; the sentence says why and what to do."""


def say(sentence: str = "") -> None:
    _write(f"{sentence}\n")


def step(sentence: str) -> None:
    """A line of progress with the seconds since the start."""
    _write(f"{time.monotonic() - BEGAN:6.1f} s  {sentence}\n")


def _write(words: str) -> None:
    try:
        sys.stdout.write(words)
        sys.stdout.flush()
    except (OSError, ValueError):
        pass  # the reader is gone (`./run | head`): go on, and stop when told to
