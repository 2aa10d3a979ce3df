"""Findings: words for each reader, evidence of interviews apart, nothing that points at a person."""

import pytest

from accounts.errors import Invalid, WrongState
from assessments import actions, prudence
from assessments.models import Finding, InterviewEvidence
from tests.assessments.making import begun, find, question, say, shared
from tests.factories import NOW
from tests.personas import World


def test_a_finding_is_written_for_a_non_compliant_answer(world: World) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    finding = find(assessment, "exits_locked", world.assessor, evidence="Doors seen.", interviews="Heard.")
    assert finding.point == question(assessment, "exits_locked").point
    assert InterviewEvidence.rows.get(finding=finding).words == "Heard."


def test_whether_it_is_public_follows_from_the_tool(world: World) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes", overtime_paid="no")
    assert find(assessment, "exits_locked", world.assessor).public
    assert not find(assessment, "overtime_paid", world.assessor).public


def test_a_compliant_answer_has_no_finding(world: World) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="no")
    with pytest.raises(WrongState, match="nothing to find"):
        find(assessment, "exits_locked", world.assessor)


def test_a_finding_is_rewritten_in_its_place(world: World) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    find(assessment, "exits_locked", world.assessor, interviews="Heard.")
    find(assessment, "exits_locked", world.second_assessor, sentence="Two exits were locked.")
    assert Finding.rows.get().sentence == "Two exits were locked."
    assert not InterviewEvidence.rows.exists()


@pytest.mark.parametrize(
    "sentence",
    [
        "A worker said: “they lock us in”.",
        'Workers said "we are locked in".',
        "Three women reported pressure.",
        "2 workers were dismissed.",
        "One union leader was moved; a cutter told us.",
    ],
)
def test_words_that_point_at_somebody_are_held_up(world: World, sentence: str) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    with pytest.raises(Invalid) as refused:
        find(assessment, "exits_locked", world.assessor, sentence=sentence)
    assert refused.value.field == "sentence"
    assert find(assessment, "exits_locked", world.assessor, sentence=sentence, checked=True)


@pytest.mark.parametrize(
    "sentence", ["Some workers were not paid.", "6 workers were dismissed.", "The workers' canteen is dirty."]
)
def test_ordinary_words_pass(sentence: str) -> None:
    assert not prudence.quotes(sentence)
    assert not prudence.counts_few(sentence)


def test_after_sharing_words_are_bettered_but_nothing_is_added(world: World) -> None:
    assessment = shared(world)
    find(assessment, "exits_locked", world.assessor, sentence="Emergency exits were locked at night.")
    assert Finding.rows.get().sentence == "Emergency exits were locked at night."


def test_a_wrong_finding_is_withdrawn_and_its_plan_item_dropped(world: World) -> None:
    finding = Finding.rows.get(assessment=shared(world))
    actions.withdraw_finding(finding=finding, value="no", reason="Not locked.", by=world.assessor, at=NOW)
    assert not Finding.rows.exists()
    finding.plan_item.refresh_from_db()
    assert finding.plan_item.status == "dropped"


def test_withdrawing_says_what_holds_instead_and_why(world: World) -> None:
    finding = Finding.rows.get(assessment=shared(world))
    with pytest.raises(Invalid, match="holds instead"):
        actions.withdraw_finding(finding=finding, value="yes", reason="x", by=world.assessor, at=NOW)
    with pytest.raises(Invalid, match="Write why"):
        actions.withdraw_finding(finding=finding, value="no", reason="", by=world.assessor, at=NOW)
