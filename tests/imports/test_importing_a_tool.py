"""ASM-1: a country's tool comes in by versions; questions keep their identity across them."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.errors import Invalid, NotAllowed
from assessments.actions import begin
from assessments.models import Question, QuestionText, ToolVersion
from assessments.rates import Answered, Outcome, Rates, outcome, rates
from assessments.tool_import.actions import Imported, import_tool
from programmes.models import Cluster, CompliancePoint
from tests.assessments.making import TODAY, plan
from tests.factories import NOW
from tests.imports.making import csv_file
from tests.personas import World
from tests.roles import as_app

FILES = Path(__file__).parent / "files"
TOOL = (FILES / "tool.csv").read_bytes()
HEADER = "cluster,compliance point,question no,question,fact gathering,noncompliant answer,public"


def bring_in(world: World, content: bytes = TOOL, **more: Any) -> Imported:
    given = {"by": world.administrator, "at": NOW, "valid_from": TODAY, **more}
    return import_tool(programme=world.cambodia, content=content, **given)


def changed(*replacements: tuple[str, str]) -> bytes:
    text = TOOL.decode()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def key_of(number: str, version: ToolVersion | None = None) -> str:
    texts = QuestionText.objects.filter(number=number).order_by("-version__number")
    return texts.filter(version=version)[0].question.key if version else texts[0].question.key


def answered(version: ToolVersion, answers: dict[str, str]) -> Rates:
    texts = version.questions.select_related("point__cluster").order_by("order")
    return rates(
        Answered(
            text.point.cluster.name,
            text.point.name,
            outcome(text.noncompliant_answer, answers.get(text.number)),
        )
        for text in texts
    )


def given_answers() -> dict[str, str]:
    rows = csv.DictReader(StringIO((FILES / "tool_answers.csv").read_text()))
    return {row["question_no"]: row["answer"] for row in rows}


def test_the_questions_come_in_with_their_polarity_and_order(world: World) -> None:
    with as_app(world.administrator, NOW):
        version = bring_in(world).version
    assert version is not None
    texts = list(version.questions.order_by("order"))
    assert [text.noncompliant_answer for text in texts] == [
        "yes",
        "no",
        "",
        "",
        "no",
        "yes",
        "no",
        "",
        "yes",
        "no",
    ]
    assert [text.number for text in texts if text.public] == ["1.1.1", "10.2.1"]
    assert version.published_at == NOW


def test_clusters_and_points_are_found_by_name_and_made_where_new(world: World) -> None:
    known = Cluster.objects.create(key="compensation", name="Compensation", order=7)
    bring_in(world)
    assert Cluster.objects.get(name="Compensation") == known
    assert Cluster.objects.get(key="child-labour").international
    assert CompliancePoint.objects.filter(name="Fact-Gathering Questions", facts=True).count() == 2
    assert CompliancePoint.objects.get(name="Overtime Wages").key == "overtime-wages"


def test_answers_of_both_polarities_give_the_expected_non_compliant_points(world: World) -> None:
    expected = json.loads((FILES / "tool_expected.json").read_text())
    version = bring_in(world).version
    assert version is not None
    found = answered(version, given_answers())
    points = [point for cluster in found.clusters for point in cluster.results]
    wrong = sorted(str(point.point) for point in points if point.outcome is Outcome.NON_COMPLIANT)
    assert wrong == expected["non_compliant_points"]
    assert [found.points.non_compliant, found.points.of] == expected["points"]
    assert [found.questions.non_compliant, found.questions.of] == expected["questions"]
    shares = {str(one.cluster): [one.points.non_compliant, one.points.of] for one in found.clusters}
    assert shares == expected["clusters"]


def test_answers_to_fact_gathering_questions_change_no_rate(world: World) -> None:
    version = bring_in(world).version
    assert version is not None
    before = answered(version, given_answers())
    for value in ("yes", "no", "fact", "na"):
        facts = dict.fromkeys(["2.1.1", "2.1.2", "10.1.1"], value)
        assert answered(version, given_answers() | facts) == before


def test_not_applicable_leaves_the_denominator(world: World) -> None:
    version = bring_in(world).version
    assert version is not None
    before = answered(version, given_answers()).questions.of
    assert answered(version, given_answers() | {"10.2.2": "na"}).questions.of == before - 1
    assert answered(version, given_answers() | {"2.3.1": "yes"}).questions.of == before + 1


def test_the_same_file_again_makes_no_version(world: World) -> None:
    bring_in(world)
    assert bring_in(world).version is None
    assert ToolVersion.objects.count() == 1


def test_a_reworded_question_keeps_its_identity_by_its_number(world: World) -> None:
    bring_in(world)
    key = key_of("10.2.2")
    later = bring_in(
        world, changed(("a fire alarm that everybody hears", "a fire alarm which all workers hear"))
    )
    assert [one.number for _before, one in later.changes.reworded] == ["10.2.2"]
    assert key_of("10.2.2") == key
    assert Question.objects.count() == 10


def test_a_question_keeps_its_identity_by_its_wording_when_numbers_move(world: World) -> None:
    bring_in(world)
    leave = key_of("2.3.1")
    moved = changed(
        ("2.2.1,Is overtime on", "2.2.2,Is overtime on"), ("2.2.2,Is overtime at", "2.2.1,Is overtime at"),
        ("2.3,2.3.1", "2.3,2.4.1"),
    )  # fmt: skip
    later = bring_in(world, moved)
    assert {one.number for _before, one in later.changes.moved} == {"2.2.1", "2.2.2", "2.4.1"}
    assert key_of("2.4.1") == leave
    assert not later.changes.added
    assert Question.objects.count() == 10


def test_a_new_question_under_an_old_number_is_another_one(world: World) -> None:
    bring_in(world)
    old = key_of("2.3.1")
    later = bring_in(
        world, changed(("Do workers get their paid annual leave?", "Is sick pay given from day one?"))
    )
    assert [one.text for one in later.changes.added] == ["Is sick pay given from day one?"]
    assert [before.number for before in later.changes.removed] == ["2.3.1"]
    assert key_of("2.3.1") != old


def test_a_question_that_was_dropped_and_comes_back_is_the_old_one(world: World) -> None:
    bring_in(world)
    old = key_of("10.2.2")
    lines = TOOL.decode().splitlines()
    without = bring_in(world, "\n".join(lines[:-1]).encode())
    assert [before.number for before in without.changes.removed] == ["10.2.2"]
    bring_in(world)
    assert key_of("10.2.2") == old


def test_a_turned_polarity_is_told(world: World) -> None:
    bring_in(world)
    later = bring_in(world, changed(("Are emergency exits locked while people work?,,yes", "Are emergency exits unlocked while people work?,,no")))  # fmt: skip
    assert [one.number for _before, one in later.changes.turned] == ["10.2.1"]


def test_a_second_version_leaves_the_first_assessments_text_unchanged(world: World) -> None:
    bring_in(world)
    assessment = plan(world)
    begin(assessment=assessment, by=world.assessor, at=NOW)
    first = assessment.tool_version
    assert first is not None
    before = list(first.questions.values())
    second = bring_in(
        world, changed(("a fire alarm that everybody hears", "a fire alarm which all workers hear"))
    )
    assessment.refresh_from_db()
    assert assessment.tool_version == first
    assert list(first.questions.values()) == before
    assert ToolVersion.objects.in_force(world.cambodia, TODAY) == second.version


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Pay,Leave,,Is leave paid?,,no,", "Line 2: nothing stands under number"),
        ("Pay,Leave,1.1,Is leave paid?,,,", "Line 2: say which answer is non-compliant"),
        ("Pay,Leave,1.1,Is leave paid?,,maybe,", "Line 2: say which answer is non-compliant"),
        ("Pay,Leave,1.1,How much leave?,1,,yes", "never a publicly reported issue"),
        (
            "Pay,Leave,1.1,Is leave paid?,,no,\nPay,Leave,1.1,Is sick leave paid?,,no,",
            "Line 3 repeats line 2",
        ),
        ("Pay,Leave,1.1,Is leave paid?,,no,\nPay,Leave,1.2,Is leave paid,,no,", "Line 3 repeats line 2"),
        ("", "asks no question"),
    ],
)
def test_a_bad_file_is_refused_whole_with_its_lines(world: World, row: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        bring_in(world, csv_file(HEADER, *row.splitlines()))
    assert not ToolVersion.objects.exists()


def test_a_list_of_factories_is_no_tool(world: World) -> None:
    with pytest.raises(Invalid, match="columns of a tool are missing"):
        bring_in(world, csv_file("Name,Address", "A,B"))


def test_only_the_administrator_brings_in_a_tool(world: World) -> None:
    with pytest.raises(NotAllowed):
        bring_in(world, by=world.team_leader)


def run(*options: str) -> str:
    out = StringIO()
    call_command("import_tool", str(FILES / "tool.csv"), "--programme", "KH", *options, stdout=out)
    return out.getvalue()


def test_the_command_tells_what_came_in(world: World) -> None:
    told = run("--version-name", "Cambodia 2026")
    assert "Cambodia 2026: in force from" in told
    assert "10 questions, 7 of compliance and 3 fact-gathering; 4 compliance points in 3 clusters" in told
    assert "no new version" in run()


def test_the_command_prepares_a_draft_or_tries(world: World) -> None:
    assert "nothing was written" in run("--dry-run")
    assert "a draft, not in force" in run("--draft")
    assert ToolVersion.objects.get().published_at is None


def test_the_command_says_what_is_wrong(world: World, tmp_path: Path) -> None:
    bad = tmp_path / "tool.csv"
    bad.write_bytes(csv_file(HEADER, "Pay,Leave,1.1,Is leave paid?,,,"))
    with pytest.raises(CommandError, match="Line 2"):
        call_command("import_tool", str(bad), "--programme", "KH")
