"""Normal visits wait while a strike of category B goes on, and come back after it (ADV-2, NTF-2)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.errors import Invalid
from advisory.actions.visits import Log, log_visit, plan_visit
from advisory.drains.following import follow_up
from advisory.models import Duty, Visit
from factories.actions import designate
from planning.strikes import stop_visits
from reporting.drains.following import meet_in_reports
from tests.advisory.incidents import HOUR, correct, only, strike, tick
from tests.factories import NOW
from tests.personas import World

TODAY = date(2026, 3, 2)
LATER = TODAY + timedelta(days=9)


@pytest.fixture
def planned(world: World) -> Visit:
    return plan_visit(factory=world.factory, on=LATER, by=world.advisor, at=NOW)


def again(visit: Visit) -> Visit:
    return Visit.rows.get(pk=visit.pk)


def test_a_visit_waits_and_says_why(world: World, planned: Visit) -> None:
    strike(world, violence_at=NOW, known_at=NOW)
    stop_visits(NOW)
    visit = again(planned)
    assert visit.suspended
    assert "strike" in visit.changed_why


def test_a_strike_of_category_a_stops_nothing(world: World, planned: Visit) -> None:
    strike(world)
    stop_visits(NOW)
    assert not again(planned).suspended


def test_a_virtual_visit_waits_too(world: World, planned: Visit) -> None:
    Visit.rows.filter(pk=planned.pk).update(modality="virtual")
    strike(world, violence_at=NOW, known_at=NOW)
    stop_visits(NOW)
    assert again(planned).suspended


def test_another_factory_is_visited(world: World) -> None:
    other = plan_visit(factory=world.rival_factory, on=LATER, by=world.other_advisor, at=NOW)
    strike(world, violence_at=NOW, known_at=NOW)
    stop_visits(NOW)
    assert not again(other).suspended


def over(world: World, incident: Any, at: datetime) -> None:
    correct(incident, world.advisor, at, ended_at=at)
    stop_visits(at)


def test_the_visit_comes_back_when_it_is_over(world: World, planned: Visit) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW)
    stop_visits(NOW)
    over(world, incident, NOW + 30 * HOUR)
    assert (again(planned).suspended, again(planned).changed_why) == (False, "")


def test_nothing_is_planned_on_site_while_it_goes_on_and_everything_after(world: World) -> None:
    incident = strike(world, violence_at=NOW, known_at=NOW)
    stop_visits(NOW)
    over(world, incident, NOW + HOUR)
    second = strike(world, violence_at=NOW + 2 * HOUR, known_at=NOW + 2 * HOUR, at=NOW + 2 * HOUR)
    stop_visits(NOW + 2 * HOUR)
    over(world, second, NOW + 30 * HOUR)
    assert not again(plan_visit(factory=world.factory, on=LATER, by=world.advisor, at=NOW)).suspended


def test_doing_it_twice_changes_nothing(world: World, planned: Visit) -> None:
    strike(world, violence_at=NOW, known_at=NOW)
    assert (stop_visits(NOW), stop_visits(NOW)) == (1, 0)


def test_nobody_names_a_strike_by_hand(world: World) -> None:
    with pytest.raises(Invalid, match="Report the strike"):
        designate(
            factory=world.factory, kind="strike", valid_from=TODAY, reason="x", by=world.team_leader, at=NOW
        )


def test_the_next_visit_that_speaks_of_it_meets_the_duty(world: World, browse: Any) -> None:
    incident = strike(world, ended_at=NOW)
    tick(NOW)
    page = browse(world.advisor).get(f"/log-visit/{world.factory.pk}/").content.decode()
    assert "There was a strike." in page
    given = {"factory": world.factory, "by": world.advisor, "at": NOW + HOUR}
    log_visit(client_id=uuid4(), log=Log(on=TODAY, managers_women=1, topics=["wages"]), **given)
    follow_up(NOW + HOUR)
    assert only(incident, Duty.Kind.FOLLOW_UP_VISIT).is_open
    log_visit(client_id=uuid4(), log=Log(on=TODAY, managers_women=1, topics=["strike"]), **given)
    follow_up(NOW + HOUR)
    assert only(incident, Duty.Kind.FOLLOW_UP_VISIT).met_by == Duty.MetBy.VISIT


def test_the_next_report_is_still_owed_before_it_is_out(world: World) -> None:
    incident = strike(world, ended_at=NOW)
    tick(NOW)
    meet_in_reports(NOW)
    assert only(incident, Duty.Kind.NEXT_REPORT).is_open
