"""What a page shows of a draft's effects: worked out at once, or stored by the worker, with its figures."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import PLANNERS, User
from planning import previewing
from planning.deadlines import COMMENTS, OF_A_CYCLE, OF_A_YEAR, REPORTS, YEAR
from planning.lines import Line, lines, matching
from planning.models import Draft, PreviewLine, PreviewRun
from planning.preview import Preview, preview
from programmes.rules import Kind


class Shown:
    """`is_done`: there is a list. `is_waiting`: the worker is at it, or will be. `run`: the worker did it."""

    run: PreviewRun | None = None

    @property
    def at(self) -> datetime | None:
        """When it was worked out."""
        return None

    @property
    def refusal(self) -> str:
        return ""

    @property
    def is_done(self) -> bool:
        return self.at is not None and not self.refusal

    @property
    def is_waiting(self) -> bool:
        return self.run is not None and self.run.done_at is None

    @property
    def kpis(self) -> list[dict[str, Any]]:
        return []

    @property
    def kinds(self) -> Iterable[str]:
        return []

    def lines(self, what: str = "", words: str = "") -> Any:
        """Those of one kind, and of factories whose name or code holds the words."""
        return []


class Unasked(Shown):
    """Too large to be worked out while somebody waits, and nobody has asked for it yet."""


class AtOnce(Shown):
    def __init__(self, draft: Draft, plans: bool, found: Preview, at: datetime) -> None:
        self.draft, self.plans, self.found, self.now = draft, plans, found, at

    @property
    def at(self) -> datetime | None:
        return self.now

    @property
    def refusal(self) -> str:
        return self.found.refusal

    @cached_property
    def _lines(self) -> list[Line]:
        return lines(self.found, self.draft.programme.tz)

    @property
    def kpis(self) -> list[dict[str, Any]]:
        return kpis(self.draft, self.found.figures, self.found.secret if self.plans else None)

    @property
    def kinds(self) -> Iterable[str]:
        return dict.fromkeys(line.what for line in self._lines)

    def lines(self, what: str = "", words: str = "") -> Any:
        return list(matching(self._lines, what, words))


class Stored(Shown):
    """`seen` are the lines that the reader may see."""

    run: PreviewRun

    def __init__(self, draft: Draft, plans: bool, run: PreviewRun, seen: Any) -> None:
        self.draft, self.plans, self.run, self.seen = draft, plans, run, seen

    @property
    def at(self) -> datetime | None:
        return self.run.done_at

    @property
    def refusal(self) -> str:
        return self.run.refusal

    @property
    def kpis(self) -> list[dict[str, Any]]:
        secret = self.seen.exclude(secret=None).order_by().values("secret").distinct().count()
        return kpis(self.draft, self.run.figures, secret if self.plans else None)

    @property
    def kinds(self) -> Iterable[str]:
        return sorted(self.seen.order_by().values_list("what", flat=True).distinct())

    def lines(self, what: str = "", words: str = "") -> Any:
        named = Q(name__icontains=words.strip()) | Q(code__icontains=words.strip())
        rows = self.seen.filter(named) if words.strip() else self.seen
        return rows.filter(what=what) if what else rows


def effects(draft: Draft, reader: User, at: datetime) -> Shown:
    plans = reader.is_(*PLANNERS)
    runs: Any = PreviewRun.objects.visible_to(reader).filter(draft=draft)
    if run := runs.order_by("-asked_at", F("done_at").desc(nulls_first=True)).first():
        lines: Any = PreviewLine.objects.visible_to(reader).filter(run=run)
        return Stored(draft, plans, run, lines.order_by("number"))
    if previewing.is_large(draft):
        return Unasked()
    today = at.astimezone(draft.programme.tz).date()
    return AtOnce(draft, plans, preview(draft, reader, today), at)


def kpis(draft: Draft, figures: Mapping[str, int], secret: int | None) -> list[dict[str, Any]]:
    """`secret`: how many planned assessments it touches, for planners; None for all others (PHS-4)."""
    found = {name: figures.get(name, 0) for name in {*figures, *NAMES}}
    shown = _of_rule(draft, found) if draft.kind == Draft.Kind.RULE else _of_conditions(found)
    if draft.kind == Draft.Kind.FACT:
        shown.append({"label": _("factories change phase"), "figure": found["phase"], "of": found["of"]})
    if secret is not None:
        shown.append({"label": _("planned assessments touched"), "figure": secret})
    return shown


NAMES = {
    "virtual",
    "on_site",
    "hybrid",
    "waits",
    "move",
    "appear",
    "fall",
    YEAR,
    COMMENTS,
    *OF_A_CYCLE.values(),
}


def _of_conditions(found: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": _("visits become virtual"), "figure": found["virtual"]},
        {"label": _("visits become on-site or hybrid"), "figure": found["on_site"] + found["hybrid"]},
        {"label": _("visits wait"), "figure": found["waits"], "bad": bool(found["waits"])},
        {"label": _("kinds of report fall away or appear"), "figure": found["kinds"]},
    ]


def _of_rule(draft: Draft, found: Mapping[str, int]) -> list[dict[str, Any]]:
    kind = Kind(draft.proposed.rule)
    if kind in OF_A_CYCLE:
        return [{"label": _("dates of cycles move"), "figure": found[OF_A_CYCLE[kind]]}]
    if kind in OF_A_YEAR:
        return [{"label": _("years of visits are planned anew"), "figure": found[YEAR]}]
    if kind is Kind.COMMENT_WINDOW:
        return [{"label": _("comment windows move"), "figure": found[COMMENTS]}]
    return _of_reports(found) if kind in REPORTS else []


def _of_reports(found: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": _("reports move"), "figure": found["move"]},
        {"label": _("reports appear"), "figure": found["appear"]},
        {"label": _("reports fall away"), "figure": found["fall"], "bad": bool(found["fall"])},
    ]
