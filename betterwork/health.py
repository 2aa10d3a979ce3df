"""`/health`: is everything there that the product needs? For people, load balancers and monitoring.

Open to everybody, therefore without secrets: states and ages only. Status 503 when a part is down.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from betterwork import heart

Part = dict[str, object]
PATIENCE_S = 5


@require_safe
@never_cache
def page(request: HttpRequest) -> JsonResponse:
    parts: dict[str, Part] = {"web": {"state": "up"}, "database": _timed(_ask_database)}
    parts |= {"redis": _timed(_ask_redis), **_processes()}
    healthy = all(part["state"] == "up" for part in parts.values())
    answer = {"state": "up" if healthy else "down", **parts}
    return JsonResponse(answer, status=200 if healthy else 503, json_dumps_params={"indent": 2})


def _timed(ask: Callable[[], object]) -> Part:
    began = time.monotonic()
    try:
        ask()
    except (Error, OSError):
        return {"state": "down"}
    return {"state": "up", "milliseconds": round((time.monotonic() - began) * 1000, 1)}


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_redis() -> None:
    import redis  # slow to load, and only needed here

    timeouts = {"socket_timeout": PATIENCE_S, "socket_connect_timeout": PATIENCE_S}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **timeouts) as server:
            server.ping()
    except redis.RedisError as error:
        raise OSError from error


def _processes() -> dict[str, Part]:
    try:
        ages = heart.ages()
    except Error:
        return {name: {"state": "unknown"} for name in heart.PROCESSES}
    return {name: _process(ages.get(name)) for name in heart.PROCESSES}


def _process(age: float | None) -> Part:
    if age is None:
        return {"state": "down", "age_seconds": None}
    return {"state": "up" if age <= heart.LATE_AFTER_S else "down", "age_seconds": age}
