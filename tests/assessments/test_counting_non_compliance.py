"""ASM-5: rates per compliance point and cluster, from answers of both polarities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rates import Answered, Mixed, Outcome, Share, factories_by_point, of_point, outcome, rates

YES, NO = Outcome.COMPLIANT, Outcome.NON_COMPLIANT
NA, NOT_ASKED, FACT = Outcome.NOT_APPLICABLE, Outcome.NOT_ASKED, Outcome.FACT


def answers(*outcomes: Outcome, point: str = "exits", cluster: str = "osh", **more) -> list[Answered]:
    return [Answered(cluster, point, found, **more) for found in outcomes]


@pytest.mark.parametrize(
    ("noncompliant", "value", "expected"),
    [
        ("yes", "yes", NO),
        ("yes", "no", YES),
        ("no", "no", NO),
        ("no", "yes", YES),
        ("yes", "na", NA),
        ("no", None, NOT_ASKED),
        ("", "fact", FACT),
        ("", None, FACT),
    ],
)
def test_an_answer_is_read_by_its_questions_polarity(noncompliant, value, expected) -> None:
    assert outcome(noncompliant, value) is expected


def test_one_non_compliant_question_makes_the_point_non_compliant() -> None:
    found = rates(answers(YES, YES, NO))
    assert found.points == Share(1, 1)
    assert found.questions == Share(1, 3)


def test_not_applicable_and_not_asked_leave_the_denominator() -> None:
    assert rates(answers(NO, YES, NA, NOT_ASKED)).questions == Share(1, 2)


def test_a_point_with_nothing_applicable_is_in_no_rate() -> None:
    found = rates(answers(NA, NA) + answers(YES, point="alarm"))
    assert found.points == Share(0, 1)
    assert found.clusters[0].results[0].outcome is NA


def test_fact_gathering_answers_change_no_rate() -> None:
    without = rates(answers(NO, YES))
    beside = rates(answers(NO, YES) + answers(FACT, FACT) + answers(FACT, point="figures"))
    assert (beside.questions, beside.points) == (without.questions, without.points)


def test_clusters_are_counted_apart_and_together() -> None:
    found = rates(answers(NO, YES) + answers(YES, YES, point="wages", cluster="compensation"))
    assert [cluster.points for cluster in found.clusters] == [Share(1, 1), Share(0, 1)]
    assert (found.points, found.questions) == (Share(1, 2), Share(1, 4))


def test_focused_and_full_answers_are_never_mixed() -> None:
    with pytest.raises(Mixed):
        rates(answers(YES) + answers(NO, scope="focused"))
    with pytest.raises(Mixed):
        factories_by_point(answers(YES) + answers(NO, scope="focused"))


def test_a_points_share_of_factories_counts_each_factory_once() -> None:
    found = factories_by_point(
        answers(NO, NO, assessment=1) + answers(YES, NA, assessment=2) + answers(NA, assessment=3)
    )
    assert found == {"exits": Share(1, 2)}


def test_percent_has_a_base_or_is_not_there() -> None:
    assert Share(0, 0).percent is None
    assert Share(1, 3).percent == 33
    assert Share(1, 8).percent == 13


@given(st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=12))
def test_a_point_is_non_compliant_exactly_when_one_question_is(outcomes) -> None:
    assert (of_point(outcomes) is NO) == (NO in outcomes)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(list(Outcome))), max_size=30))
def test_the_whole_is_the_sum_of_its_clusters(given_answers) -> None:
    found = rates(Answered(point[0], point, result) for point, result in given_answers)
    assert found.questions.of == sum(cluster.questions.of for cluster in found.clusters)
    assert 0 <= found.questions.non_compliant <= found.questions.of
