"""Compliance of many factories by cluster: a pure sum over released assessment reports, never of a few.

The newest released report of each factory counts. Results of the full and of the focused tool stand apart
(ASM-4). A cluster is said only where at least so many factories were assessed on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reporting.payload import AssessmentReport
from reporting.payload.values import Rate, Scope


@dataclass
class Sum:
    """Non-compliant compliance points of those that were asked and applied, over so many factories."""

    name: str
    factories: int = 0
    part: int = 0
    base: int = 0

    def add(self, found: Rate) -> None:
        if found.base:
            self.factories, self.part, self.base = (
                self.factories + 1,
                self.part + found.part,
                self.base + found.base,
            )

    def said(self) -> dict[str, Any]:
        share = Rate(part=self.part, base=self.base).percent
        return {"name": self.name, "factories": self.factories, "percent": share}


def by_cluster(reports: Iterable[AssessmentReport], least: int) -> list[dict[str, Any]]:
    """For each tool its clusters in the order of the newest taxonomy read, and how many are left out."""
    found: dict[Scope, dict[str, Sum]] = {}
    counted: dict[Scope, int] = {}
    for report in reports:
        scope = report.assessment.tool.scope
        counted[scope] = counted.get(scope, 0) + 1
        clusters = found.setdefault(scope, {})
        for cluster in report.clusters:
            clusters.setdefault(cluster.code, Sum(cluster.name.words)).add(cluster.points)
    return [
        _said(scope, counted[scope], clusters.values(), least)
        for scope, clusters in found.items()
        if counted[scope] >= least
    ]


def _said(scope: Scope, factories: int, clusters: Iterable[Sum], least: int) -> dict[str, Any]:
    every = list(clusters)
    shown = [each.said() for each in every if each.factories >= least]
    return {
        "scope": scope.value,
        "factories": factories,
        "clusters": shown,
        "left_out": len(every) - len(shown),
    }
