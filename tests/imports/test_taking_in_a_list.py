"""An import from the file to the factories, by its actions, as the role of the application."""

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Organisation, User
from factories.imports import actions
from factories.imports.reading import Habits
from factories.models import Factory, GroupFactory, ImportBatch, ImportRow, ManufacturingGroup
from tests.factories import NOW, make_factory
from tests.imports.making import csv_file
from tests.personas import World
from tests.roles import as_app

LIST = csv_file(
    "Factory list of the association",
    "Factory name,Address,City,Country,Total workers,% female,Supplier group",
    "Golden Needle Co Ltd,12 National Road 4,Phnom Penh,Cambodia,1200,80,Needle Holding",
    "Silver Thread,5 Street 271,Phnom Penh,Cambodia,300,,needle holding",
    "Copper Loom,9 Lane 2,Takeo,Vietnam,10,,",
    "Bronze Button,3 Lane 9,Takeo,Cambodia,many,,",
    "GOLDEN NEEDLE CO. LTD,\"12, National Road 4\",Phnom Penh,Cambodia,,,",
    "Angkor Stitch Co,,Phnom Penh,Cambodia,,,",
)  # fmt: skip


def receive(world: World, content: bytes = LIST, by: User | None = None, **options: bool) -> ImportBatch:
    by = by or world.administrator
    return actions.receive(
        programme=world.cambodia, name="list.csv", content=content, by=by, at=NOW, **options
    )


def checked(world: World, content: bytes = LIST, **options: bool) -> ImportBatch:
    batch = receive(world, content, **options)
    who = {"by": world.administrator, "at": NOW}
    actions.confirm_columns(batch=batch, fields=batch.mapping, any_country=batch.any_country, **who)
    return actions.check(batch=batch, **who)


def taken(world: World, content: bytes = LIST, good_rows: bool = True, **options: bool) -> ImportBatch:
    batch = checked(world, content, **options)
    actions.approve(batch=batch, good_rows=good_rows, by=world.administrator, at=NOW)
    return actions.take_in(batch=batch, by=world.administrator, at=NOW)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.same_count, batch.suggested_count, batch.rejected_count


def row_of(batch: ImportBatch, line: int) -> ImportRow:
    return ImportRow.rows.get(batch=batch, line=line)


def decide(world: World, row: ImportRow, choice: str) -> ImportRow:
    return actions.decide(row=row, choice=choice, by=world.administrator, at=NOW)


@pytest.fixture
def acting(world: World):  # type: ignore[no-untyped-def]
    with as_app(world.administrator, NOW):
        yield world


def test_a_dry_run_counts_every_row_once_and_writes_no_factory(acting: World) -> None:
    before = Factory.rows.count()
    batch = checked(acting)
    assert counts(batch) == (2, 1, 1, 2)
    assert batch.row_count == 6
    assert Factory.rows.count() == before


def test_the_new_rows_become_factories_that_are_not_registered_yet(acting: World) -> None:
    taken(acting)
    made = Factory.rows.get(name="Golden Needle Co Ltd")
    assert (made.status, made.city, made.workers, made.women) == ("imported", "Phnom Penh", 1200, 960)
    assert made.organisation.kind == Organisation.Kind.FACTORY
    assert made.code.startswith("KH-")
    assert Factory.rows.filter(code=made.code).count() == 1


def test_a_group_is_made_once_however_it_is_spelled(acting: World) -> None:
    taken(acting)
    group = ManufacturingGroup.objects.get(name__iexact="needle holding")
    assert GroupFactory.rows.filter(group=group, until=None).count() == 2


def test_the_same_file_again_changes_nothing(acting: World) -> None:
    taken(acting)
    before = list(Factory.rows.order_by("pk").values())
    again = taken(acting)
    assert counts(again) == (0, 3, 1, 2)
    assert list(Factory.rows.order_by("pk").values()) == before


def test_all_or_nothing_takes_nothing_when_a_row_is_bad(acting: World) -> None:
    batch = checked(acting)
    with pytest.raises(Invalid, match="2 rows cannot be taken"):
        actions.approve(batch=batch, good_rows=False, by=acting.administrator, at=NOW)
    assert not Factory.rows.filter(name="Silver Thread").exists()


def test_all_rows_are_taken_when_none_is_bad(acting: World) -> None:
    batch = taken(acting, csv_file("Name,City", "Tin Tailor,Kampot", "Iron Seam,Kep"), good_rows=False)
    assert counts(batch) == (2, 0, 0, 0)
    assert Factory.rows.filter(name__in=["Tin Tailor", "Iron Seam"]).count() == 2


def test_every_bad_row_says_where_and_why(acting: World) -> None:
    batch = checked(acting)
    assert row_of(batch, 5).problems[0]["field"] == "country"
    assert row_of(batch, 6).problems == [
        {"field": "workers", "sentence": "“many” is not a number of people."}
    ]
    assert row_of(batch, 6).cells[0] == "Bronze Button"


def test_other_countries_come_in_when_asked_for(acting: World) -> None:
    assert counts(checked(acting, any_country=True)) == (3, 1, 1, 1)


def test_a_likely_duplicate_waits_for_a_person(acting: World) -> None:
    row = row_of(taken(acting), 8)
    assert (row.outcome, row.factory) == ("suggested", None)
    assert row.candidates[0]["key"] == str(acting.rival_factory.pk)
    assert row.candidates[0]["score"] >= 0.5


def test_decided_as_the_same_no_factory_is_made_and_it_is_known_next_time(acting: World) -> None:
    before = Factory.rows.count()
    row = decide(acting, row_of(taken(acting), 8), "0")
    assert (row.factory, Factory.rows.count()) == (acting.rival_factory, before + 2)
    assert counts(checked(acting)) == (0, 4, 0, 2)


def test_decided_as_another_the_factory_is_made_and_known_next_time(acting: World) -> None:
    row = decide(acting, row_of(taken(acting), 8), "new")
    row.refresh_from_db()
    assert row.factory is not None
    assert (row.factory.name, row.decided_by) == ("Angkor Stitch Co", acting.administrator)
    assert counts(checked(acting)) == (0, 4, 0, 2)


def test_a_decision_before_taking_in_holds(acting: World) -> None:
    batch = checked(acting)
    decide(acting, row_of(batch, 8), "new")
    actions.approve(batch=batch, good_rows=True, by=acting.administrator, at=NOW)
    actions.take_in(batch=batch, by=acting.administrator, at=NOW)
    assert Factory.rows.filter(name="Angkor Stitch Co").exists()


def test_a_decision_taken_in_is_not_taken_back_by_a_second_one(acting: World) -> None:
    row = decide(acting, row_of(taken(acting), 8), "new")
    with pytest.raises(WrongState):
        decide(acting, row, "0")


def test_a_choice_that_was_not_offered_is_refused(acting: World) -> None:
    with pytest.raises(Invalid):
        decide(acting, row_of(checked(acting), 8), "7")


def test_a_row_alike_to_an_earlier_one_of_the_list_follows_it(acting: World) -> None:
    content = csv_file("Name,Address", "Silver Thread,5 Street 271", "Silver Thread Ltd,5 Street 271 Khan X")
    batch = taken(acting, content)
    first = row_of(batch, 2).factory
    assert decide(acting, row_of(batch, 3), "0").line == 3
    assert row_of(batch, 3).factory == first


def test_a_list_that_another_one_overtook_makes_no_twins(acting: World) -> None:
    content = csv_file("Name,City", "Tin Tailor,Kampot")
    slow = checked(acting, content)
    taken(acting, content)
    actions.approve(batch=slow, good_rows=True, by=acting.administrator, at=NOW)
    actions.take_in(batch=slow, by=acting.administrator, at=NOW)
    assert counts(slow) == (0, 1, 0, 0)
    assert Factory.rows.filter(name="Tin Tailor").count() == 1


def test_codes_go_on_where_the_programme_s_stand(acting: World) -> None:
    make_factory(acting.cambodia, "Older", code="KH-900170")
    taken(acting, csv_file("Name,City", "Tin Tailor,Kampot", "Iron Seam,Kep"))
    codes = Factory.rows.filter(name__in=["Tin Tailor", "Iron Seam"]).order_by("code")
    assert [factory.code for factory in codes] == ["KH-900171", "KH-900172"]


def test_a_person_lays_columns_and_habits_otherwise(acting: World) -> None:
    batch = receive(acting, csv_file("Şehir;Adı", "İzmir;Çınar", encoding="cp1254"))
    who = {"by": acting.administrator, "at": NOW}
    actions.look_again(batch=batch, habits=Habits(encoding="cp1254"), header_line=0, **who)
    assert batch.columns[0]["header"] == ""
    with pytest.raises(Invalid, match="factory’s name"):
        actions.confirm_columns(batch=batch, fields={0: "city"}, any_country=False, **who)
    with pytest.raises(Invalid, match="Two columns"):
        actions.confirm_columns(batch=batch, fields={0: "name", 1: "name"}, any_country=False, **who)
    actions.confirm_columns(batch=batch, fields={0: "city", 1: "name"}, any_country=False, **who)
    actions.check(batch=batch, **who)
    assert [row.told["name"] for row in ImportRow.rows.of(batch)] == ["Adı", "Çınar"]


def test_a_file_that_is_no_list_leaves_nothing(acting: World) -> None:
    with pytest.raises(Invalid, match="PDF"):
        receive(acting, b"%PDF-1.7")
    assert not ImportBatch.rows.exists()


def test_a_dropped_list_keeps_neither_content_nor_rows(acting: World) -> None:
    batch = checked(acting)
    actions.drop(batch=batch, by=acting.administrator, at=NOW)
    batch.refresh_from_db()
    assert (batch.status, bytes(batch.content), ImportRow.rows.of(batch).exists()) == ("dropped", b"", False)


@pytest.mark.parametrize("who", ["advisor", "team_leader", "country_manager", "head_office", "manager"])
def test_only_administrators_of_the_programme_import(world: World, who: str) -> None:
    with pytest.raises(NotAllowed), as_app(getattr(world, who), NOW):
        receive(world, by=getattr(world, who))
