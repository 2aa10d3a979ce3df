"""New + same + suggested + rejected = rows, whatever the file."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from factories.imports import columns, plan
from factories.imports.plan import Fault, Known, Plan
from factories.imports.reading import read
from factories.imports.rows import Draft, Problem, fingerprint
from factories.imports.table import Line


def draft(line: int, name: str, address: str = "", **fields: str) -> Draft:
    return Draft(line=line, name=name, address=address, country="KH", **fields)  # type: ignore[arg-type]


def known(key: str, name: str, address: str) -> Known:
    return Known(key, name, address, "KH", frozenset({fingerprint(name, address, "", "KH")}))


NEEDLE = known("needle", "Golden Needle Co Ltd", "12 National Road 4, Phnom Penh")


def kinds(made: Plan) -> list[str]:
    return [outcome.kind for outcome in made.outcomes]


def test_each_row_has_one_outcome() -> None:
    rows = [
        draft(2, "GOLDEN NEEDLE CO., LTD", "12 National Road 4 Phnom Penh"),
        draft(3, "Golden Needle", "12 National Rd 4"),
        draft(4, "Silver Thread", "5 Street 271"),
        replace(draft(5, "Bronze Button"), problems=[Problem(5, "country", "Elsewhere.")]),
    ]
    made = plan.make([NEEDLE], rows)
    assert kinds(made) == ["same", "suggested", "new", "rejected"]
    assert made.counts == {"new": 1, "same": 1, "suggested": 1, "rejected": 1}


def test_a_suggestion_names_the_factory_with_score_and_reasons() -> None:
    (outcome,) = plan.make([NEEDLE], [draft(2, "Golden Needle", "12 National Rd 4")]).outcomes
    (candidate,) = outcome.candidates
    assert (candidate.key, candidate.label) == (
        "needle",
        "Golden Needle Co Ltd, 12 National Road 4, Phnom Penh",
    )
    assert candidate.score > 0.8
    assert candidate.reasons


def test_duplicates_inside_one_file_are_found() -> None:
    rows = [draft(2, "Silver Thread", "5 Street 271"), draft(3, "SILVER THREAD", "5, Street 271"),
            draft(4, "Silver Thread Ltd", "5 Street 271, Khan X")]  # fmt: skip
    made = plan.make([], rows)
    assert kinds(made) == ["new", "same", "suggested"]
    assert [outcome.candidates[0].line for outcome in made.outcomes[1:]] == [2, 2]


def test_a_rejected_row_is_nobody_s_twin() -> None:
    bad = replace(draft(2, "Silver Thread", "5 Street 271"), problems=[Problem(2, "workers", "Many.")])
    assert kinds(plan.make([], [bad, draft(3, "Silver Thread", "5 Street 271")])) == ["rejected", "new"]


def test_the_same_os_id_is_the_same_factory_whatever_its_name() -> None:
    there = replace(NEEDLE, os_id="KH2020123ABCDEF")
    (outcome,) = plan.make([there], [draft(2, "New Name", "Elsewhere", os_id="KH2020123ABCDEF")]).outcomes
    assert (outcome.kind, outcome.candidates[0].key) == ("same", "needle")


def test_what_was_left_undecided_stays_undecided() -> None:
    row = draft(2, "Copper Loom", "1 Lane 9")
    made = plan.make([NEEDLE], [row], undecided=frozenset({row.fingerprint}))
    assert kinds(made) == ["suggested"]


names = st.sampled_from(
    ["Golden Needle", "golden needle ltd", "Silver Thread", "Silver  Thread", "Loom 2", "Loom 3", ""]
)
places = st.sampled_from(["12 Road 4", "12, Road 4", "5 Street 271", ""])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, places), max_size=25))
def test_the_counts_sum_to_the_rows_and_a_second_time_nothing_is_new(rows: list[tuple[str, str]]) -> None:
    lines = [draft(number, *row) for number, row in enumerate(rows, start=2)]
    for line in lines:
        if not line.name:
            line.refuse("name", "None.")
    first = plan.make([], lines)
    assert sum(first.counts.values()) == len(lines)
    now_known = [
        known(str(o.draft.line), o.draft.name, o.draft.address) for o in first.outcomes if o.kind == "new"
    ]
    undecided = frozenset(o.draft.fingerprint for o in first.outcomes if o.kind == "suggested")
    again = plan.make(now_known, lines, undecided=undecided)
    assert again.counts["new"] == 0
    assert again.counts["suggested"] == first.counts["suggested"]


def test_the_error_file_holds_line_column_reason_and_the_row_and_no_formula() -> None:
    content = plan.errors_csv(
        ["Name", "Workers"],
        {7: Line(7, ("=HYPERLINK(1)", "many"))},
        [Fault(7, "workers", "“many” is not a number of people.")],
    )
    header, row = [line.cells for line in read(content).lines]
    assert header == ("Line in the file", "Problem in", "Reason", "Name", "Workers")
    assert row == ("7", "Workers", "“many” is not a number of people.", "=HYPERLINK(1)", "many")
    assert b"'=HYPERLINK" in content


def test_a_corrected_error_file_is_read_again_with_its_columns() -> None:
    content = plan.errors_csv(["Name", "Workers"], {7: Line(7, ("A", "many"))}, [Fault(7, "workers", "No.")])
    assert columns.guess(read(content)).mapping == {3: "name", 4: "workers"}
