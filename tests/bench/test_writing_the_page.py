"""The page about performance, from made-up measurements."""

from datetime import UTC, datetime

from bench import report
from bench.measure import Cost, percentile
from bench.pages import ratios
from bench.report import Measured

ROW = {"name": "factories", "persona": "head_office", "post": False, "status": 200, "queries": 7}
TIMES = {
    "median_ms": 20.0,
    "p95_ms": 50.0,
    "median_ratio": 2.0,
    "p95_ratio": 5.0,
    "kilobytes": 12.0,
    "sql_ms": 1.0,
}


def a_cost(milliseconds: float) -> Cost:
    return Cost(
        status=200,
        queries=3,
        median_ms=milliseconds,
        p95_ms=milliseconds * 2,
        rounds=20,
        kilobytes=1.0,
        sql_ms=1.0,
    )


def written(**found: object) -> str:
    return report.text(Measured(at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC), scale=1, **found))


def test_the_ratio_is_taken_to_the_mean_of_both_floors() -> None:
    assert ratios(30, 90, [a_cost(10), a_cost(20)]) == {"median_ratio": 2.0, "p95_ratio": 3.0}


def test_a_percentile_is_the_value_that_the_share_does_not_exceed() -> None:
    values = [float(n) for n in range(1, 21)]
    assert percentile(values[::-1], 0.95) == 19
    assert percentile([3.0], 0.95) == 3


def test_an_address_over_the_goal_is_marked_with_its_reason(monkeypatch) -> None:
    monkeypatch.setitem(report.WHY, "factories", "counts every factory")
    assert "| **5.0** | 12 | counts every factory; 1 ms in the database |" in written(pages=[ROW | TIMES])


def test_an_address_within_the_goal_needs_no_reason() -> None:
    assert "| 3.9 | 12 |  |" in written(pages=[ROW | TIMES | {"p95_ratio": 3.9}])


def test_a_page_of_a_try_says_so() -> None:
    measured = Measured(at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC), scale=0.05)
    assert "at 0.05 of the full size: a try" in report.text(measured)


def test_the_sweep_is_held_against_the_bare_update() -> None:
    sweep = {
        "rows": 100,
        "seconds": 2.0,
        "rows_per_s": 50.0,
        "messages": 300,
        "reports": 1000,
        "idle_ms": 1.5,
    }
    bare = {"bare_rows": 100, "bare_seconds": 0.5, "bare_rows_per_s": 200.0}
    page = written(sweep=sweep | bare)
    assert "it reaches 25% of the bare UPDATE's rate" in page
    assert "among 1,000 reports a sweep takes 1.5 ms" in page


def test_a_machine_without_pdf_libraries_says_what_is_missing() -> None:
    assert "Not measured: install pango" in written(pdf={"ours": {"missing": "install pango"}})


def test_a_change_of_conditions_is_set_beside_its_goals() -> None:
    found = {"resolved": 2000, "queries": 3, "resolving_s": 0.4, "factories": 20_000, "lines": 200_000,
             "preview_s": 8.04, "changed": 200_000, "messages": 40_000, "apply_s": 21.0}  # fmt: skip
    page = written(changes=found)
    assert "| Preview at 20,000 factories, stored with its list | 200,000 lines | 8.0 | 10 s |" in page


def test_a_sweep_over_many_open_duties_is_held_against_one_over_few() -> None:
    found = {"few": {"open": 1000, "ms": 2.0}, "many": {"open": 100_000, "ms": 2.4},
             "due": {"rang": 10_000, "calls": 20_000, "messages": 4_000, "seconds": 11.0}}  # fmt: skip
    page = written(clocks=found)
    assert "| The same | 100,000 open duties | 2.40 ms, 1.20 times | 1.5 times |" in page
