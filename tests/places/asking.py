"""How the tests of the API ask and say."""

from typing import Any

ROOT = "/api/v1"


def get(client: Any, address: str, **query: str) -> Any:
    return client.get(f"{ROOT}/{address}/", query)


def post(client: Any, address: str, **sent: Any) -> Any:
    return client.post(f"{ROOT}/{address}/", sent, content_type="application/json")


def results(client: Any, address: str, **query: str) -> list[dict[str, Any]]:
    answer = get(client, address, **query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found
