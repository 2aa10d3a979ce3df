"""The product does not serve with a role that row security does not bind."""

import pytest
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django.fixtures import Settings

from betterwork.checks import faults, refuse_a_role_above_the_walls, role_is_bound
from tests.roles import as_role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["bw_app", "bw_worker"])
def test_the_roles_that_serve_are_bound(role: str) -> None:
    with as_role(role):
        assert faults() == []
        refuse_a_role_above_the_walls()


def test_the_owner_of_the_tables_may_not_serve() -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT CREATE ON SCHEMA public TO bw_owner")
        cursor.execute("ALTER TABLE accounts_heartbeat OWNER TO bw_owner")
    with as_role("bw_owner"), pytest.raises(ImproperlyConfigured, match="owns tables"):
        refuse_a_role_above_the_walls()


def test_a_role_with_bypassrls_may_not_serve() -> None:
    assert "has BYPASSRLS" in faults()  # the tests' own role


def test_the_system_check_names_every_fault(settings: Settings) -> None:
    settings.DATABASE_AS = "app"
    found = role_is_bound(None, databases=["default"])
    assert {message.id for message in found} == {"betterwork.E001"}
    assert role_is_bound in checks.registry.registry.registered_checks
