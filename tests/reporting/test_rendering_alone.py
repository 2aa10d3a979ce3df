"""Hundreds of reports to render keep one process of a machine busy, not all."""

from pathlib import Path
from typing import Any

from reporting.drains.rendering import alone_here


def test_a_second_process_leaves_rendering_to_the_first(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with alone_here() as first, alone_here() as second:
        assert first and not second


def test_when_the_first_is_done_the_next_may(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with alone_here():
        pass
    with alone_here() as next_one:
        assert next_one
