"""An import as its pages show it: counts, one page of rows, each row's facts and choices."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from factories.imports import plan
from factories.imports.fields import BY_NAME
from factories.imports.plan import Fault
from factories.imports.table import Line
from factories.models import ImportBatch, ImportRow

ON_A_PAGE = 25
WITH_ROWS = (ImportBatch.Status.CHECKED, ImportBatch.Status.APPLIED)


def page(batch: ImportBatch, user: User, show: str, number: str) -> dict[str, Any]:
    found: dict[str, Any] = {"batch": batch, "kpis": kpis(batch), "has_rows": batch.status in WITH_ROWS}
    if batch.status not in WITH_ROWS:
        return found
    shown = show if show in plan.OUTCOMES else _first_to_look_at(batch)
    rows = _rows(batch, user, shown, number)
    return found | {
        "tabs": tabs(batch, shown),
        "shown": shown,
        "page": rows,
        "lines": [line(row) for row in rows],
    }


def address(batch: ImportBatch) -> str:
    return reverse("import", args=[batch.pk])


def kpis(batch: ImportBatch) -> list[dict[str, Any]]:
    words = [
        (_("New factories"), batch.new_count, _("become factories, not yet registered")),
        (_("Already here"), batch.same_count, _("change nothing")),
        (_("Likely here already"), batch.suggested_count, _("a person decides, one by one")),
        (_("Not taken"), batch.rejected_count, _("with line and reason")),
    ]
    return [
        {"label": label, "figure": figure, "of": batch.row_count, "note": note}
        for label, figure, note in words
    ]


def tabs(batch: ImportBatch, shown: str) -> list[dict[str, Any]]:
    return [
        {
            "label": str(ImportRow.Outcome(kind).label).capitalize(),
            "url": f"{address(batch)}?show={kind}",
            "count": getattr(batch, f"{kind}_count"),
            "current": kind == shown,
        }
        for kind in (plan.SUGGESTED, plan.REJECTED, plan.NEW, plan.SAME)
    ]


def _first_to_look_at(batch: ImportBatch) -> str:
    """What needs a person comes first."""
    ordered = (plan.SUGGESTED, plan.REJECTED, plan.NEW, plan.SAME)
    return next((kind for kind in ordered if getattr(batch, f"{kind}_count")), plan.NEW)


def _rows(batch: ImportBatch, user: User, shown: str, number: str) -> "Page[ImportRow]":
    """One page of rows; how many there are was counted when they were checked."""
    rows = ImportRow.objects.visible_to(user).filter(batch=batch, outcome=shown).order_by("line")
    pages = Paginator(rows, ON_A_PAGE)
    pages.count = getattr(batch, f"{shown}_count")
    return pages.get_page(number)


def line(row: ImportRow) -> dict[str, Any]:
    told = row.told
    place = [told.get(name, "") for name in ("address", "city", "province", "postal_code")]
    return {
        "row": row,
        "name": told.get("name") or _("no name"),
        "place": ", ".join(part for part in place if part),
        "facts": _facts(told),
        "problems": [{"label": _label(one["field"]), "sentence": one["sentence"]} for one in row.problems],
        "candidates": [_candidate(number, one) for number, one in enumerate(row.candidates)],
        "decided": _decided(row),
    }


def _facts(told: dict[str, Any]) -> str:
    workers = told.get("workers")
    facts = [
        ngettext("%(count)d worker", "%(count)d workers", workers) % {"count": workers} if workers else "",
        told.get("group", ""),
        told.get("products", ""),
    ]
    return " · ".join(part for part in facts if part)


def _label(field: str) -> str:
    return str(BY_NAME[field].label) if field in BY_NAME else field


def _candidate(number: int, candidate: dict[str, Any]) -> dict[str, Any]:
    where = _("line %(line)d of this list") % {"line": candidate["line"]} if candidate["line"] else ""
    return {**candidate, "number": number, "percent": round(100 * candidate["score"]), "where": where}


def _decided(row: ImportRow) -> str:
    if row.decision == ImportRow.Decision.NEW:
        return _("Decided: another factory")
    if row.decision == ImportRow.Decision.SAME:
        chosen = next((one["label"] for one in row.candidates if _is_chosen(row, one)), "")
        return _("Decided: the same as %(label)s") % {"label": chosen}
    return ""


def _is_chosen(row: ImportRow, candidate: dict[str, Any]) -> bool:
    if candidate["line"]:
        return bool(candidate["line"] == row.twin_line)
    return bool(candidate["key"] == str(row.factory_id))


def errors_csv(batch: ImportBatch, refused: Iterable[ImportRow]) -> bytes:
    """The downloadable file of the rows that were not taken."""
    faults, lines = [], {}
    for row in refused:
        lines[row.line] = Line(row.line, tuple(row.cells))
        faults += [Fault(row.line, one["field"], one["sentence"]) for one in row.problems]
    return plan.errors_csv(batch.header, lines, faults)
