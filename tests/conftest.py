"""Fixtures that every test may ask for."""

import gc
import os
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import pytest
from django.conf import settings
from django.test import Client

from accounts import clock
from accounts.models import User
from reporting.drains import evidence, rendering
from reporting.freezing import freeze
from reporting.payload import Payload
from reporting.rendering import pdf, render_document
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


class LaidOutOnce:
    """Lays a PDF out once a process, which takes a second; a further document gets those pages and behind them the
    digest of its own words, so that no two are alike.
    """

    def __init__(self) -> None:
        self.pages = b""

    def pdf_of(self, document: str, *, identifier: bytes) -> bytes:
        self.pages = self.pages or pdf.pdf_of(document, identifier=identifier)
        return self.pages + b"\n%" + sha256(identifier + document.encode()).hexdigest().encode()

    def render_pdf(self, payload: Payload, language: str) -> bytes:
        identifier = bytes.fromhex(freeze(payload).sha256)[:16]
        return self.pdf_of(render_document(payload, language), identifier=identifier)


REPORTS, EVIDENCE = LaidOutOnce(), LaidOutOnce()


@pytest.fixture(autouse=True)
def laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what the worker prints. What a PDF looks like is shown in `reporting/test_printing_a_report.py`."""
    monkeypatch.setattr(rendering, "render_pdf", REPORTS.render_pdf)
    monkeypatch.setattr(evidence, "pdf_of", EVIDENCE.pdf_of)


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
