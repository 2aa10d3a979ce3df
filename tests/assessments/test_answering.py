"""Entering answers, two people at once, on the tool version the assessment is bound to."""

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from assessments import actions
from assessments.actions import Given, TwoAnswers
from assessments.models import Answer
from tests.assessments.making import begun, plan, question, say, shared
from tests.factories import NOW
from tests.personas import World


def answer(assessment, key: str, value: str, by, base: int = 0, words: str = "") -> None:
    asked = question(assessment, key)
    actions.answer(assessment=assessment, question=asked, value=value, words=words, base=base, by=by, at=NOW)


def standing(assessment, key: str) -> Answer:
    return Answer.rows.get(assessment=assessment, question__question__key=key)


def test_an_answer_is_kept_with_who_and_when(world: World) -> None:
    assessment = begun(world)
    answer(assessment, "exits_locked", "yes", world.second_assessor, words="Doors 2A and 2C.")
    row = standing(assessment, "exits_locked")
    assert (row.value, row.words, row.version) == ("yes", "Doors 2A and 2C.", 1)
    assert (row.answered_by, row.answered_at) == (world.second_assessor, NOW)


def test_changing_an_answer_grows_its_version(world: World) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, exits_locked="yes")
    answer(assessment, "exits_locked", "no", world.assessor, base=1)
    assert (standing(assessment, "exits_locked").value, standing(assessment, "exits_locked").version) == (
        "no",
        2,
    )


def test_the_others_answer_is_not_overwritten_unseen(world: World) -> None:
    assessment = begun(world)
    answer(assessment, "fire_alarm", "yes", world.assessor)
    with pytest.raises(TwoAnswers) as refused:
        answer(assessment, "fire_alarm", "no", world.second_assessor)
    assert refused.value.conflict.theirs.answered_by == world.assessor
    assert standing(assessment, "fire_alarm").value == "yes"


def test_choosing_ones_own_after_having_seen_both(world: World) -> None:
    assessment = begun(world)
    answer(assessment, "fire_alarm", "yes", world.assessor)
    answer(assessment, "fire_alarm", "no", world.second_assessor, base=1)
    assert standing(assessment, "fire_alarm").value == "no"


def test_what_one_did_not_touch_does_not_undo_the_others_change(world: World) -> None:
    assessment = begun(world)
    answer(assessment, "fire_alarm", "yes", world.assessor)
    answer(assessment, "fire_alarm", "no", world.second_assessor, base=1)
    answer(assessment, "fire_alarm", "yes", world.assessor, base=1)  # the page as it was loaded
    assert standing(assessment, "fire_alarm").value == "no"


def test_of_one_page_the_undisputed_answers_are_saved(world: World) -> None:
    assessment = begun(world)
    answer(assessment, "fire_alarm", "yes", world.assessor)
    page = [
        Given(question(assessment, "exits_locked"), "no", "", 0),
        Given(question(assessment, "fire_alarm"), "no", "", 0),
    ]
    conflicts = actions.save_answers(assessment=assessment, given=page, by=world.second_assessor, at=NOW)
    assert [conflict.mine.question.question.key for conflict in conflicts] == ["fire_alarm"]
    assert standing(assessment, "exits_locked").value == "no"


def test_a_fact_is_kept_in_words(world: World) -> None:
    assessment = begun(world)
    say(assessment, world.assessor, floors="3")
    assert (standing(assessment, "floors").value, standing(assessment, "floors").words) == ("fact", "3")


def test_a_compliance_question_takes_no_fact(world: World) -> None:
    with pytest.raises(Invalid):
        answer(begun(world), "fire_alarm", "fact", world.assessor)


def test_a_focused_assessment_asks_focused_questions_alone(world: World) -> None:
    assessment = begun(world, scope="focused")
    answer(assessment, "exits_locked", "no", world.assessor)
    with pytest.raises(Invalid, match="does not ask"):
        answer(assessment, "fire_alarm", "no", world.assessor)


@pytest.mark.parametrize("who", ["team_leader", "third_assessor", "advisor", "manager"])
def test_the_team_alone_answers(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        answer(begun(world), "fire_alarm", "yes", getattr(world, who))


def test_nothing_is_answered_before_the_gate_or_after_sharing(world: World) -> None:
    planned = plan(world)
    with pytest.raises(WrongState, match="has not begun"):
        actions.save_answers(assessment=planned, given=[], by=world.assessor, at=NOW)
    actions.cancel_assessment(assessment=planned, reason="moved", by=world.team_leader, at=NOW)
    with pytest.raises(WrongState, match="no longer change"):
        answer(shared(world), "payslip", "yes", world.assessor)
