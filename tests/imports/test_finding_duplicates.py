"""Two factories alike: a score, reasons in words, and what must not be taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.imports.matching import THRESHOLD, Index, Place, compare
from factories.imports.spelling import name_core, plain

ROAD = "12 National Road 4, Khan Por Senchey, Phnom Penh"


def place(name: str, address: str = ROAD, country: str = "KH", key: str = "") -> Place:
    return Place(key or name, name, address, country)


def score(one: str, other: str, address: str = ROAD, other_address: str = ROAD) -> float:
    return compare(place(one, address), place(other, other_address)).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Golden Needle Co., Ltd.", "GOLDEN NEEDLE"),
        ("Golden Needle (Cambodia) Garment Co Ltd", "golden needle garment"),
        ("Golden Needle Garment", "G o l d e n  N e e dl e Ga r m ent C o Lt d"),
        ("Goldenneedle Apparel", "Golden Needle Apparels Pvt. Ltd"),
        ("Çınar Tekstil San. ve Tic. A.Ş.", "Cinar Tekstil"),
        ("Silver Thread & Sons", "Silver Thread Sons Ltd"),
    ],
)
def test_spellings_of_one_factory_are_suggested(one: str, other: str) -> None:
    assert score(one, other) >= THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Golden Needle Unit 6", "Golden Needle Unit 10"),
        ("Golden Needle Garment", "Silver Thread Garment"),
        ("Golden Needle Branch I", "Golden Needle Branch II"),
    ],
)
def test_neighbours_and_sister_units_are_not(one: str, other: str) -> None:
    far = "Lot 77, Street 271, Khan Meanchey, Phnom Penh"
    assert score(one, other, other_address=far) < THRESHOLD


def test_the_same_name_far_away_is_another_factory() -> None:
    assert score("Felix", "Felix", "10 Harbour Street, Bizerte", "88 Mountain Road, Kasserine") < THRESHOLD


def test_a_cut_address_is_compared_by_what_is_left_of_it() -> None:
    whole = "Phum Trapaing Reussey, Khum Sambo, Samrong Torng District, Kampong Speu Province"
    cut = "PhumTrapaing Reussey Khum Sambo SamrongTo"
    assert score("Golden Needle", "Golden Needle Ltd", whole, cut) > 0.75


def test_the_score_has_reasons_in_words() -> None:
    match = compare(place("Golden Needle Unit 6"), place("Golden Needle Unit 10", "14 National Road 5"))
    assert "Other units by their names." in match.reasons
    assert any(reason.startswith("Addresses alike to") for reason in match.reasons)


def test_another_country_speaks_against() -> None:
    here, there = place("Golden Needle"), place("Golden Needle", country="VN")
    assert compare(here, there).score < compare(here, here).score


def test_few_of_many_are_compared_and_the_likeliest_comes_first() -> None:
    index = Index(place(f"Factory Number {n} Ltd", f"{n} Side Street", key=str(n)) for n in range(2_000))
    index.add(place("Golden Needle Garment", key="near"))
    index.add(place("Golden Needle", key="exact"))
    found = index.matches(place("Golden Needle Co Ltd"))
    assert [match.place.key for match in found][:2] == ["exact", "near"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_have_a_score_and_the_order_does_not_matter(a: str, b: str, c: str, d: str) -> None:
    one, other = Place("1", a, b), Place("2", c, d)
    assert 0 <= compare(one, other).score <= 1
    assert compare(one, other).score == compare(other, one).score


def test_spelling_is_taken_away() -> None:
    assert plain("Łódź Đồng-Nai  S.A.R.L. □") == "lodz dong nai sarl"
    assert name_core("Mercury Apparel (Pvt) Ltd.") == name_core("m e r c u r y appar e l p v t l td")
