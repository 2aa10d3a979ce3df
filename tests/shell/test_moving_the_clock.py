"""The page of a demo on which a newcomer moves the clock and watches what is due."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from betterwork import celery, urls
from tests.personas import World

Browse = Callable[[User | None], Client]

urlpatterns = [*urls.urlpatterns, *urls.DEMO_ADDRESSES]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tasks that were rung, with no broker."""
    heard: list[str] = []
    monkeypatch.setattr(celery.app, "send_task", lambda name, **options: heard.append(name))
    return heard


def test_the_worker_is_rung_when_the_clock_moves(
    world: World, browse: Browse, rung: list[str], settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.DEMO = True
    with django_capture_on_commit_callbacks(execute=True):
        browse(world.advisor).post("/demo/clock/", {"leap": "week"})
    assert "reporting.tasks.release_reports" in rung


def test_a_queue_that_is_down_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(name: str, **options: object) -> None:
        raise celery.OperationalError("connection refused")

    monkeypatch.setattr(celery.app, "send_task", down)
    celery.ring_all()
