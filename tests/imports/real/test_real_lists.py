"""What the real lists look like to us: columns, title row, figures, countries."""

from functools import cache

import pytest

from factories.imports import columns, plan
from factories.imports.reading import read
from factories.imports.rows import Draft, Rules, drafts
from tests.imports.realdata import FOLDER

assert FOLDER is not None
LISTS = [*sorted((FOLDER / "oar_lists").iterdir()), FOLDER / "nike_imap_export_2025-12.csv"]


@cache
def rows_of(name: str, any_country: bool = True) -> list[Draft]:
    table = read(next(path for path in LISTS if path.name == name).read_bytes())
    layout = columns.guess(table)
    body = columns.rows_below(table, layout.header_line)
    return drafts(body, layout.mapping, Rules("KH", any_country))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_name_address_and_country_are_found_in_each(path: object) -> None:
    table = read(path.read_bytes())  # type: ignore[attr-defined]
    found = set(columns.guess(table).mapping.values())
    assert {"name", "address", "country"} <= found


def test_the_brand_s_list_has_its_title_row_passed_over_and_its_figures_read() -> None:
    rows = rows_of("nike_imap_export_2025-12.csv")
    assert (len(rows), rows[0].line, rows[0].workers, rows[0].workers_female) == (687, 3, 114, 108)
    assert not [row for row in rows if row.problems]
    assert sum(bool(row.group) for row in rows) > 600


def test_a_programme_takes_its_own_country_and_says_so_of_the_others() -> None:
    rows = rows_of("nike_imap_export_2025-12.csv", any_country=False)
    made = plan.make([], rows)
    assert made.counts["rejected"] == 687 - 27
    assert sum(made.counts.values()) == 687
    rejected = next(o for o in made.outcomes if o.kind == plan.REJECTED)
    assert rejected.draft.problems[0].sentence.endswith("this programme takes factories in Cambodia.")
