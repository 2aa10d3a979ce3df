"""Adding a row: what it does to its neighbours, and what is refused by action, form, API and database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.errors import Invalid
from accounts.models import User
from programmes.actions import create_programme, laid, write_rule
from programmes.models import CalendarRule
from programmes.rules import Kind
from programmes.succession import check_dates
from tests.factories import NOW
from tests.personas import World
from tests.places.asking import post

Browse = Callable[[User | None], Client]
APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


def add(world: World, kind: Kind, amount: int | None, valid_from: date = APRIL, **given: Any) -> CalendarRule:
    """As the worker writes it once it is approved."""
    row = CalendarRule(
        programme=world.cambodia,
        kind=kind.value,
        amount=amount,
        valid_from=valid_from,
        source="Decision",
        **given,
    )
    check_dates(row.valid_from, row.valid_until, NOW.date())
    found = laid(row)
    write_rule(found)
    return found.row


def own(world: World, kind: Kind) -> list[tuple[int | None, date, date | None]]:
    rows = CalendarRule.objects.filter(programme=world.cambodia, kind=kind).order_by("valid_from")
    return [(row.amount, row.valid_from, row.valid_until) for row in rows]


def test_a_row_ends_the_one_before_it(world: World) -> None:
    add(world, Kind.CYCLE_LENGTH, 11)
    add(world, Kind.CYCLE_LENGTH, 10, JUNE)
    assert own(world, Kind.CYCLE_LENGTH) == [(11, APRIL, JUNE), (10, JUNE, None)]


def test_a_row_between_two_ends_where_the_next_begins(world: World) -> None:
    add(world, Kind.CYCLE_LENGTH, 11)
    add(world, Kind.CYCLE_LENGTH, 10, JUNE)
    add(world, Kind.CYCLE_LENGTH, 9, MAY)
    assert own(world, Kind.CYCLE_LENGTH) == [(11, APRIL, MAY), (9, MAY, JUNE), (10, JUNE, None)]


def test_rows_of_other_scopes_are_left_alone(world: World) -> None:
    add(world, Kind.VISITS_MOST, 9)
    add(world, Kind.VISITS_MOST, 8, MAY, from_year=4)
    add(world, Kind.VISITS_MOST, 8, MAY, standing="high_performer")
    assert all(until is None for _, _, until in own(world, Kind.VISITS_MOST))
    assert not CalendarRule.objects.filter(programme=None).exclude(valid_until=None).exists()


def test_after_a_row_with_an_end_the_common_one_holds_again(world: World) -> None:
    add(world, Kind.CYCLE_LENGTH, 11, valid_until=MAY)
    found = CalendarRule.objects.in_force(Kind.CYCLE_LENGTH, world.cambodia, MAY)
    assert found is not None and not found.for_country


def alone(world: World, kind: Kind) -> None:
    """The common row of a kind has ended, as if it had never reached beyond March."""
    CalendarRule.objects.filter(programme=None, kind=kind).update(valid_until=APRIL)


REFUSED: list[tuple[Kind, int | None, dict[str, Any], str, str]] = [
    (Kind.CYCLE_LENGTH, None, {}, "amount", "needs a length"),
    (Kind.VISITS_LEAST, None, {}, "amount", "needs a length"),
    (Kind.CYCLE_LENGTH, 0, {}, "amount", "At least: 1"),
    (Kind.CYCLE_LENGTH, 61, {}, "amount", "At most: 60"),
    (Kind.VIRTUAL_SHARE, 101, {}, "amount", "At most: 100"),
    (Kind.ADVISOR_ROLE, 4, {}, "amount", "At most: 3"),
    (Kind.CYCLE_LENGTH, 11, {"valid_until": date(2026, 3, 31)}, "valid_until", "end before it begins"),
    (Kind.CYCLE_LENGTH, 11, {"valid_until": APRIL}, "valid_until", "end before it begins"),
    (Kind.CYCLE_LENGTH, 11, {"from_year": 2}, "from_year", "same in every year"),
    (Kind.CYCLE_LENGTH, 11, {"standing": "ordinary"}, "standing", "same for every standing"),
    (Kind.VISITS_MOST, 9, {"standing": "splendid"}, "standing", "no such standing"),
    (Kind.VISITS_MOST, 9, {"from_year": 31}, "from_year", "from 1 to 30"),
    (Kind.VISITS_LEAST, 11, {}, "amount", "above the most"),
    (Kind.VISITS_MOST, 7, {}, "amount", "above the most"),  # who needs support has eight at least
]


@pytest.mark.parametrize(("kind", "amount", "given", "field", "sentence"), REFUSED)
def test_a_row_that_cannot_be_is_refused(
    world: World, kind: Kind, amount: int | None, given: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        add(world, kind, amount, **given)
    assert refused.value.field == field
    assert own(world, kind) == []


@pytest.mark.parametrize(("kind", "amount", "given", "field", "sentence"), REFUSED)
def test_the_api_says_the_same(
    world: World,
    browse: Browse,
    kind: Kind,
    amount: int | None,
    given: dict[str, Any],
    field: str,
    sentence: str,
) -> None:
    sent = {"kind": kind.value, "amount": amount, "valid_from": str(APRIL), "source": "Decision"}
    sent |= {name: str(value) for name, value in given.items()}
    answer = post(browse(world.administrator), "changes/draft-rule", programme=str(world.cambodia.pk), **sent)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert sentence in answer.json()["detail"]


ON_THE_PAGE = [
    one for one in REFUSED if one[3] in ("amount", "valid_until") and one[0] is not Kind.ADVISOR_ROLE
]


@pytest.mark.parametrize(("kind", "amount", "given", "field", "sentence"), ON_THE_PAGE)
def test_the_page_says_the_same(
    world: World,
    browse: Browse,
    kind: Kind,
    amount: int | None,
    given: dict[str, Any],
    field: str,
    sentence: str,
) -> None:
    form = {"amount": "" if amount is None else amount, "valid_from": APRIL, "source": "Decision", **given}
    answer = browse(world.administrator).post(f"/calendars/KH/{kind.value}/new/", form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_two_rows_of_one_scope_do_not_overlap(world: World) -> None:
    add(world, Kind.CYCLE_LENGTH, 11, MAY)
    with pytest.raises(Invalid, match="begins on"):
        add(world, Kind.CYCLE_LENGTH, 10, APRIL, valid_until=JUNE)
    with pytest.raises(Invalid, match="already"):
        add(world, Kind.CYCLE_LENGTH, 10, MAY)


def test_no_programme_is_left_without_a_rule(world: World) -> None:
    alone(world, Kind.CYCLE_LENGTH)
    with pytest.raises(Invalid, match="would have no row"):
        add(world, Kind.CYCLE_LENGTH, 11, valid_until=MAY)
    add(world, Kind.CYCLE_LENGTH, 11)


def test_who_was_quicker_wins_and_the_other_reads_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(world, Kind.CYCLE_LENGTH, 11)
    monkeypatch.setattr("programmes.succession.settle", lambda row, others: None)
    with pytest.raises(Invalid, match="just now"):
        add(world, Kind.CYCLE_LENGTH, 10, MAY)
    assert own(world, Kind.CYCLE_LENGTH) == [(11, APRIL, None)]


def raw(world: World, **given: Any) -> CalendarRule:
    fields = {"kind": "visits_most", "amount": 9, "valid_from": APRIL, "source": "raw", **given}
    return CalendarRule.objects.create(programme=world.cambodia, **fields)


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"valid_from": MAY}, "rule_of_one_scope_once"),
        ({"valid_from": date(2016, 1, 1)}, "rule_of_one_scope_once"),
        ({"valid_from": date(2016, 1, 1), "valid_until": MAY}, "rule_of_one_scope_once"),
        ({"valid_from": JUNE, "valid_until": MAY}, "rule_ends_after_it_began"),
        ({"amount": None, "standing": "ordinary"}, "rule_has_its_length"),
        ({"standing": "splendid"}, "rule_of_a_known_standing"),
    ],
)
def test_the_database_refuses_it_too(world: World, given: dict[str, Any], constraint: str) -> None:
    raw(world)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        raw(world, **given)


def test_the_database_takes_neighbours_and_other_scopes(world: World) -> None:
    raw(world, valid_until=MAY)
    raw(world, valid_from=MAY)
    raw(world, from_year=2)
    raw(world, standing="ordinary")
    raw(world, kind="visits_least")
    assert CalendarRule.objects.filter(programme=world.cambodia).count() == 5


def test_haiti_begins_with_its_own_rows(world: World) -> None:
    world.haiti.code = "XX"
    world.haiti.save()
    made = create_programme(
        code="ht",
        name="Haiti",
        zone="America/Port-au-Prince",
        languages=["en"],
        weekend=[6, 7],
        by=world.head_office,
        at=NOW,
    )
    kinds = (Kind.ASSESSMENT_INTERVAL, Kind.PROGRESS_REPORT_1, Kind.PROGRESS_REPORT_2)
    found = [CalendarRule.objects.in_force(kind, made, APRIL) for kind in kinds]
    assert [row and row.amount for row in found] == [6, None, 5]
