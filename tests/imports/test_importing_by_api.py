"""A list goes in by the API as it does on the pages; nobody but an administrator finds it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories.models import Factory, ImportBatch, ImportRow
from tests.imports.making import csv_file
from tests.imports.test_taking_in_a_list import LIST
from tests.personas import World
from tests.places.asking import ROOT, get, post, results


def send(client: Any, world: World, content: bytes = LIST) -> Any:
    sent = {"programme": str(world.cambodia.pk), "file": SimpleUploadedFile("list.csv", content)}
    return client.post(f"{ROOT}/imports/receive/", sent)


def confirm(client: Any, batch: dict[str, Any], **others: str) -> Any:
    columns = [
        {"index": each["index"], "field": others.get(each["header"], each["field"])}
        for each in batch["columns"]
    ]
    return post(client, f"imports/{batch['id']}/confirm-columns", columns=columns)


@pytest.fixture
def admin(world: World, browse: Any) -> Any:
    return browse(world.administrator)


def test_a_list_goes_from_its_file_to_factories(admin: Any, world: World) -> None:
    batch = send(admin, world).json()
    assert confirm(admin, batch).json()["status"] == "checked"
    assert post(admin, f"imports/{batch['id']}/approve", good_rows=True).json()["status"] == "applied"
    assert Factory.rows.filter(name="Silver Thread", status="imported").exists()


def test_rows_that_cannot_be_taken_want_a_decision(admin: Any, world: World) -> None:
    batch = send(admin, world, csv_file("Name,Workers", "Tin Tailor,90", ",70")).json()
    assert confirm(admin, batch).json()["rejected_count"] == 1
    answer = post(admin, f"imports/{batch['id']}/approve", good_rows=False)
    assert (answer.status_code, answer.json()["field"]) == (422, "good_rows")
    assert len(results(admin, "import-rows", batch=batch["id"], outcome="rejected")) == 1


def test_columns_without_a_name_are_refused(admin: Any, world: World) -> None:
    batch = send(admin, world, csv_file("Name,Place", "Tin Tailor,Kampot")).json()
    answer = confirm(admin, batch, Name="")
    assert answer.status_code == 422
    assert "holds the factory" in answer.json()["detail"]


def test_a_likely_double_is_decided(admin: Any, world: World) -> None:
    batch = send(admin, world, csv_file("Name,City", "Lotus Thread Aparel Co,Phnom Penh")).json()
    confirm(admin, batch)
    row = ImportRow.rows.get()
    assert row.outcome == "suggested"
    assert post(admin, f"import-rows/{row.pk}/decide", choice="new").json()["decision"] == "new"
    assert post(admin, f"import-rows/{row.pk}/decide", choice="99").status_code == 422


def test_a_file_is_looked_at_again(admin: Any, world: World) -> None:
    batch = send(admin, world, csv_file("Our list", "Name;City", "Tin Tailor;Kampot")).json()
    again = post(admin, f"imports/{batch['id']}/look-again", header_line=2, delimiter=";").json()
    assert [column["header"] for column in again["columns"]] == ["Name", "City"]


def test_a_list_is_dropped_once(admin: Any, world: World) -> None:
    batch = send(admin, world).json()
    assert post(admin, f"imports/{batch['id']}/drop").json()["status"] == "dropped"
    assert post(admin, f"imports/{batch['id']}/drop").status_code == 409


def test_what_is_no_list_is_refused_with_the_sentence(admin: Any, world: World) -> None:
    answer = send(admin, world, b"%PDF-1.7 nothing")
    assert (answer.status_code, answer.json()["field"]) == (422, "file")


@pytest.mark.parametrize("name", ["team_leader", "haitian_advisor", "manager", "buyer_user"])
def test_nobody_else_finds_a_list(admin: Any, world: World, browse: Any, name: str) -> None:
    send(admin, world)
    client, made = browse(getattr(world, name)), ImportBatch.rows.get()
    assert get(client, f"imports/{made.pk}").status_code == 404
    assert post(client, f"imports/{made.pk}/drop").status_code == 404
    assert results(client, "imports") == results(client, "import-rows") == []
    assert send(client, world).status_code == 404
