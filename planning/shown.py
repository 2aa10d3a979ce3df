"""The figures over a preview."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from planning.deadlines import COMMENTS, OF_A_CYCLE, YEAR
from planning.effects import Effects
from planning.models import Draft
from reporting.models import Report


def kpis(draft: Draft, found: Effects, *, plans: bool) -> list[dict[str, Any]]:
    """Planned assessments are counted for planners alone (PHS-4)."""
    shown = _of_rule(found) if draft.kind == Draft.Kind.RULE else _of_conditions(found)
    if draft.kind == Draft.Kind.FACT:
        touched = len(found.touched)
        shown.append({"label": _("factories change phase"), "figure": touched, "of": found.factories})
    if plans:
        shown.append({"label": _("planned assessments touched"), "figure": found.secret})
    return shown


def _of_conditions(found: Effects) -> list[dict[str, Any]]:
    counts = found.counts
    return [
        {"label": _("visits become virtual"), "figure": counts["virtual"]},
        {"label": _("visits become on-site or hybrid"), "figure": counts["on_site"] + counts["hybrid"]},
        {"label": _("visits wait"), "figure": counts["waits"], "bad": bool(counts["waits"])},
        {"label": _("kinds of report fall away or appear"), "figure": len(found.reports)},
    ]


def _of_rule(found: Effects) -> list[dict[str, Any]]:
    reports = [move for move in found.moves if move.what in set(Report.Kind)]
    how = Counter("appear" if not move.now else "move" if move.then else "fall" for move in reports)
    others = Counter(move.what for move in found.moves)
    return [
        {"label": _("reports move"), "figure": how["move"]},
        {"label": _("reports appear"), "figure": how["appear"]},
        {"label": _("reports fall away"), "figure": how["fall"], "bad": bool(how["fall"])},
        {"label": _("dates of cycles move"), "figure": sum(others[each] for each in OF_A_CYCLE.values())},
        {"label": _("years of visits are planned anew"), "figure": others[YEAR]},
        {"label": _("comment windows move"), "figure": others[COMMENTS]},
    ]
