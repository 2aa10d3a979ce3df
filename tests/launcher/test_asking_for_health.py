"""`/health`: what is up, what is down, how old the signs of life are, and nothing else."""

import os
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Heartbeat
from betterwork import health, heart
from betterwork.beat import Beat
from betterwork.celery import app, beat_schedule
from betterwork.tasks import heartbeat

pytestmark = pytest.mark.django_db


def seen(name: str, seconds_ago: float) -> None:
    Heartbeat.objects.update_or_create(pk=name, defaults={"beat_at": Now() - timedelta(seconds=seconds_ago)})


def test_all_is_well_while_worker_and_beat_give_their_signs(client: Client) -> None:
    heart.beat("beat")
    heartbeat()
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["state"] == "up"
    assert answer.json()["worker"]["age_seconds"] < heart.LATE_AFTER_S


@pytest.mark.parametrize("silent", heart.PROCESSES)
def test_a_process_that_fell_silent_is_down(client: Client, silent: str) -> None:
    for name in heart.PROCESSES:
        seen(name, 1)
    seen(silent, heart.LATE_AFTER_S + 1)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()[silent]["state"] == "down"
    assert answer.json()[silent]["age_seconds"] > heart.LATE_AFTER_S


def test_a_process_that_never_spoke_is_down(client: Client) -> None:
    assert client.get("/health").json()["worker"] == {"state": "down", "age_seconds": None}


def test_a_queue_that_does_not_answer_is_down(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://:hidden@127.0.0.1:1/0"
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["redis"] == {"state": "down"}
    assert b"hidden" not in answer.content


def test_a_database_that_does_not_answer_is_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise health.Error

    monkeypatch.setattr(health, "_ask_database", gone)
    monkeypatch.setattr(heart, "ages", gone)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["database"] == {"state": "down"}
    assert answer.json()["beat"] == {"state": "unknown"}


def test_health_tells_no_secret(client: Client) -> None:
    body = client.get("/health").content.decode()
    addresses = [value for name, value in os.environ.items() if name.endswith("_URL") or name == "SECRET_KEY"]
    passwords = [url.split(":")[2].split("@")[0] for url in addresses if url.count(":") > 2 and "@" in url]
    assert [word for word in addresses + passwords if word and word in body] == []


def test_beat_rings_every_task_it_is_told_of() -> None:
    rung = beat_schedule()
    assert rung["betterwork.tasks.heartbeat"]["schedule"] == heart.EVERY_S
    app.loader.import_default_modules()
    assert set(rung) <= set(app.tasks)


def test_a_ring_that_nobody_took_is_dropped_before_the_next() -> None:
    assert beat_schedule()["betterwork.tasks.heartbeat"]["options"] == {"expires": heart.EVERY_S}


def test_beat_sends_all_that_is_due_without_a_pause_between(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(Beat, "apply_entry", lambda self, entry, **more: rung.append(entry.name))
    monkeypatch.setattr("betterwork.beat._sign", lambda: None)
    beat = Beat(app=app)
    for entry in beat.schedule.values():
        entry.last_run_at -= timedelta(hours=1)
    while beat.tick() == 0:
        pass
    assert set(rung) == set(beat_schedule())


def test_beat_gives_its_own_sign_and_survives_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("celery.beat.Scheduler.tick", lambda self: 300)
    monkeypatch.setattr("betterwork.beat.close_old_connections", lambda: None)
    beat = Beat(app=app)
    assert beat.tick() <= heart.EVERY_S
    assert "beat" in heart.ages()

    def away(name: str) -> None:
        raise health.Error

    monkeypatch.setattr(heart, "beat", away)
    beat.last_sign = float("-inf")
    assert beat.tick() <= heart.EVERY_S
