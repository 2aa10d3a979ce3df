"""Fixtures that every test may ask for."""

import gc
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts import clock
from accounts.models import User
from tests.factories import NOW
from tests.imports.realdata import LEFT_OUT
from tests.personas import World, build_world

gc.set_threshold(100_000, 50, 50)  # requests leave few cycles: a twentieth of the time is saved

LONGEST = [
    "stories/test_first_cycle",
    "walls/test_every_address",
    "guarded/test_leaving_no_trace",
    "stories/",
    "launcher/",
    "walls/",
    "reporting/",
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

    def sign_in(user: User | None) -> Client:
        client = Client(raise_request_exception=False)
        if user:
            client.force_login(user)
            _count_as_second_factor(client)
        return client

    return sign_in


def _count_as_second_factor(client: Client) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
