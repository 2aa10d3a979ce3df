"""Writes what was measured as a page of the documentation."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

GOAL = 4  # times the floor, at p95

# why an address misses the goal: by its name, or by its name and persona
WHY: dict[str | tuple[str, str], str] = {
    "api_schema": "the description of the whole API, drawn anew; a program asks for it once",
    "health": "asks Redis and the queue, on purpose",
    "reports_download": "a whole archive of files",
    "plan_xlsx": "a whole workbook",
}
BUYER_OF_ALL = "buyer_user"  # sources from 17,000 of 20,000 factories: nobody does, but it is the worst case


@dataclass
class Measured:
    """All that one run of the bench has found; a part that was left out is empty."""

    at: datetime
    scale: float
    sizes: dict[str, int] = field(default_factory=dict)
    loading_s: float = 0
    pages: list[dict[str, Any]] = field(default_factory=list)
    sweep: dict[str, Any] = field(default_factory=dict)
    clocks: dict[str, dict[str, Any]] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    pdf: dict[str, dict[str, Any]] = field(default_factory=dict)
    unmeasured: list[str] = field(default_factory=list)
    server: str = ""


def text(found: Measured) -> str:
    parts = ["# Performance", _opening(found), "## Sizes", _sizes(found)]
    if found.pages:
        parts += ["## Pages and API", _words_of_pages(found), _pages(found), _floors(found)]
    if found.sweep:
        parts += ["## Release of reports", _sweep(found.sweep)]
    if found.clocks:
        parts += ["## Clocks of duties", _clocks(found.clocks)]
    if found.changes:
        parts += ["## Changes of conditions", _changes(found.changes)]
    if found.pdf:
        parts += ["## PDF", _pdf(found.pdf)]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def machine() -> str:
    return f"{_processor()}, {os.cpu_count()} cores, {_memory_gb():.0f} GB, {platform.system()} {platform.release()}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _opening(found: Measured) -> str:
    scale = "" if found.scale == 1 else f" at {found.scale:g} of the full size: a try, not the figures"
    return (
        f"Written by `./run bench`{scale}, {found.at:%-d %B %Y, %H:%M} UTC. "
        f"Machine: {machine()}; Python {platform.python_version()}, {found.server}. "
        f"Load of the machine at the end: {os.getloadavg()[1]:.1f} (five minutes)."
    )


def _sizes(found: Measured) -> str:
    rows = [(name, f"{number:,}") for name, number in found.sizes.items()]
    return f"{table(['Rows', 'Number'], rows)}\n\nLoaded in {found.loading_s:.0f} s."


def _words_of_pages(found: Measured) -> str:
    rows = [row for row in found.pages if "name" in row]
    missed = sum(row["p95_ratio"] > GOAL for row in rows)
    left = (
        f" Not measured, without a row to ask for: {', '.join(found.unmeasured)}." if found.unmeasured else ""
    )
    return (
        "Server time in milliseconds, in one process, as the role of the web server, behind row security. The floor is"
        " a signed-in page with no query of its own, measured before and after each person's pages. SQL counts every"
        " query, the floor's own among them. Forms are sent empty and taken back. **Bold**: over"
        f" {GOAL} × floor at p95, or refused by a fault. {len(rows)} rows, {missed} over the goal.{left}"
        " An ordinary buyer has some 300 factories; the buyer user has 17,000 of the 20,000, which nobody has."
    )


def _pages(found: Measured) -> str:
    rows = [row for row in found.pages if "name" in row]
    rows.sort(key=lambda row: (row["name"], row["persona"]))
    head = ["Address", "As", "Status", "SQL", "Median", "p95", "× floor, median", "× floor, p95", "KB", "Why"]
    return table(head, [_page(row) for row in rows])


def _page(row: dict[str, Any]) -> list[str]:
    over = row["p95_ratio"] > GOAL
    ratio = f"**{row['p95_ratio']:.1f}**" if over else f"{row['p95_ratio']:.1f}"
    return [
        f"`{row['name']}`" + (" (POST)" if row["post"] else ""),
        row["persona"].replace("_", " "),
        f"**{row['status']}**" if row["status"] >= 500 else str(row["status"]),
        str(row["queries"]),
        f"{row['median_ms']:.1f}",
        f"{row['p95_ms']:.1f}",
        f"{row['median_ratio']:.1f}",
        ratio,
        f"{row['kilobytes']:.0f}",
        why(row) if over else "",
    ]


def why(row: dict[str, Any]) -> str:
    """What is known of it, and how much of the time was spent in the database."""
    words = WHY.get((row["name"], row["persona"])) or WHY.get(row["name"], "")
    if not words and row["persona"] == BUYER_OF_ALL:
        words = "a buyer of nearly all factories: its access is found anew for each query"
    share = f"{row['sql_ms']:.0f} ms in the database"
    return f"{words}; {share}" if words else share


def _floors(found: Measured) -> str:
    floors = [(row["persona"], *row["floor"]) for row in found.pages if "floor" in row]
    rows = [
        (
            persona.replace("_", " "),
            floor["queries"],
            *(f"{floor[key]:.1f}" for key in ("median_ms", "p95_ms")),
        )
        for persona, *both in floors
        for floor in both
    ]
    return "The floor, before and after each person's pages:\n\n" + table(
        ["As", "SQL", "Median", "p95"], rows
    )


def _sweep(found: dict[str, Any]) -> str:
    share = found["rows_per_s"] / found["bare_rows_per_s"]
    rows = [
        ("The sweep: status, versions, trail, messages", found["rows"], found["seconds"], found["rows_per_s"]),
        ("One bare UPDATE of the same rows (with its trail)",
         found["bare_rows"], found["bare_seconds"], found["bare_rows_per_s"]),
    ]  # fmt: skip
    lines = table(
        ["", "Rows", "Seconds", "Rows/s"], [(a, f"{n:,}", f"{s:.2f}", f"{r:,.0f}") for a, n, s, r in rows]
    )
    return (
        f"{lines}\n\nThe sweep also wrote {found['messages']:,} messages to those who may read; it reaches"
        f" {share:.0%} of the bare UPDATE's rate. With none due among {found['reports']:,} reports a sweep takes"
        f" {found['idle_ms']:.1f} ms (median)."
    )


def _clocks(found: dict[str, dict[str, Any]]) -> str:
    few, many, due = found["few"], found["many"], found["due"]
    ratio = many["ms"] / few["ms"]
    rows = [
        ("A sweep that finds nothing due", f"{few['open']:,} open duties", f"{few['ms']:.2f} ms", ""),
        ("The same", f"{many['open']:,} open duties", f"{many['ms']:.2f} ms, {ratio:.2f} times", "1.5 times"),
        (f"{due['rang']:,} due at once", f"{due['calls']:,} calls, {due['messages']:,} messages",
         f"{due['seconds']:.1f} s", "60 s"),
    ]  # fmt: skip
    return "The sweep of reminders and escalations, as the worker.\n\n" + table(["", "", "", "Goal"], rows)


def _changes(found: dict[str, Any]) -> str:
    rows = [
        (f"Policy resolved, with its rows, for {found['resolved']:,} factories",
         f"{found['queries']} queries", f"{found['resolving_s']:.2f}", "3 queries, 1 s"),
        (f"Preview at {found['factories']:,} factories, stored with its list",
         f"{found['lines']:,} lines", f"{found['preview_s']:.1f}", "10 s"),
        ("Applying it: one transaction, with trail and messages",
         f"{found['changed']:,} visits, {found['messages']:,} messages", f"{found['apply_s']:.1f}", "30 s"),
    ]  # fmt: skip
    return "Visits are suspended in one country, as the worker.\n\n" + table(
        ["", "", "Seconds", "Goal"], rows
    )


def _pdf(found: dict[str, dict[str, Any]]) -> str:
    if missing := next((cost["missing"] for cost in found.values() if "missing" in cost), ""):
        return f"Not measured: {missing}"
    rows = [
        (name, f"{cost['seconds']:.1f}", f"{cost['peak_mb']:.0f}", f"{cost['kilobytes']:.0f}")
        for name, cost in found.items()
    ]
    return (
        "A long assessment report (`long_assessment` of the tests), each in a process of its own; ours makes the HTML"
        " too.\n\n" + table(["", "Seconds", "Peak memory, MB", "File, KB"], rows)
    )
