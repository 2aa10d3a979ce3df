"""Measures every address for those it is for: `python -m bench.pages ASKS ANSWERS ROUNDS`, as `bw_app`.

The floor, a signed-in page with no query of its own, is measured before and after each person's
addresses: what else the machine does then weighs on both.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import Any

FLOOR = "/bench/floor/"
HIDDEN = (403, 404, 405)  # not for this person, or another method: an address without a row was tried


def main(asks: Path, answers: Path, rounds: int) -> None:
    import django

    django.setup()
    found = list(_measured(json.loads(asks.read_text()), rounds))
    answers.write_text(json.dumps(found))


def _measured(asks: list[dict[str, Any]], rounds: int) -> Iterator[dict[str, Any]]:
    for (persona, user), of_person in groupby(asks, key=lambda ask: (ask["persona"], ask["user"])):
        yield from _of_person(persona, user, list(of_person), rounds)


def _of_person(persona: str, pk: str, asks: list[dict[str, Any]], rounds: int) -> Iterator[dict[str, Any]]:
    from accounts.models import User
    from bench import measure

    client = measure.signed_in(User.objects.get(pk=pk))
    print(f"          {len(asks)} addresses as {persona}", file=sys.stderr, flush=True)
    floors = [measure.cost(client, FLOOR, rounds=rounds)]
    rows = [(ask, measure.cost(client, ask["path"], post=ask["post"], rounds=rounds)) for ask in asks]
    floors.append(measure.cost(client, FLOOR, rounds=rounds))
    yield {"floor": [asdict(floor) for floor in floors], "persona": persona}
    for ask, cost in rows:
        if cost.status not in HIDDEN:
            yield {**ask, **asdict(cost), **ratios(cost.median_ms, cost.p95_ms, floors)}


def ratios(median_ms: float, p95_ms: float, floors: list[Any]) -> dict[str, float]:
    """How many times the floor's cost, at the median and at p95; the floor is the mean of both."""
    return {
        "median_ratio": median_ms / mean(floor.median_ms for floor in floors),
        "p95_ratio": p95_ms / mean(floor.p95_ms for floor in floors),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
