"""Deals out names, numbers, moments and ids: the same at each run of the same day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)

SEED = 20150401  # any number; the service model began in April 2015


@dataclass
class Draw:
    """One source of chance, the demo's day, and rows that wait to be written in bulk."""

    today: date
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311  made-up data
    waiting: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def one(self, values: Sequence[T]) -> T:
        return self.chance.choice(values)

    def some(self, values: Sequence[T], least: int, most: int) -> list[T]:
        return self.chance.sample(list(values), min(len(values), self.chance.randint(least, most)))

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def number(self, least: int, most: int) -> int:
        return self.chance.randint(least, most)

    def day(self, start: date, least: int, most: int) -> date:
        """A working day some days after `start`."""
        found = start + timedelta(days=self.chance.randint(least, most))
        return found + timedelta(days=(7 - found.weekday()) if found.weekday() > 4 else 0)

    def at(self, on: date, zone: ZoneInfo, hour: int = 10) -> datetime:
        return datetime.combine(on, time(hour, self.chance.randint(0, 59)), zone)

    def new(self, model: type[M], **fields: Any) -> M:
        """A row of a deterministic id that `write` will insert."""
        row = model(id=self.id(), **fields)
        self.waiting.setdefault(model, []).append(row)
        return row

    def write(self) -> None:
        """Inserts what waits, in the order in which models were first used."""
        for model, rows in self.waiting.items():
            manager = getattr(model, "rows", None) or model._default_manager
            manager.bulk_create(rows, batch_size=1000)
        self.waiting = {}
