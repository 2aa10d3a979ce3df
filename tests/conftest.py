"""Fixtures that every test may ask for."""

import gc
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts import clock
from accounts.models import User
from reporting.drains import evidence, rendering
from tests.factories import NOW
from tests.imports.realdata import LEFT_OUT
from tests.personas import World, build_world, signed_in
from tests.stories import databases

gc.set_threshold(100_000, 50, 50)  # requests leave few cycles: a twentieth of the time is saved

LONGEST = [
    "walls/test_every_address",
    "stories/test_first_cycle",
    "stories/test_pages_are_accessible",
    "launcher/test_two_commands",
    "stories/",
    "launcher/",
    "planning/test_told_years",
    "walls/",
    "guarded/test_leaving_no_trace",
    "reporting/",
    "planning/",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that at the end no core waits for it."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    folder = item.nodeid.removeprefix("tests/")
    return next((turn for turn, name in enumerate(LONGEST) if folder.startswith(name)), len(LONGEST))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names what was left out at collection, because a file or a tool it needs is absent."""
    for reason in filter(None, [LEFT_OUT]):
        terminalreporter.write_line(f"Left out: {reason}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool
) -> None:
    """Of a run's processes one lays the tables, which takes a third of a minute; the others copy them."""
    if django_db_keepdb and "PYTEST_XDIST_WORKER" in os.environ:
        databases.lay_tables_of_tests(settings.DATABASES["default"]["TEST"]["NAME"])


def _once(printer: Callable[..., bytes]) -> Callable[..., bytes]:
    made: list[bytes] = []

    def first(*given: Any, **named: Any) -> bytes:
        if not made:
            made.append(printer(*given, **named))
        return made[0]

    return first


PRINT_REPORT, PRINT_EVIDENCE = _once(rendering.render_pdf), _once(evidence.pdf_of)


@pytest.fixture(autouse=True)
def printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF takes a second to lay out: of what the worker prints, the first report and the first evidence file of a
    process are, and the next get the same bytes. What a PDF holds is shown in `reporting/test_printing_a_report.py`.
    """
    monkeypatch.setattr(rendering, "render_pdf", PRINT_REPORT)
    monkeypatch.setattr(evidence, "pdf_of", PRINT_EVIDENCE)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the moment that requests and tasks see; until then it is `NOW`."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def browse(at: Callable[[datetime], None]) -> Callable[[User | None], Client]:
    """A signed-in client: `browse(world.manager).get("/")`; its requests run as `bw_app`."""

    return lambda user: signed_in(user) if user else Client(raise_request_exception=False)
