"""What tests of delivery share: telling, and one round of the worker at a moment passed in."""

from datetime import datetime
from typing import Any

import pytest

from accounts import clock
from accounts.models import User
from factories import outbox
from factories.delivery.sending import Run
from factories.delivery.sending import drain as one_round
from factories.models import Delivery, Message
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_role


def tell(world: World, to: User, key: str = "k1", kind: str = "advisor_assigned", **more: Any) -> Message:
    about = {
        "factory": world.factory,
        "subject_id": world.factory.pk,
        "facts": {"code": "A-1", "title": "Exits"},
    }
    outbox.enqueue(key=key, kind=kind, to=to, **{"at": NOW, **about, **more})
    return Message.rows.get(key=key)


def drain(run: Run | None = None) -> int:
    """Rounds until nothing is left, as the worker."""
    with as_role("bw_worker"):
        handled = 0
        while found := one_round(run):
            handled += found
        return handled


def delivery(message: Message, channel: str = "mail") -> Delivery:
    return Delivery.rows.get(message=message, channel=channel, address="")


def at_real(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Real time, by which tries, claims and back-off go."""
    monkeypatch.setattr(clock, "real", lambda: moment)


def stopped(message: Message, status: str = "failed", channel: str = "mail", **fields: Any) -> Delivery:
    """As if the worker had given up this one."""
    drain()
    Delivery.rows.filter(message=message, channel=channel).update(
        status=status, **{"stopped_at": NOW, "error": "OSError: connection refused", "attempts": 9, **fields}
    )
    return delivery(message, channel)
