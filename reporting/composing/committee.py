"""The committee as a report tells of it: counted by side and sex, never by name."""

from reporting import payload as p
from reporting.composing.source import Source


def committee(source: Source, *, meetings: bool = False) -> p.Committee | None:
    return None
