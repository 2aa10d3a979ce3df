"""An administrator takes a list through the pages; nobody else finds them."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from factories.imports import drain
from factories.imports.reading import read
from factories.models import Factory, ImportBatch, ImportRow
from tests.imports.making import csv_file, xlsx_file
from tests.imports.test_taking_in_a_list import LIST
from tests.personas import World

Browse = Callable[[User | None], Client]


@pytest.fixture
def admin(world: World, browse: Browse) -> Client:
    return browse(world.administrator)


def send(client: Client, world: World, content: bytes = LIST, name: str = "list.csv") -> ImportBatch:
    upload = SimpleUploadedFile(name, content)
    response = client.post(reverse("import_new"), {"programme": world.cambodia.pk, "file": upload})
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.rows.get(pk=response.headers["Location"].split("/")[-2])


def confirm(client: Client, batch: ImportBatch, **changed: str) -> str:
    columns = {f"column_{column['index']}": column["field"] for column in batch.columns}
    response = client.post(reverse("import_columns", args=[batch.pk]), columns | changed, follow=True)
    return response.content.decode()


def take_in(client: Client, batch: ImportBatch, which: str = "good"):  # type: ignore[no-untyped-def]
    return client.post(reverse("import_take_in", args=[batch.pk]), {"good_rows": which}, follow=True)


def page(client: Client, batch: ImportBatch, show: str = "") -> str:
    return client.get(reverse("import", args=[batch.pk]), {"show": show}).content.decode()


def test_a_list_goes_from_upload_to_factories(admin: Client, world: World) -> None:
    batch = send(admin, world)
    assert "Golden Needle Co Ltd" in page(admin, batch)
    assert "Nothing was written into the programme yet." in confirm(admin, batch)
    take_in(admin, batch)
    assert Factory.rows.filter(name="Silver Thread", status="imported").exists()
    assert "Taken in" in page(admin, batch)


def test_the_guess_of_each_column_is_shown_and_corrected(admin: Client, world: World) -> None:
    batch = send(admin, world, csv_file("Name,Place", "Tin Tailor,Kampot"))
    assert '<option value="name" selected>' in page(admin, batch)
    confirm(admin, batch, column_1="city")
    assert ImportRow.rows.get(batch=batch).told["city"] == "Kampot"


def test_two_columns_of_one_kind_are_refused_and_the_choice_stays(admin: Client, world: World) -> None:
    batch = send(admin, world, csv_file("Name,Place", "Tin Tailor,Kampot"))
    response = admin.post(
        reverse("import_columns", args=[batch.pk]), {"column_0": "name", "column_1": "name"}
    )
    assert response.status_code == 422
    assert "Two columns cannot be the same thing" in response.content.decode()


def test_a_sheet_is_chosen_and_the_header_corrected(admin: Client, world: World) -> None:
    content = xlsx_file(["Name", "City"], ["Tin Tailor", "Kampot"], Other=[["Iron Seam", "Kep"]])
    batch = send(admin, world, content, "book.xlsx")
    admin.post(reverse("import_look_again", args=[batch.pk]), {"header_line": "0", "sheet": "Other"})
    batch.refresh_from_db()
    assert (batch.sheet, batch.header_line) == ("Other", 0)


def test_rows_not_taken_are_shown_and_downloaded_with_line_and_reason(admin: Client, world: World) -> None:
    batch = send(admin, world, csv_file("Name,Country", "=1+1,Atlantis", "Tin Tailor,Cambodia"))
    confirm(admin, batch)
    assert "“Atlantis” is no country we know." in page(admin, batch, "rejected")
    response = admin.get(reverse("import_errors", args=[batch.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    rows = [line.cells for line in read(response.content).lines]
    assert rows[1][:3] == ("2", "Name", "“=1+1” is no name.")
    assert b"'=1+1" in response.content


def test_all_rows_are_refused_while_one_is_bad(admin: Client, world: World) -> None:
    batch = send(admin, world)
    confirm(admin, batch)
    response = take_in(admin, batch, "all")
    assert response.status_code == 422
    assert "2 rows cannot be taken" in response.content.decode()
    assert not Factory.rows.filter(name="Silver Thread").exists()


def test_a_person_decides_each_likely_duplicate(admin: Client, world: World) -> None:
    batch = send(admin, world)
    confirm(admin, batch)
    shown = page(admin, batch, "suggested")
    assert re.search(r"Alike to \d+ %", shown)
    assert "Angkor Stitch" in shown
    row = ImportRow.rows.get(batch=batch, outcome="suggested")
    admin.post(reverse("import_decide", args=[row.pk]), {"choice": "0"})
    assert "Decided: the same as Angkor Stitch" in page(admin, batch, "suggested")
    take_in(admin, batch)
    row.refresh_from_db()
    assert row.factory == world.rival_factory


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"", "empty"),
        (b"PK\x03\x04junk", "damaged"),
        (b"a\0b\0\xff\xfe" * 99, "not a text"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_stays(
    admin: Client, world: World, content: bytes, says: str
) -> None:
    upload = SimpleUploadedFile("list.csv", content)
    response = admin.post(reverse("import_new"), {"programme": world.cambodia.pk, "file": upload})
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not ImportBatch.rows.exists()


def test_a_long_list_is_left_to_the_worker(
    admin: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factories.models.imports.LARGE", 10)
    batch = send(admin, world)
    assert "being worked on" in confirm(admin, batch)
    assert drain.drain()
    take_in(admin, batch)
    assert not Factory.rows.filter(name="Silver Thread").exists()
    assert drain.drain()
    assert not drain.drain()
    assert Factory.rows.filter(name="Silver Thread").exists()


def test_a_list_that_breaks_fails_alone_with_a_sentence(
    admin: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factories.models.imports.LARGE", 10)
    batch = send(admin, world)
    confirm(admin, batch)
    monkeypatch.setattr("factories.imports.actions.take", lambda *given: 1 / 0)
    assert drain.drain()
    take_in(admin, batch)
    assert drain.drain()
    batch.refresh_from_db()
    assert batch.status == "failed"
    assert "Nothing was taken in" in page(admin, batch)
    assert not Factory.rows.filter(name="Silver Thread").exists()


def test_only_the_programme_s_administrators_find_the_pages(
    world: World, admin: Client, browse: Browse
) -> None:
    batch = send(admin, world)
    row_page = reverse("import_errors", args=[batch.pk])
    for name, person in world.people().items():
        if name != "administrator":
            client = browse(person)
            for address in (
                reverse("imports"),
                reverse("import_new"),
                reverse("import", args=[batch.pk]),
                row_page,
            ):
                assert client.get(address).status_code == 404, (name, address)


def test_another_country_s_list_is_not_found(world: World, browse: Browse, admin: Client) -> None:
    from accounts.models import Role
    from tests.factories import make_user

    batch = send(admin, world)
    haitian = browse(make_user("Rose Jean", world.haiti.organisation, Role.ADMINISTRATOR))
    assert haitian.get(reverse("import", args=[batch.pk])).status_code == 404
    assert haitian.post(reverse("import_drop", args=[batch.pk])).status_code == 404
    upload = SimpleUploadedFile("list.csv", LIST)
    refused = haitian.post(reverse("import_new"), {"programme": world.cambodia.pk, "file": upload})
    assert refused.status_code == 422


@pytest.mark.parametrize("rows", [1, 20])
def test_a_page_of_rows_takes_few_queries_however_many_rows(
    admin: Client, world: World, rows: int, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    batch = send(
        admin, world, csv_file("Name,City", *(f"Angkor Stitch {n} Ltd,Phnom Penh" for n in range(rows)))
    )
    confirm(admin, batch)
    with django_assert_max_num_queries(14):  # five of them change the role for the test
        page(admin, batch, "suggested")
