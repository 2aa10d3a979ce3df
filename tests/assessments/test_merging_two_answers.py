"""Two assessors at once: nothing is overwritten unseen."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.merging import NOTHING, Merge, Said, merge

YES, NO = Said("yes"), Said("no", "two signs missing")
anything = st.sampled_from([NOTHING, YES, NO, Said("na"), Said("yes", "seen")])


def test_a_first_answer_is_written() -> None:
    assert merge(base=NOTHING, mine=YES, theirs=NOTHING) is Merge.WRITE


def test_what_i_did_not_touch_leaves_the_others_answer() -> None:
    assert merge(base=YES, mine=YES, theirs=NO) is Merge.KEEP
    assert merge(base=NOTHING, mine=NOTHING, theirs=NO) is Merge.KEEP


def test_two_different_changes_are_for_a_person_to_decide() -> None:
    assert merge(base=NOTHING, mine=YES, theirs=NO) is Merge.CONFLICT


def test_the_same_change_twice_is_one() -> None:
    assert merge(base=NOTHING, mine=NO, theirs=NO) is Merge.KEEP


@given(base=anything, mine=anything, theirs=anything)
def test_another_ones_change_is_never_overwritten_unseen(base, mine, theirs) -> None:
    if theirs != base:
        assert merge(base=base, mine=mine, theirs=theirs) is not Merge.WRITE
