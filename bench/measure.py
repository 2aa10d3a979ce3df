"""Queries and server time of one address for one person, in this process, as the role `bw_app`."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User

ROUNDS, FEWEST, PATIENCE_S = 20, 5, 3.0
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Cost:
    """`queries` without the transaction's own statements; times in milliseconds."""

    status: int
    queries: int
    median_ms: float
    p95_ms: float
    rounds: int
    kilobytes: float
    sql_ms: float  # of the counted call


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
    return client


def cost(client: Client, path: str, *, post: bool = False, rounds: int) -> Cost:
    """Two warm-up calls, one counted for queries, then `rounds` for time (fewer where it is slow)."""
    warm = min(_timed(client, path, post), _timed(client, path, post))
    with CaptureQueriesContext(connection) as queries:
        response = _ask(client, path, post)
    asked = [
        query for query in queries if not query["sql"].startswith(FRAME)
    ]  # the next request empties the log
    rounds = min(rounds, max(FEWEST, int(PATIENCE_S * 1000 / max(warm, 1))))
    times = [_timed(client, path, post) for _ in range(rounds)]
    return Cost(
        status=response.status_code,
        queries=len(asked),
        median_ms=median(times),
        p95_ms=percentile(times, 0.95),
        rounds=rounds,
        kilobytes=len(response.content) / 1024,
        sql_ms=1000 * sum(float(query["time"]) for query in asked),
    )


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * round(share * 100) // 100) - 1)]


def _timed(client: Client, path: str, post: bool) -> float:
    start = perf_counter()
    _ask(client, path, post)
    return (perf_counter() - start) * 1000


def _ask(client: Client, path: str, post: bool) -> HttpResponse:
    if not post:
        return client.get(path)
    cookies = deepcopy(client.cookies)  # one of the addresses signs out
    with _undone():
        response = client.post(path)
    client.cookies = cookies
    return response


@contextmanager
def _undone() -> Iterator[None]:
    """A form sent is taken back, so that each round finds the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
