"""Show 5: the Cambodian tool of 259 questions, against an independent reading of its file."""

import csv
from collections import defaultdict

import pytest

from assessments.models import ToolVersion
from assessments.rates import Outcome
from assessments.tool_import.actions import import_tool
from programmes.models import Cluster
from tests.factories import NOW, make_programme
from tests.imports.realdata import FOLDER
from tests.imports.test_importing_a_tool import answered

assert FOLDER is not None
PATH = FOLDER / "bfc_cat_questions.csv"


@pytest.fixture
def version(db: None) -> ToolVersion:
    made = import_tool(programme=make_programme(), content=PATH.read_bytes(), by=None, at=NOW)
    assert made.version is not None
    return made.version


def rows() -> list[dict[str, str]]:
    with PATH.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def wrong_points(value: str) -> set[str]:
    """The points that are non-compliant when everything is answered alike, by the file alone."""
    return {
        row["compliance_point"]
        for row in rows()
        if row["noncompliant_answer_inferred"] == value and not row["fact_gathering"]
    }


def test_all_questions_are_there(version: ToolVersion) -> None:
    texts = list(version.questions.select_related("point"))
    facts = [text for text in texts if text.is_fact]
    print(f"{len(texts)} questions, {len(texts) - len(facts)} of compliance, {len(facts)} fact-gathering")
    assert (len(texts), len(facts)) == (259, 50)
    assert len({text.point for text in texts if not text.is_fact}) == 35
    assert Cluster.objects.filter(points__facts=False).distinct().count() == 8


@pytest.mark.parametrize("value", ["yes", "no"])
def test_answers_of_each_polarity_give_the_points_that_the_file_names(
    version: ToolVersion, value: str
) -> None:
    found = answered(version, {row["question_no"]: value for row in rows()})
    points = [point for cluster in found.clusters for point in cluster.results]
    assert {point.point for point in points if point.outcome is Outcome.NON_COMPLIANT} == wrong_points(value)
    assert found.questions.of == 209


def test_facts_change_no_rate_and_not_applicable_leaves_the_denominator(version: ToolVersion) -> None:
    facts = {row["question_no"]: "no" for row in rows() if row["fact_gathering"]}
    others = {row["question_no"]: "no" for row in rows() if not row["fact_gathering"]}
    assert answered(version, others) == answered(version, others | facts)
    by_cluster = defaultdict(list)
    for row in rows():
        if not row["fact_gathering"]:
            by_cluster[row["cluster"]].append(row["question_no"])
    for numbers in by_cluster.values():
        assert answered(version, others | dict.fromkeys(numbers, "na")).questions.of == 209 - len(numbers)
