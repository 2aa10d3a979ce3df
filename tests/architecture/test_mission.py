"""`docs/mission.md` names tests that exist, and every line says how far it is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MISSION = (ROOT / "docs" / "mission.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
LINE = re.compile(r"^\| ([A-Z]+-\d+) \|[^|]*\| ([^|]+) \|[^|]*\|([^|]*)\|$", re.MULTILINE)


def missing(text: str) -> list[str]:
    """Named tests that are not there."""
    gone = []
    for path, function in NAMED.findall(text):
        file = ROOT / path
        if not file.exists() or (function and f"def {function}(" not in file.read_text()):
            gone.append(f"{path}::{function}" if function else path)
    return gone


def test_every_named_test_exists() -> None:
    assert missing(MISSION) == []


def test_a_test_that_went_is_noticed() -> None:
    text = "`tests/architecture/test_mission.py::test_gone` `tests/nowhere.py`"
    assert missing(text) == ["tests/architecture/test_mission.py::test_gone", "tests/nowhere.py"]


def test_every_line_says_how_far_it_is() -> None:
    states = {line: state.split(";")[0].split(":")[0] for line, state, _ in LINE.findall(MISSION)}
    assert len(states) == 77
    assert {state.split(" (")[0] for state in states.values()} == {"works", "partly", "not yet"}


def test_what_works_is_proven() -> None:
    unproven = [
        line
        for line, state, tests in LINE.findall(MISSION)
        if state.startswith("works") and not tests.strip()
    ]
    assert unproven == []
