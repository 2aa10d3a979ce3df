"""A policy as files that people read: its head, its rows, and the facts of its time.

`policy.toml` is the head, `services.csv` has a row of the policy a line, `facts.csv` a dated fact of a
country a line. Dates are local calendar dates of the country, YYYY-MM-DD.
"""

import csv
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from programmes.policy import VALUES, FactValue, Subject
from programmes.services import Modality, Service

Line = Mapping[str, str]


@dataclass(frozen=True)
class PolicyFile:
    """Field names are those of `Policy`, `ServicePolicy` and `ProgrammeFact`; a fact names its country."""

    head: dict[str, Any]
    services: list[dict[str, Any]]
    facts: list[dict[str, Any]]


def read(folder: Path) -> PolicyFile:
    """Raises `Invalid` with the file and line of the first thing that is wrong."""
    head = tomllib.loads((folder / "policy.toml").read_text())
    services = _lines(folder / "services.csv", _service)
    facts = _lines(folder / "facts.csv", _fact) if (folder / "facts.csv").exists() else []
    return PolicyFile(head, services, facts)


def _lines(path: Path, meant: Callable[[Line], dict[str, Any]]) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = []
    with path.open(newline="") as file:
        for number, line in enumerate(csv.DictReader(file), start=2):
            try:
                read.append(meant(line))
            except (KeyError, ValueError) as wrong:
                said = _("%(file)s, line %(line)s cannot be read: %(why)s")
                raise Invalid(said % {"file": path.name, "line": number, "why": wrong}) from wrong
    return read


def _service(line: Line) -> dict[str, Any]:
    return {
        "code": line["code"],
        "country": line["country"],
        "phases": [int(phase) for phase in line["phases"].split()],
        "service": Service(line["service"]).value,
        "modalities": [Modality(each).value for each in line["modalities"].split()],
        "starts_on": _date(line["starts_on"]),
        "starts_by": _date(line["starts_by"]),
        **{name: line[name] for name in ("audience", "when", "targets", "partner", "condition")},
        **{name: _yes(line[name]) for name in ("confirmed", "pilot", "allowed", "certain")},
        **{name: line[name] for name in ("source", "note")},
    }


def _fact(line: Line) -> dict[str, Any]:
    subject, value = Subject(line["subject"]), FactValue(line["value"])
    if value not in VALUES[subject]:
        raise ValueError(f"{subject} is never {value}")
    return {
        "country": line["country"],
        "subject": subject.value,
        "value": value.value,
        "valid_from": date.fromisoformat(line["valid_from"]),
        "valid_until": _date(line["valid_until"]),
        "source": line["source"],
    }


def _date(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def _yes(words: str) -> bool:
    if words not in {"yes", "no"}:
        raise ValueError(f"“{words}” is neither yes nor no")
    return words == "yes"
