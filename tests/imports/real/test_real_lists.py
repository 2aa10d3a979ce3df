"""Show 4: fifteen real lists go through the plan, one after the other, twice."""

from functools import cache

import pytest

from factories.imports import columns, plan
from factories.imports.plan import Known
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


@cache
def imported_twice() -> list[tuple[str, plan.Plan, plan.Plan]]:
    """Every list planned against all before it, taken in as far as new, and planned again."""
    known: list[Known] = []
    undecided: set[str] = set()
    done = []
    for path in LISTS:
        first = plan.make(known, rows_of(path.name))
        known += [_known(path.name, o.draft) for o in first.outcomes if o.kind == plan.NEW]
        undecided |= {o.draft.fingerprint for o in first.outcomes if o.kind == plan.SUGGESTED}
        second = plan.make(known, rows_of(path.name), frozenset(undecided))
        done.append((path.name, first, second))
    return done


def _known(name: str, draft: Draft) -> Known:
    key = f"{name}:{draft.line}"
    return Known(key, draft.name, draft.whole_address, draft.country, frozenset({draft.fingerprint}))


def test_new_same_suggested_and_rejected_are_all_rows_and_a_second_time_nothing_is_new() -> None:
    for name, first, second in imported_twice():
        print(name, len(rows_of(name)), first.counts, "again:", second.counts)
        assert sum(first.counts.values()) == len(rows_of(name)) > 0
        assert second.counts["new"] == 0
        assert second.counts["suggested"] == first.counts["suggested"]


def test_the_excel_list_is_known_from_its_twin_in_csv() -> None:
    first = next(first for name, first, _second in imported_twice() if name == "list_12.xlsx")
    assert first.counts["same"] >= 12


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
