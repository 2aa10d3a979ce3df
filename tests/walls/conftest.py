"""One filled world for a whole file: each test takes back what it does to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Role
from tests.delivery.making import drain
from tests.factories import make_user
from tests.personas import World, build_world
from tests.walls.addresses import Rows
from tests.walls.canaries import fill
from tests.walls.planted import COLLEAGUE


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, Rows]]:
    """Made within a transaction that the tests' own lie in. Nothing in it waits to be sent."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        make_user(COLLEAGUE, world.inspectorate, Role.CONSTITUENT)
        rows = fill(world)
        drain()
        yield world, rows
        transaction.set_rollback(True)
