"""Show 4 in the database: all real lists taken in, then all once more."""

from accounts.models import Organisation
from factories.imports import actions
from factories.models import Factory, GroupFactory, ImportBatch
from tests.factories import NOW
from tests.imports.real.test_real_lists import LISTS
from tests.personas import World


def take_in(world: World, content: bytes, name: str) -> ImportBatch:
    who = {"by": world.administrator, "at": NOW}
    batch = actions.receive(programme=world.cambodia, name=name, content=content, any_country=True, **who)
    actions.confirm_columns(batch=batch, fields=batch.mapping, any_country=True, **who)
    actions.check(batch=batch, **who)
    actions.approve(batch=batch, good_rows=True, **who)
    return actions.take_in(batch=batch, **who)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.same_count, batch.suggested_count, batch.rejected_count


def test_a_second_import_of_all_real_lists_changes_nothing(world: World) -> None:
    there = Factory.rows.count()
    first = [take_in(world, path.read_bytes(), path.name) for path in LISTS]
    before = everything()
    second = [take_in(world, path.read_bytes(), path.name) for path in LISTS]
    for one, again in zip(first, second, strict=True):
        print(
            f"{one.name}: {one.row_count} rows, new/same/suggested/rejected {counts(one)}, again {counts(again)}"
        )
        assert sum(counts(one)) == one.row_count == sum(counts(again)) > 0
        assert again.new_count == 0
        assert again.suggested_count == one.suggested_count
    assert everything() == before
    assert (
        next(batch for batch in first if batch.kind == "xlsx").same_count >= 12
    )  # its twin in CSV came before
    assert Factory.rows.count() == there + sum(batch.new_count for batch in first)


def everything() -> list[list[dict[str, object]]]:
    """All that an import writes, row by row."""
    tables = (Factory.rows, GroupFactory.rows, Organisation.objects)
    return [list(table.order_by("pk").values()) for table in tables]
