"""Attempts at bribery: written by any staff, read by management and the writer, changed by nobody (NTF-4)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from accounts.errors import Invalid, NotAllowed
from advisory import actions
from advisory.models import LogbookEntry, LogbookRemark
from factories.models import Message
from tests.delivery.making import drain
from tests.factories import NOW
from tests.guarded.making import entry
from tests.personas import World
from tests.roles import as_app, as_role


def readers(world: World, model, pk) -> set[str]:
    seen = set()
    for name, user in world.people().items():
        with as_app(user, NOW):
            door = model.objects.visible_to(user).filter(pk=pk).exists()
            assert model.rows.filter(pk=pk).exists() == door, name
        seen |= {name} if door else set()
    return seen


def test_any_staff_member_writes_an_entry(world: World) -> None:
    with as_app(world.trainer, NOW):
        made = entry(world, by=world.trainer, factory=world.factory)
    assert LogbookEntry.rows.get(pk=made.pk).refused_how == "Handed back before two witnesses"


def test_nobody_of_a_factory_writes_one(world: World) -> None:
    with pytest.raises(NotAllowed):
        entry(world, by=world.manager)


def test_management_and_the_writer_read_it(world: World) -> None:
    assert readers(world, LogbookEntry, entry(world).pk) == {"advisor", "country_manager", "head_office"}


def test_an_entry_about_the_country_manager_is_head_offices(world: World) -> None:
    made = entry(world, head_office_alone=True)
    assert readers(world, LogbookEntry, made.pk) == {"advisor", "head_office"}


def test_management_is_told_at_once_and_the_message_says_no_more(world: World) -> None:
    entry(world, factory=world.factory)
    drain()
    assert {to for sent in mail.outbox for to in sent.to} == {
        world.country_manager.email,
        world.head_office.email,
    }
    for secret in ("200", "envelope", world.factory.name, "Chan"):
        assert all(secret not in sent.subject + sent.body for sent in mail.outbox)


def test_the_country_manager_is_not_told_of_what_is_head_offices_alone(world: World) -> None:
    entry(world, head_office_alone=True)
    assert set(Message.rows.values_list("to__name", flat=True)) == {"Anna Weber"}


def test_a_remark_is_a_row_of_its_own(world: World) -> None:
    made = entry(world)
    said = actions.add_remark(entry=made, words="The factory apologised.", by=world.country_manager, at=NOW)
    assert readers(world, LogbookRemark, said.pk) == {"country_manager", "head_office"}


def test_the_writer_adds_to_the_own_entry(world: World) -> None:
    made = entry(world)
    with as_app(world.advisor, NOW):
        said = actions.add_remark(entry=made, words="He called again.", by=world.advisor, at=NOW)
    assert readers(world, LogbookRemark, said.pk) == {"advisor", "country_manager", "head_office"}


def test_nobody_else_can_add_one(world: World) -> None:
    made = entry(world)
    with pytest.raises(DatabaseError, match="row-level security"), as_app(world.team_leader, NOW):
        actions.add_remark(entry=made, words="Nothing happened.", by=world.team_leader, at=NOW)


@pytest.mark.parametrize(
    "statement", ["UPDATE advisory_logbook{} SET written_at = now()", "DELETE FROM advisory_logbook{}"]
)
@pytest.mark.parametrize("table", ["entry", "remark"])
@pytest.mark.parametrize("role", ["bw_app", "bw_worker", "bw_owner"])
def test_nobody_changes_or_removes_one_in_the_database(
    role: str, table: str, statement: str, world: World
) -> None:
    actions.add_remark(entry=entry(world), words="More.", by=world.advisor, at=NOW)
    refused = pytest.raises(DatabaseError, match=r"permission denied|Cannot (update|delete)")
    with refused, as_role(role), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_everything_is_written_down_at_once(world: World) -> None:
    with pytest.raises(Invalid, match="as well"):
        entry(world, refused_how=" ")


def test_it_has_happened_already(world: World) -> None:
    with pytest.raises(Invalid, match="not come yet"):
        entry(world, happened_at=NOW + timedelta(minutes=1))


def test_a_factory_of_another_country_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="another country"), transaction.atomic():
        entry(world, factory=world.haitian_factory)
