"""The country table of 2020, row by row and day by day, as `scenarios_2020.csv` beside this file reads it.

A cell holds the verdict and who gave it: a row's code, `silence` (the policy names the service elsewhere
alone), `fact` (visits are suspended) or `ordinary` (no policy speaks).
"""

import csv
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from programmes import policy, policyfile
from programmes.management.commands.load_policy import SHIPPED
from programmes.ordinary import Experience, ordinary
from programmes.services import Modality, Service

READ = policyfile.read(SHIPPED)
POLICY = SimpleNamespace(country="", **READ.head)
ROWS = [SimpleNamespace(policy=POLICY, **row) for row in READ.services]
OF_ONE_FACTORY = {
    "subject": "production", "value": "suspended", "valid_from": date(2020, 1, 1), "valid_until": None,
}  # fmt: skip
LINES = list(csv.DictReader((Path(__file__).parent / "scenarios_2020.csv").open()))
DAYS = [name for name in LINES[0] if name.startswith("20")]
CASES = [(line, day) for line in LINES for day in DAYS]
NAMED = [f"{line['row']}-{line['country']}-{day}" for line, day in CASES]


def facts(line: dict[str, str]) -> list[Any]:
    """Of the country, and of the factory where the line names one whose production is suspended."""
    own = [fact for fact in READ.facts if fact["country"] == line["country"]]
    own += [OF_ONE_FACTORY] if line["factory"] == "production suspended" else []
    return [SimpleNamespace(**fact) for fact in own]


def answer(line: dict[str, str], day: str) -> policy.Answer:
    on, service = date.fromisoformat(day), Service(line["service"])
    modality = Modality(line["modality"]) if line["modality"] else None
    priority = line["factory"] if line["factory"] in ("high", "lower") else ""
    pilots = [line["row"]] if line["factory"] == "in the pilot" else []
    asked = policy.Asked(on, line["country"], policy.phase(facts(line), on), priority, pilots)
    return policy.resolve(service, modality, asked, ROWS, ordinary(service, modality, Experience()))


def said(found: policy.Answer) -> str:
    codes = sorted(row.code for row in found.rows if hasattr(row, "code"))
    if found.speaker is policy.Speaker.POLICY:
        return f"{found.verdict} {' '.join(codes) or 'silence'}"
    return f"{found.verdict} {found.speaker}"


@pytest.mark.parametrize(("line", "day"), CASES, ids=NAMED)
def test_what_was_possible_in_2020(line: dict[str, str], day: str) -> None:
    assert said(answer(line, day)) == line[day]


def test_every_row_of_the_policy_is_asked_for() -> None:
    assert {row.code for row in ROWS} <= {line["row"] for line in LINES}


def test_an_imprecise_or_unconfirmed_date_is_never_a_yes() -> None:
    for line, day in CASES:
        found = answer(line, day)
        for row in found.rows:
            if found.yes and getattr(row, "starts_on", None):
                assert row.confirmed and date.fromisoformat(day) >= (row.starts_by or row.starts_on)


@pytest.mark.parametrize(
    ("country", "number"),
    [("BD", 2), ("EG", 2), ("ET", 2), ("HT", 2), ("ID", 2), ("NI", 2), ("KH", 3), ("JO", 3), ("VN", 3)],
)
def test_the_phase_of_each_country_in_august_2020(country: str, number: int) -> None:
    assert policy.phase(facts({"country": country, "factory": ""}), date(2020, 8, 15)).number == number


def test_a_factory_whose_production_is_suspended_is_in_phase_1_whatever_its_country() -> None:
    for country in ("BD", "KH"):
        line = {"country": country, "factory": "production suspended"}
        assert policy.phase(facts(line), date(2020, 8, 15)).number == 1
