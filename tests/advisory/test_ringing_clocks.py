"""The clock of a duty: who is reminded, who is called, at which hour, and when it is quiet. Source: NTF-5."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Absence, User
from advisory import actions
from advisory.drains.ringing import ring_duties
from advisory.incidents.ladder import Work
from advisory.models import Duty, Escalation
from factories.models import AdvisorAssignment, Message
from tests.advisory.incidents import HOUR, only, report, strike, tick
from tests.factories import NOW, link
from tests.personas import World

R = Escalation.Rung
WORK = Work(ZoneInfo("Asia/Phnom_Penh"), {6, 7}, {date(2026, 3, 9)}, 8, 17)


def called(rung: str) -> set[str]:
    return {each.to.name for each in Escalation.rows.filter(rung=rung).select_related("to")}


def rungs() -> list[str]:
    return list(Escalation.rows.order_by("rung_at").values_list("rung", flat=True).distinct())


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("03-03 03:00", "03-03 03:00"),  # 10:00 on a Tuesday
        ("03-03 00:30", "03-02 09:00"),  # 07:30: the last working hour was Monday's 16:00
        ("03-03 12:00", "03-03 09:00"),  # 19:00: the same day at 16:00
        ("03-07 03:00", "03-06 09:00"),  # a Saturday
        ("03-10 00:00", "03-06 09:00"),  # early on a Tuesday after a weekend and a holiday
    ],
)
def test_a_reminder_comes_in_working_hours_and_never_later(asked: str, answered: str) -> None:
    moment, expected = (
        datetime.strptime(f"2026-{each}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for each in (asked, answered)
    )
    assert WORK.moment(moment) == expected


def test_the_advisor_hears_at_once(world: World) -> None:
    report(world)
    tick(NOW)
    assert called(R.OPENED) == {world.advisor.name}
    assert Message.rows.filter(kind="duty_opened", to=world.advisor).count() == 1


def test_the_ladder_goes_up_before_the_time_is_over(world: World) -> None:
    report(world)
    for hours in range(73):
        tick(NOW + hours * HOUR)
    assert rungs() == [R.OPENED, R.RESPONSIBLE, R.DEPUTY, R.LEADER, R.MANAGER, R.LAPSED]
    assert called(R.MANAGER) == {world.country_manager.name}
    assert called(R.LEADER) == {world.team_leader.name, world.other_team_leader.name}
    assert called(R.LAPSED) == {world.advisor.name, world.country_manager.name}


def test_the_country_manager_is_called_at_any_hour(world: World) -> None:
    report(world, known_at=NOW)
    for hours in range(73):
        tick(NOW + hours * HOUR)
    assert Escalation.rows.get(rung=R.MANAGER).rung_at == NOW + 68 * HOUR


def test_a_sweep_that_runs_twice_rings_once(world: World) -> None:
    report(world)
    tick(NOW)
    before = Escalation.rows.count(), Message.rows.count()
    Duty.rows.update(next_at=NOW)
    ring_duties(NOW)
    assert (Escalation.rows.count(), Message.rows.count()) == before


def test_whoever_has_it_is_left_in_peace_until_the_manager_is_called(world: World) -> None:
    incident = report(world)
    tick(NOW)
    actions.acknowledge_duties(incident=incident, by=world.advisor, at=NOW)
    for hours in range(1, 72):
        tick(NOW + hours * HOUR)
    assert rungs() == [R.OPENED, R.MANAGER]


def test_a_met_duty_never_escalates(world: World) -> None:
    incident = report(world)
    tick(NOW)
    given = {"incident": incident, "buyer": world.buyer, "by": world.manager}
    actions.record_told(told_at=NOW, proof="By phone", at=NOW, **given)
    tick(NOW + 100 * HOUR)
    assert rungs() == [R.OPENED]


def away(person: User, deputy: User | None = None) -> None:
    days = {"first_day": NOW.date(), "last_day": NOW.date() + timedelta(days=5)}
    Absence.objects.create(user=person, deputy=deputy, recorded_by=person, recorded_at=NOW, **days)


def test_who_is_away_is_passed_over_for_the_one_who_stands_in(world: World) -> None:
    away(world.advisor, world.other_advisor)
    report(world)
    tick(NOW)
    assert called(R.OPENED) == {world.other_advisor.name}


def test_who_stands_in_and_is_away_as_well_is_passed_over(world: World) -> None:
    away(world.advisor, world.other_advisor)
    away(world.other_advisor)
    report(world, by=world.team_leader)
    tick(NOW)
    assert called(R.OPENED) == {world.team_leader.name, world.other_team_leader.name}


def test_without_anybody_named_for_the_days_the_factorys_deputy_stands_in(world: World) -> None:
    AdvisorAssignment.rows.current().filter(advisor=world.advisor).update(deputy=world.other_advisor)
    away(world.advisor)
    report(world)
    tick(NOW)
    assert called(R.OPENED) == {world.other_advisor.name}


def test_the_deputy_of_a_team_leader_is_called_in_the_leaders_place(world: World) -> None:
    away(world.advisor)
    away(world.team_leader, world.trainer)
    report(world, by=world.team_leader)
    tick(NOW)
    assert called(R.OPENED) == {world.trainer.name, world.other_team_leader.name}


def test_an_advisor_who_went_to_another_office_is_called_no_more(world: World) -> None:
    world.advisor.memberships.update(organisation=world.haiti.organisation)
    report(world, by=world.team_leader)
    tick(NOW)
    assert called(R.OPENED) == {world.team_leader.name, world.other_team_leader.name}


def test_nobody_there_on_a_rung_calls_the_next_one_up(world: World) -> None:
    away(world.advisor)
    report(world, by=world.team_leader)
    tick(NOW)
    assert called(R.OPENED) == {world.team_leader.name, world.other_team_leader.name}


def test_a_deputy_is_called_before_the_leaders(world: World) -> None:
    AdvisorAssignment.rows.current().filter(advisor=world.advisor).update(deputy=world.other_advisor)
    report(world)
    for hours in range(50):
        tick(NOW + hours * HOUR)
    assert called(R.DEPUTY) == {world.other_advisor.name}
    assert called(R.LEADER) == set()


def test_without_anybody_in_the_country_head_office_is_called(world: World) -> None:
    for each in (world.advisor, world.team_leader, world.other_team_leader, world.country_manager):
        away(each)
    report(world, by=world.team_leader)
    tick(NOW)
    assert called(R.OPENED) == {world.head_office.name}


def test_a_clock_that_began_days_ago_calls_everybody_at_once_and_is_late(world: World) -> None:
    long_ago = NOW - 90 * HOUR
    incident = report(world, known_at=long_ago, began_at=long_ago)
    tick(NOW)
    assert only(incident, Duty.Kind.INFORM_BUYER).lapsed_at == long_ago + 72 * HOUR
    assert set(rungs()) == set(R)


def test_the_factory_is_reminded_of_its_own_clock(world: World) -> None:
    strike(world, violence_at=NOW, known_at=NOW)
    tick(NOW)
    assert called(R.OPENED) == {world.manager.name, world.advisor.name}


def test_a_lapse_is_said_once_however_many_buyers_there_are(world: World) -> None:
    link(world.rival_buyer, world.factory)
    report(world)
    tick(NOW + 80 * HOUR)
    assert Message.rows.filter(kind="duty_lapsed", to=world.advisor).count() == 1
