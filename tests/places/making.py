"""What only tests of this floor need."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ASKING = ("SELECT", "INSERT", "UPDATE", "DELETE")


def queries(client: Client, address: str) -> list[str]:
    """What a page asks the database, without the marks of transactions and of the tests."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    asked = [query["sql"] for query in captured if query["sql"].lstrip("( ").startswith(ASKING)]
    return [sql for sql in asked if "set_config('app.person', ''" not in sql]
