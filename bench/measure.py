"""Queries and server time of one address for one person, in this process, as the role `bw_app`."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User

ROUNDS = 30


@dataclass(frozen=True)
class Cost:
    status: int
    queries: int
    median_ms: float
    p95_ms: float
    kilobytes: float


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
    return client


def cost(client: Client, path: str, rounds: int = ROUNDS) -> Cost:
    """Two warm-up calls, one counted for queries, then `rounds` for time. Milliseconds."""
    client.get(path)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    times = sorted(_timed(client, path) for _ in range(rounds))
    return Cost(
        status=response.status_code,
        queries=len(
            [q for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
        ),
        median_ms=median(times),
        p95_ms=times[int(len(times) * 0.95) - 1],
        kilobytes=len(response.content) / 1024,
    )


def _timed(client: Client, path: str) -> float:
    start = perf_counter()
    client.get(path)
    return (perf_counter() - start) * 1000
