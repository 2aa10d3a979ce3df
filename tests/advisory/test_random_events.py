"""Whatever happens in whatever order: no duty disappears, none rings twice, none that ended ever rings."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from accounts.errors import Refused
from advisory import actions
from advisory.drains.ringing import ring_duties
from advisory.drains.settling import settle_incidents
from advisory.models import Duty, Escalation, Incident
from factories.models import BuyerLink, Message
from tests.advisory.incidents import HOUR, correct, report
from tests.factories import NOW, link, make_buyer
from tests.personas import World

STEPS = 60
SEQUENCES = 4


class Nothing(Exception):
    """There is no row for the event to happen to."""


class Tale:
    """One factory pair over some days: `now` moves on, the worker comes by irregularly."""

    def __init__(self, world: World, chance: Random) -> None:
        self.world, self.chance, self.now = world, chance, NOW
        self.ended: dict[UUID, int] = {}
        self.seen: dict[UUID, tuple[Any, Any]] = {}

    def step(self) -> None:
        self.now += timedelta(minutes=self.chance.randrange(0, 600))
        event: Callable[[], object] = self.chance.choice(
            [
                self.happens,
                self.is_corrected,
                self.is_told,
                self.is_over,
                self.comes,
                self.goes,
                self.has_it,
                self.waived,
            ]
        )
        with suppress(Refused, Nothing):  # nothing of the kind is there, or it cannot be: as in life
            event()
        if self.chance.random() < 0.7:
            self.tick()

    def tick(self) -> None:
        for _ in range(self.chance.randrange(1, 3)):
            settle_incidents(self.now)
            ring_duties(self.now)

    # -- Events ---------------------------------------------------------------------------

    def happens(self) -> None:
        known = self.now - timedelta(hours=self.chance.randrange(0, 80))
        kind = self.chance.choice([*Incident.Kind, Incident.Kind.STRIKE, Incident.Kind.STRIKE])
        violence = known if kind == Incident.Kind.STRIKE and self.chance.random() < 0.4 else None
        report(self.world, kind, known_at=known, at=self.now, violence_at=violence)

    def is_corrected(self) -> None:
        incident = self.one(Incident.rows.all())
        began = incident.began_at - self.chance.randrange(0, 20) * HOUR
        violence = self.chance.choice([None, began]) if incident.is_strike else None
        known = began + self.chance.randrange(0, 30) * HOUR
        correct(incident, self.world.advisor, self.now, began_at=began, known_at=known, violence_at=violence)

    def is_over(self) -> None:
        incident = self.one(Incident.rows.running())
        correct(incident, self.world.advisor, self.now, ended_at=self.now)

    def is_told(self) -> None:
        duty = self.one(
            Duty.rows.open().filter(buyer__isnull=False).select_related("incident__factory", "buyer")
        )
        actions.record_told(
            incident=duty.incident,
            buyer=duty.buyer,
            told_at=self.now,
            proof="Mail",
            by=self.world.manager,
            at=self.now,
        )

    def comes(self) -> None:
        made = link(make_buyer(f"Buyer {self.chance.random()}"), self.world.factory)
        BuyerLink.rows.filter(pk=made.pk).update(confirmed_at=self.now)

    def goes(self) -> None:
        BuyerLink.rows.filter(pk=self.one(BuyerLink.rows.standing()).pk).update(ended_at=self.now)
        Incident.rows.update(settle_at=self.now)

    def has_it(self) -> None:
        actions.acknowledge_duties(incident=self.one(Incident.rows.all()), by=self.world.advisor, at=self.now)

    def waived(self) -> None:
        duty = self.one(Duty.rows.open().select_related("factory__programme"))
        actions.waive_duty(duty=duty, reason="It was agreed.", by=self.world.team_leader, at=self.now)

    def one(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        if not found:
            raise Nothing
        return self.chance.choice(found)

    # -- What must hold -------------------------------------------------------------------

    def check(self) -> None:
        duties = {duty.pk: duty for duty in Duty.rows.all()}
        assert set(self.seen) <= set(duties), "a duty disappeared"
        for pk, (lapsed_at, due_at) in self.seen.items():
            if lapsed_at:
                assert (duties[pk].lapsed_at, duties[pk].due_at) == (lapsed_at, due_at), (
                    "a lapse was forgotten"
                )
        self.seen = {pk: (duty.lapsed_at, duty.due_at) for pk, duty in duties.items()}
        self._check_rings(duties)

    def _check_rings(self, duties: dict[UUID, Duty]) -> None:
        rings: dict[UUID, list[tuple[str, UUID]]] = {pk: [] for pk in duties}
        for duty, rung, to in Escalation.rows.values_list("duty", "rung", "to"):
            rings[duty].append((rung, to))
        for pk, found in rings.items():
            assert len(found) == len(set(found)), "a duty rang twice"
            assert len(found) == self.ended.get(pk, len(found)), "a duty that had ended rang"
            if not duties[pk].is_open:
                self.ended.setdefault(pk, len(found))
                assert duties[pk].next_at is None

    def is_punctual(self, at: datetime) -> None:
        """After the worker came by, nothing that was due is left unrung."""
        assert not Duty.rows.open().ringing(at).exists()
        late = Duty.rows.open().filter(due_at__lte=at, lapsed_at=None)
        assert not late.exists()


@pytest.mark.parametrize("sequence", range(SEQUENCES))
def test_no_duty_disappears_and_none_rings_twice(world: World, sequence: int) -> None:
    seed = time.time_ns() % 1_000_000
    print(f"EVENTS_SEED={seed}")
    tale = Tale(world, Random(seed))
    for _ in range(STEPS):
        tale.step()
        tale.check()
    settle_incidents(tale.now)
    ring_duties(tale.now)
    settle_incidents(tale.now)
    ring_duties(tale.now)
    tale.check()
    tale.is_punctual(tale.now)
    keys = list(Message.rows.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
