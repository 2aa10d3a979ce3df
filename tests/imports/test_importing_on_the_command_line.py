"""`manage.py import_factories FILE --programme KH` takes the same steps as the pages."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factories.models import Factory, ImportBatch
from tests.imports.making import csv_file
from tests.imports.test_taking_in_a_list import LIST
from tests.personas import World


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    file.write_bytes(LIST)
    return file


def run(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_factories", str(path), "--programme", "KH", *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_tells_everything_and_writes_nothing(world: World, path: Path) -> None:
    told = run(path, "--dry-run")
    assert "1. Factory name = name" in told
    assert "line 6, workers: “many” is not a number of people." in told
    assert "Angkor Stitch Co ≈ Angkor Stitch" in told
    assert "new 2 + same 1 + suggested 1 + rejected 2 = 6 rows" in told
    assert not ImportBatch.rows.exists()


def test_the_good_rows_come_in_and_a_second_time_nothing_changes(world: World, path: Path) -> None:
    assert "Taken in: 2 new factories." in run(path, "--good-rows")
    before = Factory.rows.count()
    assert "new 0 + same 3 + suggested 1 + rejected 2 = 6 rows" in run(path, "--good-rows")
    assert Factory.rows.count() == before


def test_all_rows_are_meant_unless_said_otherwise(world: World, path: Path) -> None:
    with pytest.raises(CommandError, match="2 rows cannot be taken"):
        run(path)
    assert not ImportBatch.rows.exists()


def test_the_rows_not_taken_are_written_to_a_file(world: World, path: Path, tmp_path: Path) -> None:
    run(path, "--dry-run", "--errors", str(tmp_path / "errors.csv"))
    assert "Bronze Button" in (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")


def test_columns_and_habits_can_be_said(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(csv_file("Kampot~Tin Tailor", encoding="utf-16"))
    run(path, "--delimiter", "~", "--header-line", "0", "--column", "1=city", "--column", "2=name")
    assert Factory.rows.get(name="Tin Tailor").city == "Kampot"


def test_it_is_done_in_an_administrator_s_name_or_not_at_all(world: World, path: Path) -> None:
    run(path, "--good-rows", "--by", world.administrator.email)
    assert ImportBatch.rows.get().applied_by == world.administrator
    with pytest.raises(CommandError, match="You may not do this"):
        run(path, "--good-rows", "--by", world.advisor.email)


@pytest.mark.parametrize(
    ("options", "says"),
    [(["--by", "nobody@nowhere.example"], "Nobody has"), (["--column", "name"], "N=FIELD")],
)
def test_a_wrong_option_is_a_sentence(world: World, path: Path, options: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run(path, *options)


def test_an_unknown_programme_and_a_missing_file_are_sentences(world: World, path: Path) -> None:
    with pytest.raises(CommandError, match="there are: KH, HT"):
        call_command("import_factories", str(path), "--programme", "XX")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_factories", "/nowhere/list.csv", "--programme", "KH")
