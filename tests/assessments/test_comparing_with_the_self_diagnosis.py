"""ASM-7: found by both, by the factory alone, by the assessors alone."""

from assessments.comparison import FoundBy, compare

POINTS = ["exits", "wages", "leave", "chemicals"]


def test_points_are_told_apart_by_who_found_them() -> None:
    found = compare(POINTS, found={"exits", "wages"}, diagnosed={"exits": "gap", "leave": "gap"})
    assert found.both == ("exits",)
    assert found.factory == ("leave",)
    assert found.assessors == ("wages",)


def test_not_sure_and_in_line_are_no_gap_of_the_factory() -> None:
    found = compare(POINTS, found={"exits"}, diagnosed={"exits": "unsure", "leave": "in_line"})
    assert (found.assessors, found.factory) == (("exits",), ())


def test_a_gap_that_a_focused_tool_did_not_ask_about_is_no_disagreement() -> None:
    found = compare(POINTS, found=set(), diagnosed={"leave": "gap"}, asked={"exits"})
    assert found.of(FoundBy.FACTORY) == ()


def test_nothing_found_and_nothing_diagnosed_is_nowhere() -> None:
    assert not any(compare(POINTS, found=[], diagnosed={}).of(side) for side in FoundBy)
