"""What the factory diagnosed itself beside what was found, by compliance point (ASM-7).

A self-diagnosis is never a finding (IP-2): it is set beside the findings and changes no rate.
“Not sure” is not a gap that the factory named, so a finding there was made by the assessors alone.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class FoundBy(StrEnum):
    BOTH = "both"
    FACTORY = "factory"
    ASSESSORS = "assessors"


GAP = "gap"


@dataclass(frozen=True)
class Comparison:
    """Compliance points by who found them, each in the order in which `points` were given."""

    both: tuple[Hashable, ...]
    factory: tuple[Hashable, ...]
    assessors: tuple[Hashable, ...]

    def of(self, found_by: FoundBy) -> tuple[Hashable, ...]:
        found: tuple[Hashable, ...] = getattr(self, found_by.value)
        return found


def compare(
    points: Collection[Hashable],
    *,
    found: Collection[Hashable],
    diagnosed: Mapping[Hashable, str],
    asked: Collection[Hashable] | None = None,
) -> Comparison:
    """`found` are the points with a finding, `diagnosed` the factory's stance by point.

    Where `asked` is given, a gap on a point that the tool did not ask about (a focused one) is no
    disagreement and is left out.
    """
    gaps = {point for point, stance in diagnosed.items() if stance == GAP}
    if asked is not None:
        gaps &= set(asked) | set(found)
    sides = {point: _side(point in found, point in gaps) for point in points}
    return Comparison(
        *(
            tuple(point for point, side in sides.items() if side is found_by)
            for found_by in (FoundBy.BOTH, FoundBy.FACTORY, FoundBy.ASSESSORS)
        )
    )


def _side(found: bool, diagnosed: bool) -> FoundBy | None:
    if found and diagnosed:
        return FoundBy.BOTH
    if diagnosed:
        return FoundBy.FACTORY
    return FoundBy.ASSESSORS if found else None
