"""Which column is which: by headers in many languages, by contents, corrected by a person."""

import pytest

from factories.imports import columns
from factories.imports.fields import FIELDS
from factories.imports.reading import read
from tests.imports.making import csv_file


def layout(*lines: str, **choices: int) -> columns.Layout:
    return columns.guess(read(csv_file(*lines)), **choices)


def fields(*lines: str) -> list[str]:
    return [column.field for column in layout(*lines).columns]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Factory Name,Address,City,Country", "name,address,city,country"),
        ("Nom de l'usine;Adresse;Ville;Pays", "name,address,city,country"),
        ("Nombre de la fábrica;Dirección;Ciudad;País", "name,address,city,country"),
        ("Fabrikname;Anschrift;Stadt;Land", "name,address,city,country"),
        ("Tên nhà máy,Địa chỉ,Thành phố,Quốc gia", "name,address,city,country"),
        ("Fabrika Adı,Adresi,Şehir,Ülke", "name,address,city,country"),
        ("Nama Pabrik,Alamat,Kota,Negara", "name,address,city,country"),
        ("工厂名称,地址,城市,国家", "name,address,city,country"),
        ("اسم المصنع,العنوان,المدينة,البلد", "name,address,city,country"),
        ("ឈ្មោះរោងចក្រ,អាសយដ្ឋាន,ក្រុង,ប្រទេស", "name,address,city,country"),
    ],
)
def test_headers_are_known_in_the_programmes_languages(header: str, expected: str) -> None:
    delimiter = ";" if ";" in header else ","
    assert ",".join(fields(header, delimiter.join("ABCD"))) == expected


def test_a_total_is_told_from_a_part_and_a_count_from_a_share() -> None:
    found = fields(
        "Factory Name,Total Workers,Line Workers,Female Workers,% Female Workers,Percentage of Migrant Workers",
        "A Ltd,120,100,90,75,0",
    )
    assert found == ["name", "workers", "", "workers_female", "female_percent", "migrant_percent"]


def test_title_rows_above_the_header_are_passed_over() -> None:
    found = layout(
        "Supplier list, as of December", "Prepared by: the sourcing office", "", "Name,Address", "A,B 1"
    )
    assert (found.header_line, found.mapping) == (4, {0: "name", 1: "address"})


def test_a_file_without_a_header_is_told_by_what_stands_in_it() -> None:
    found = layout(
        'Kampuchea,Golden Needle Co. Ltd,"12 National Road 4, Khan Por Senchey",11.5512,104.8231,a@needle.example',
        'Cambodia,Silver Thread Co. Ltd,"77 National Road 2, Khan Meanchey",11.5001,104.9120,b@thread.example',
    )
    assert found.header_line == 0
    assert list(found.mapping.values()) == ["country", "name", "address", "lat", "lng", "email"]


def test_a_header_that_lies_is_not_believed() -> None:
    body = ["A,SE ASIA,Kandal"] * 6
    assert fields("Name,Country,Province", *body) == ["name", "", "province"]


def test_each_field_is_laid_on_one_column_the_surest() -> None:
    assert fields("Factory Name,State,Region,Country / Region", "A,Kandal,SE ASIA,Cambodia") == [
        "name",
        "province",
        "",
        "country",
    ]


def test_a_person_says_which_row_is_the_header_and_which_column_is_which() -> None:
    found = layout("Name,Address", "x,y", header_line=0)
    assert [column.header for column in found.columns] == ["", ""]
    chosen = columns.corrected(layout("Name,Address", "x,y"), {0: "address", 1: "name"})
    assert chosen.mapping == {0: "address", 1: "name"}


def test_every_guess_shows_samples_and_why() -> None:
    column = layout("Name,City", "A,B", "C,B", "D,E").columns[1]
    assert (column.samples, column.because) == (("B", "E"), "its header")


@pytest.mark.parametrize("known", FIELDS, ids=lambda known: known.name)
def test_every_name_of_a_field_means_that_field_alone(known: object) -> None:
    for name in known.called.split("|"):  # type: ignore[attr-defined]
        assert columns.called(name)[0] == known.name, name  # type: ignore[attr-defined]
