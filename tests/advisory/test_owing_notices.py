"""Facts of every kind of incident → duties and moments; also when facts change or are corrected later."""

from datetime import timedelta
from typing import Any

import pytest

from advisory import actions
from advisory.models import Duty, Incident
from factories.models import BuyerLink
from programmes.models import CalendarRule
from tests.advisory.incidents import HOUR, correct, duties, only, report, strike, tick
from tests.factories import NOW, link, pay
from tests.personas import World

K = Duty.Kind
GENERAL = sorted(set(Incident.Kind) - {Incident.Kind.STRIKE, Incident.Kind.NON_COOPERATION})
DAY = timedelta(days=1)


def owed(incident: Incident) -> set[tuple[str, Any]]:
    """Open duties with their hours from the moment that we knew."""
    rows = duties(incident, done_at=None, waived_at=None)
    return {(each.kind, each.due_at and (each.due_at - incident.known_at) / HOUR) for each in rows}


@pytest.mark.parametrize("kind", GENERAL)
def test_each_registered_buyer_is_owed_word_within_72_hours(world: World, kind: str) -> None:
    incident = report(world, kind, known_at=NOW - 5 * HOUR)
    tick(NOW)
    assert owed(incident) == {(K.INFORM_BUYER, 72)}
    assert only(incident, K.INFORM_BUYER).buyer == world.buyer


def test_a_buyer_of_whom_the_factory_never_heard_is_owed_nothing(world: World) -> None:
    link(world.rival_buyer, world.factory, confirmed=False)
    incident = report(world)
    tick(NOW)
    assert [each.buyer for each in duties(incident)] == [world.buyer]


def test_a_registered_buyer_without_a_signed_form_is_owed_word_too(world: World) -> None:
    link(world.rival_buyer, world.factory)
    incident = report(world)
    tick(NOW)
    assert {each.buyer for each in duties(incident)} == {world.buyer, world.rival_buyer}


def test_a_buyer_who_paid_without_a_relationship_is_registered_too(world: World) -> None:
    pay(world.rival_buyer, world.cycle, world.administrator)
    incident = report(world)
    tick(NOW)
    assert {each.buyer for each in duties(incident)} == {world.buyer, world.rival_buyer}


def test_a_buyer_who_comes_while_it_goes_on_is_owed_word_from_then_on(world: World) -> None:
    incident = report(world)
    tick(NOW)
    BuyerLink.rows.filter(pk=link(world.rival_buyer, world.factory).pk).update(confirmed_at=NOW + DAY)
    tick(NOW + DAY)
    assert only(incident, K.INFORM_BUYER, buyer=world.rival_buyer).due_at == NOW + 4 * DAY


def test_the_clock_of_a_visit_synced_on_monday_began_on_friday(world: World) -> None:
    friday = NOW - 3 * DAY - HOUR
    incident = report(world, known_at=friday, began_at=friday - HOUR)
    tick(NOW)
    duty = only(incident, K.INFORM_BUYER)
    assert (duty.anchor_at, duty.lapsed_at) == (friday, friday + 72 * HOUR)


def test_a_factory_that_does_not_cooperate_is_told_of_within_days(world: World) -> None:
    incident = report(world, "non_cooperation", what="Items stand still since May.")
    tick(NOW)
    assert only(incident, K.INFORM_BUYER).due_at == NOW.replace(day=9, hour=16, minute=59, second=59)


def test_the_length_is_that_of_the_countrys_own_row(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia, kind="inform_buyers", amount=24, valid_from=NOW.date(), source="Ministry"
    )
    incident = report(world)
    tick(NOW)
    assert owed(incident) == {(K.INFORM_BUYER, 24)}


# -- Strikes ------------------------------------------------------------------------------

FOLLOWS = {(K.FOLLOW_UP_VISIT, None), (K.NEXT_REPORT, None)}


def test_a_strike_of_category_a_is_for_the_next_report_and_visit_alone(world: World) -> None:
    incident = strike(world, ended_at=NOW)
    tick(NOW)
    assert owed(incident) == FOLLOWS


def test_violence_gives_the_factory_48_hours(world: World) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW)
    tick(NOW)
    assert owed(incident) == {(K.FACTORY_TELLS, 48), *FOLLOWS}


def test_a_strike_that_goes_on_past_midnight_becomes_category_b_by_itself(world: World) -> None:
    incident = strike(world)
    tick(NOW)
    assert owed(incident) == FOLLOWS
    tick(NOW + DAY)
    midnight = NOW.replace(hour=17)  # in Phnom Penh
    assert only(incident, K.FACTORY_TELLS).due_at == midnight + 48 * HOUR


def test_a_second_factory_makes_both_category_b(world: World) -> None:
    first = strike(world, ended_at=NOW)
    second = strike(world, factory=world.rival_factory, by=world.other_advisor, began_at=NOW, at=NOW + HOUR)
    link(world.rival_buyer, world.rival_factory)
    actions.join_strikes(incident=second, first=first, by=world.team_leader, at=NOW + HOUR)
    tick(NOW + HOUR)
    assert only(first, K.FACTORY_TELLS).anchor_at == NOW
    assert only(second, K.FACTORY_TELLS).anchor_at == NOW + HOUR  # we knew of it then


def test_what_the_factory_left_undone_opens_our_own_duty(world: World) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW)
    tick(NOW)
    tick(NOW + 48 * HOUR)
    assert only(incident, K.FACTORY_TELLS).lapsed_at == NOW + 48 * HOUR
    assert only(incident, K.ASSESS_STRIKE).due_at == NOW + 96 * HOUR


def test_a_factory_that_told_its_buyer_in_time_leaves_us_nothing(world: World) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW)
    tick(NOW)
    at = NOW + 20 * HOUR
    actions.record_told(
        incident=incident, buyer=world.buyer, told_at=at, proof="Mail to Ms Berg", by=world.manager, at=at
    )
    tick(NOW + 60 * HOUR)
    assert owed(incident) == FOLLOWS
    assert only(incident, K.FACTORY_TELLS).met_by == Duty.MetBy.FACTORY


def test_a_factory_that_tells_late_is_shown_as_late_and_our_duty_stays(world: World) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW)
    tick(NOW)
    at = NOW + 50 * HOUR
    tick(at)
    actions.record_told(
        incident=incident, buyer=world.buyer, told_at=at, proof="By phone", by=world.manager, at=at
    )
    tick(at)
    assert only(incident, K.FACTORY_TELLS).lapsed_at == NOW + 48 * HOUR
    assert only(incident, K.ASSESS_STRIKE).is_open


# -- Facts that change --------------------------------------------------------------------


def test_a_moment_that_was_typed_wrong_moves_the_clock(world: World) -> None:
    incident = report(world)
    tick(NOW)
    correct(incident, world.advisor, NOW + HOUR, known_at=NOW - 3 * HOUR, began_at=NOW - 4 * HOUR)
    tick(NOW + HOUR)
    assert only(incident, K.INFORM_BUYER).due_at == NOW + 69 * HOUR


def test_a_clock_that_has_lapsed_cannot_be_typed_away(world: World) -> None:
    incident = report(world)
    tick(NOW)
    later = NOW + 80 * HOUR
    tick(later)
    correct(incident, world.advisor, later, known_at=NOW, began_at=NOW - HOUR)
    Incident.rows.filter(pk=incident.pk).update(settle_at=later)
    tick(later)
    duty = only(incident, K.INFORM_BUYER)
    assert (duty.due_at, duty.lapsed_at) == (NOW + 72 * HOUR, NOW + 72 * HOUR)


def test_violence_that_was_not_ends_the_factorys_duty_with_the_reason(world: World) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW, ended_at=NOW)
    tick(NOW)
    correct(incident, world.advisor, NOW + HOUR, violence_at=None)
    tick(NOW + HOUR)
    duty = only(incident, K.FACTORY_TELLS)
    assert duty.waived_at == NOW + HOUR
    assert "corrected" in duty.waived_reason


def test_a_strike_that_is_b_again_is_owed_again(world: World) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW, ended_at=NOW)
    tick(NOW)
    correct(incident, world.advisor, NOW + HOUR, violence_at=None)
    tick(NOW + HOUR)
    correct(incident, world.advisor, NOW + 2 * HOUR, violence_at=NOW)
    tick(NOW + 2 * HOUR)
    assert [each.is_open for each in duties(incident, K.FACTORY_TELLS)].count(True) == 1


def test_what_was_recorded_by_mistake_owes_nothing_and_stays_readable(world: World) -> None:
    incident = report(world)
    tick(NOW)
    actions.dismiss_incident(incident=incident, reason="Another factory.", by=world.team_leader, at=NOW)
    tick(NOW)
    assert owed(incident) == set()
    assert len(duties(incident)) == 1


def test_settling_twice_changes_nothing(world: World) -> None:
    incident = strike(world, violence_at=NOW)
    tick(NOW)
    before = list(Duty.rows.order_by("pk").values())
    Incident.rows.filter(pk=incident.pk).update(settle_at=NOW)
    tick(NOW)
    assert list(Duty.rows.order_by("pk").values()) == before


def test_a_factory_without_a_registered_buyer_owes_nobody(world: World) -> None:
    incident = report(world, factory=world.haitian_factory, by=world.haitian_team_leader)
    tick(NOW)
    assert duties(incident) == []
